import { isCall, isMember, isTransparent, memberName, type Node, staticName } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import { ownerOfAlias } from '../syntax/owners.ts';
import { textOfNode } from '../text/text.ts';
import { isExportsObject } from '../values/modules.ts';
import { foldText, type Tracer } from '../values/tracer.ts';

/** A place where a credential parameter is named, or an endpoint stands. */
export interface Seed {
  readonly node: Node;
  /** `value`: follow the expression. `carrier`: follow everything that mentions it. */
  readonly follow: 'value' | 'carrier';
}

const NAMES = /(?:^|[^A-Za-z0-9_$])(?:apikey|ticket)(?![A-Za-z0-9_$-])/;
const SPLIT_NAMES = /(?:^|[?&])(?:apikey|ticket)=/;
/** A program's login for a ticket. */
const LOGIN = /FROM_AGENT/;
const ENDPOINT = /\/crm\/private\/|\bcrm\.zoho\.|crmsandbox\.zoho\.|crm\.baihui\./i;

/** Finds the places of a module that the recognition starts from. */
export function seedsOf(tracer: Tracer, module: JsModule): Seed[] {
  const seeds: Seed[] = [];
  for (const node of module.nodes('StringLiteral')) {
    if (isText(module, node) && isTelling(node.value)) seeds.push({ node, follow: 'value' });
  }
  for (const node of module.nodes('TemplateElement')) {
    const template = module.parents.get(node);
    if (template && isTelling(node.value.raw)) seeds.push({ node: template, follow: 'value' });
  }
  for (const node of [
    ...module.nodes('ObjectProperty'),
    ...module.nodes('ObjectMethod').filter((method) => method.kind === 'get'),
  ]) {
    const object = module.parents.get(node);
    if (object?.type === 'ObjectExpression' && isSetName(staticName(node.key, node.computed === true)))
      seeds.push({ node: object, follow: 'value' });
  }
  for (const node of module.nodes('AssignmentExpression')) {
    if (!isMember(node.left) || !isName(memberName(node.left))) continue;
    const { object } = node.left;
    if (object.type !== 'ThisExpression' && !ownerOfAlias(module, object) && !isExportsObject(module, object))
      seeds.push({ node: object, follow: 'carrier' });
  }
  for (const node of module.nodes('BinaryExpression')) {
    if (
      node.operator === '+' &&
      module.parents.get(node)?.type !== 'BinaryExpression' &&
      holdsSplitName(tracer, node)
    )
      seeds.push({ node, follow: 'value' });
  }
  return seeds;
}

function isTelling(text: string): boolean {
  return NAMES.test(text) || ENDPOINT.test(text) || LOGIN.test(text);
}

/** Names whose object literal is a set of parameters. */
function isSetName(name: string | undefined): boolean {
  return isName(name) || (name !== undefined && LOGIN.test(name));
}

function isName(name: string | undefined): boolean {
  return name === 'apikey' || name === 'ticket';
}

/** A name that only shows once neighbouring literals are put together: `'&tic' + 'ket='`. */
function holdsSplitName(tracer: Tracer, node: Node): boolean {
  if (!holdsPartOfName(node)) return false;
  const pieces = textOfNode(tracer, node, undefined) ?? [];
  if (pieces.some((piece) => piece.kind === 'literal' && NAMES.test(piece.text))) return false;
  return SPLIT_NAMES.test(pieces.map((piece) => foldText([piece]) ?? '\uE000').join(''));
}

/** What is left of a name where a literal ends, or begins: looked for before anything is traced. */
const PART_OF_NAME =
  /(?:^|[?&])(?:a|ap|api|apik|apike|t|ti|tic|tick|ticke)$|^(?:y|ey|key|ikey|pikey|t|et|ket|cket|icket)=/;

function holdsPartOfName(node: Node): boolean {
  if (node.type === 'BinaryExpression')
    return node.operator === '+' && (holdsPartOfName(node.left) || holdsPartOfName(node.right));
  if (node.type === 'TemplateLiteral') return node.quasis.some(({ value }) => PART_OF_NAME.test(value.raw));
  if (isTransparent(node)) return holdsPartOfName(node.expression);
  return node.type === 'StringLiteral' && PART_OF_NAME.test(node.value);
}

/** Whether a string literal is a value, rather than a key, a directive's or an import's. */
function isText(module: JsModule, node: Node): boolean {
  const parent = module.parents.get(node);
  if (!parent) return false;
  if (isTransparent(parent)) return isText(module, parent);
  switch (parent.type) {
    case 'ObjectProperty':
      return parent.value === node || (parent.computed === true && parent.key === node);
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassProperty':
      return parent.key !== node;
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'TSLiteralType':
    case 'TSPropertySignature':
    case 'JSXAttribute':
      return parent.type === 'JSXAttribute';
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.property === node ? parent.computed : true;
    default:
      return !(isCall(parent) && parent.callee.type === 'Identifier' && parent.callee.name === 'require');
  }
}

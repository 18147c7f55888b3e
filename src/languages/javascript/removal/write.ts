import type { Edit } from '../../../model/edit.ts';
import { Draft } from '../spell/draft.ts';
import { removeItems } from '../spell/lists.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import { isStatementList, type JsModule } from '../syntax/module.ts';
import { removeFromDocs } from './docs.ts';
import type { Doomed } from './doomed.ts';
import { removeListed } from './items.ts';
import { removeLines } from './lines.ts';
import { moveLines, writeSplices } from './splices.ts';

/** Spells what is to be taken out of a file. */
export function writeRemovals(doomed: Doomed, module: JsModule, nodes: readonly Node[]): readonly Edit[] {
  const draft = new Draft(module);
  const topmost = nodes.filter((node) => doomed.isTopmost(node));
  const lines: Node[] = [];
  const lists = new Map<readonly (Node | null)[], Set<Node>>();
  for (const node of topmost) {
    const list = listAround(module, node);
    if (isLined(module, node)) lines.push(node);
    else if (list) lists.set(list, (lists.get(list) ?? new Set<Node>()).add(node));
    else writeAlone(draft, node);
  }
  for (const [node, text] of doomed.replacements)
    if (isIn(module, node) && doomed.isTopmost(node)) draft.replaceNode(node, text);
  const { left, moves } = writeSplices(draft, doomed, lines);
  removeLines(draft, left);
  for (const [list, removed] of lists) writeList(draft, list, removed);
  removeFromDocs(draft, doomed, topmost);
  moveLines(draft, moves);
  return draft.edits;
}

function isIn(module: JsModule, node: Node): boolean {
  return module.parents.has(node);
}

const LINED: ReadonlySet<string> = new Set([
  'ClassBody',
  'TSInterfaceBody',
  'TSTypeLiteral',
  'SwitchStatement',
]);

/** Whether a node has lines of its own: statements, members of classes and types. */
function isLined(module: JsModule, node: Node): boolean {
  const parent = module.parents.get(node);
  return parent !== undefined && (isStatementList(parent, node) || LINED.has(parent.type));
}

/** The comma-separated list that a node is an item of. */
function listAround(module: JsModule, node: Node): readonly (Node | null)[] | undefined {
  const parent = module.parents.get(node);
  switch (parent?.type) {
    case 'VariableDeclaration':
      return parent.declarations;
    case 'ObjectExpression':
    case 'ObjectPattern':
      return parent.properties;
    case 'CallExpression':
    case 'NewExpression':
    case 'OptionalCallExpression':
      return parent.arguments;
    case 'ArrayExpression':
    case 'ArrayPattern':
      return parent.elements;
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
      return parent.specifiers;
    default:
      return parent && 'params' in parent && Array.isArray(parent.params) ? parent.params : undefined;
  }
}

/** What is no item of a list: an `else`, a body without braces. */
function writeAlone(draft: Draft, node: Node): void {
  const parent = draft.module.parents.get(node);
  if (parent?.type === 'IfStatement' && parent.alternate === node)
    draft.replace(endOf(parent.consequent), endOf(node), '');
  else if (parent?.type === 'TryStatement' && parent.finalizer === node && parent.handler)
    draft.replace(endOf(parent.handler), endOf(node), '');
  else draft.replaceNode(node, '{}');
}

function writeList(draft: Draft, list: readonly (Node | null)[], removed: ReadonlySet<Node>): void {
  const named = list.filter((item) => item?.type === 'ImportSpecifier');
  if (named.length > 0 && named.length < list.length && named.every((item) => removed.has(item!))) {
    // `import a, { b }`: the braces go, too.
    const { text } = draft.module;
    const first = list[0]!;
    draft.replace(endOf(first), text.indexOf('}', endOf(named.at(-1)!)) + 1, '');
    return;
  }
  const [first, second] = list;
  if (first?.type === 'ImportDefaultSpecifier' && removed.has(first) && second) {
    const brace = draft.module.text.indexOf('{', endOf(first));
    draft.replace(startOf(first), second.type === 'ImportSpecifier' ? brace : startOf(second), '');
    removeItems(draft, list.slice(1), removed);
    return;
  }
  removeListed(draft, list, removed);
}

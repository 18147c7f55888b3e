import { LOGIN_NAMES, loginText } from '../../../zoho/login.ts';
import {
  type FunctionNode,
  isCall,
  isFunction,
  isMember,
  isWithin,
  memberName,
  type Node,
  staticName,
} from '../syntax/ast.ts';
import { ancestorsOf, functionAround, type JsModule } from '../syntax/module.ts';
import { cookedOf, textOfNode } from '../text/text.ts';
import { originsOfLogin } from './origins.ts';
import type { Tracer } from './tracer.ts';
import { foldText } from './tracer.ts';
import type { ExpressionSite, LiteralSite } from './values.ts';

const fetchers = new WeakMap<JsModule, ReadonlySet<Node>>();

/** Whether a node lies in a function that asks accounts.zoho.* for a ticket, or in a callback of one. */
export function isInTicketFetcher(tracer: Tracer, node: Node): boolean {
  const module = tracer.moduleOf(node);
  const found = fetchersOf(tracer, module);
  for (const ancestor of ancestorsOf(module, node)) if (found.has(ancestor)) return true;
  return false;
}

/** Whether a function asks for a ticket itself. */
export function isTicketFetcher(tracer: Tracer, fn: FunctionNode): boolean {
  return fetchersOf(tracer, tracer.moduleOf(fn)).has(fn);
}

const logins = new WeakMap<JsModule, boolean>();

/** Whether the logins of a module always log in the same user: no name or password comes from a caller or a row. */
export function hasFixedLogin(tracer: Tracer, module: JsModule): boolean {
  const known = logins.get(module);
  if (known !== undefined) return known;
  logins.set(module, true);
  const fixed = loginValues(tracer, module).every((node) => {
    const origins = originsOfLogin(tracer, node);
    return origins.length <= 1 ? origins.every((origin) => origin.fixed || origin.kind === 'unknown') : false;
  });
  logins.set(module, fixed);
  return fixed;
}

/** The expressions that give `LOGIN_ID` and `PASSWORD` their values. */
function loginValues(tracer: Tracer, module: JsModule): Node[] {
  const found: Node[] = [];
  for (const property of module.nodes('ObjectProperty')) {
    const name = staticName(property.key, property.computed === true);
    if (name !== undefined && LOGIN_NAMES.includes(name)) found.push(property.value);
  }
  for (const assignment of module.nodes('AssignmentExpression')) {
    if (isMember(assignment.left) && LOGIN_NAMES.includes(memberName(assignment.left) ?? ''))
      found.push(assignment.right);
  }
  for (const literal of [...module.nodes('StringLiteral'), ...module.nodes('TemplateElement')]) {
    if (!LOGIN_NAMES.some((name) => cookedOf(literal).endsWith(name + '='))) continue;
    const next = valueAfter(tracer, module, literal);
    if (next) found.push(next);
  }
  return found;
}

/** The value that is put into the text right behind a literal. */
function valueAfter(tracer: Tracer, module: JsModule, literal: Node): Node | undefined {
  let whole: Node = literal;
  for (const ancestor of ancestorsOf(module, literal)) {
    if (
      ancestor.type !== 'TemplateLiteral' &&
      !(ancestor.type === 'BinaryExpression' && ancestor.operator === '+')
    )
      break;
    whole = ancestor;
  }
  const pieces = textOfNode(tracer, whole, undefined) ?? [];
  const index = pieces.findIndex(
    (piece) => piece.kind === 'literal' && (piece.site as LiteralSite).node === literal,
  );
  const next = pieces[index + 1];
  return next?.kind === 'hole' ? (next.site as ExpressionSite).node : undefined;
}

/** The innermost functions around each login request of a module; at its top level, those that are given the reply. */
function fetchersOf(tracer: Tracer, module: JsModule): ReadonlySet<Node> {
  const known = fetchers.get(module);
  if (known) return known;
  const found = new Set<Node>();
  fetchers.set(module, found);
  for (const node of loginMentions(tracer, module)) {
    const around = functionAround(module, node);
    for (const fn of around ? [around] : callbacksOf(module, node)) found.add(fn);
  }
  return found;
}

/** The functions that are handed to a call which a node is an argument of, and to what is called on its result. */
function callbacksOf(module: JsModule, node: Node): Node[] {
  return [...ancestorsOf(module, node)].flatMap((ancestor) =>
    isCall(ancestor) ? ancestor.arguments.filter(isFunction) : [],
  );
}

/** Places that hold the login's address or its parameters, directly or through a constant of the module. */
function loginMentions(tracer: Tracer, module: JsModule): Node[] {
  const direct: Node[] = [
    ...module.nodes('StringLiteral').filter((node) => loginText.test(node.value)),
    ...module.nodes('TemplateElement').filter((node) => loginText.test(node.value.raw)),
    ...module
      .nodes('ObjectProperty')
      .filter((node) => node.key.type === 'Identifier' && node.key.name === 'FROM_AGENT'),
  ];
  const throughConstants = module.scopes.all.flatMap((binding) => {
    const declarator = module.parents.get(binding.declaration);
    if (
      declarator?.type !== 'VariableDeclarator' ||
      !declarator.init ||
      !direct.some((node) => isWithin(node, declarator.init!))
    )
      return [];
    const text = tracer.evaluate(declarator.init, undefined);
    return text.kind === 'text' && loginText.test(foldText(text.pieces) ?? '') ? binding.reads : [];
  });
  return [...direct, ...throughConstants];
}

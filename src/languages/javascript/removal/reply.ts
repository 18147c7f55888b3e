import { TICKET_GIVEN, TICKET_REFUSED } from '../../../zoho/login.ts';
import {
  isCall,
  isFunction,
  isMember,
  isWithin,
  memberName,
  type Node,
  unwrap,
  walk,
} from '../syntax/ast.ts';
import { ancestorsOf, isStatementList, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Doomed } from './doomed.ts';
import { fold, type Known, type KnownOf } from './fold.ts';
import { isPure } from './purity.ts';
import { isHandedOn, settleAll, settleBranch } from './settle.ts';

type IsQuiet = (call: Node) => boolean;

/**
 * Takes out what reads the reply to a login: what is computed from it, and the guards that ask whether it was a good
 * one, by what they come to after a login that went well. False where it is used for more than that.
 *
 * @param known variables that hold the reply, or a part of it, and the error that is not there
 */
export function settleReply(
  doomed: Doomed,
  module: JsModule,
  known: ReadonlyMap<Binding, Known>,
  isQuiet: IsQuiet,
): boolean {
  const all = new Map<Binding, Drawn>(known);
  const knownOf = (node: Node) => {
    const binding = node.type === 'Identifier' ? module.scopes.bindingOf(node) : undefined;
    return binding && all.get(binding);
  };
  const isDrawn = (node: Node) => {
    const what = knownOf(node);
    return what !== undefined && what !== 'absent';
  };
  const comesTo = (node: Node) => {
    const what = knownOf(node);
    return what === undefined || what === 'open' ? afterGoodLogin(node, isDrawn) : what;
  };
  return settleAll(doomed, all, (_binding, what, read) => {
    if (what === 'absent' && isHandedOn(module, read)) {
      doomed.replace(read, 'null');
      return true;
    }
    const computed = what === 'absent' ? undefined : computationAround(module, read, isDrawn, isQuiet);
    if (!computed) return settleBranch(doomed, module, read, comesTo);
    doomed.remove(computed.node);
    // What is computed from a reply is drawn from it, too.
    for (const target of computed.targets)
      if (!all.has(target)) all.set(target, drawnAs(module, target, isDrawn, comesTo));
    return true;
  });
}

/** What is known of a variable that holds something of the reply; `open` where that cannot be told. */
type Drawn = Known | boolean | 'open';

function drawnAs(
  module: JsModule,
  binding: Binding,
  isDrawn: (node: Node) => boolean,
  comesTo: KnownOf,
): Drawn {
  if (isTaken(module, binding, isDrawn)) return 'present';
  const [write] = binding.writes;
  const declarator = write && module.parents.get(write);
  if (binding.writes.length !== 1 || declarator?.type !== 'VariableDeclarator' || !declarator.init)
    return 'open';
  const outcome = fold(declarator.init, comesTo);
  return typeof outcome === 'boolean' ? outcome : 'open';
}

/** Whether a variable holds what was taken from the reply, and not what was found out about it. */
function isTaken(module: JsModule, { writes }: Binding, isDrawn: (node: Node) => boolean): boolean {
  return writes.every((write) => {
    const parent = module.parents.get(write);
    if (parent?.type === 'AssignmentExpression')
      return parent.operator === '+=' || isPartOf(parent.right, isDrawn);
    if (parent?.type === 'VariableDeclarator') return !parent.init || isPartOf(parent.init, isDrawn);
    return parent?.type === 'ObjectProperty' || parent?.type === 'ArrayPattern';
  });
}

function isPartOf(value: Node, isDrawn: (node: Node) => boolean): boolean {
  const node = unwrap(value);
  switch (node.type) {
    case 'NullLiteral':
      return true;
    case 'StringLiteral':
      return node.value === '';
    case 'Identifier':
      return node.name === 'undefined' || isDrawn(node);
    case 'LogicalExpression':
      return isPartOf(node.right, isDrawn) && (node.operator === '&&' || isPartOf(node.left, isDrawn));
    case 'ConditionalExpression':
      return isPartOf(node.consequent, isDrawn) && isPartOf(node.alternate, isDrawn);
    case 'AwaitExpression':
      return isPartOf(node.argument, isDrawn);
    default:
      if (isMember(node)) return memberName(node) !== 'length' && isPartOf(node.object, isDrawn);
      return (
        isCall(node) &&
        isMember(node.callee) &&
        !/^(test|includes|startsWith|endsWith|indexOf|lastIndexOf|search|some|every)$/.test(
          memberName(node.callee) ?? '',
        )
      );
  }
}

interface Computation {
  readonly node: Node;
  /** The variables that it gives values. */
  readonly targets: readonly Binding[];
}

/** The outermost declaration or statement around a read that does nothing but give variables their values. */
function computationAround(
  module: JsModule,
  read: Node,
  isDrawn: (node: Node) => boolean,
  isQuiet: IsQuiet,
): Computation | undefined {
  let found: Computation | undefined;
  for (const node of ancestorsOf(module, read)) {
    const parent = module.parents.get(node);
    const isWhole =
      node.type === 'VariableDeclarator' ||
      (parent !== undefined && isStatementList(parent, node)) ||
      isOnlyBody(parent, node);
    if (!isWhole || node.type === 'FunctionDeclaration') {
      if (isFunction(node) && !isListener(module, node, isDrawn) && !isFunctionOfList(module, node)) break;
      continue;
    }
    const targets = targetsOf(module, node, isDrawn, isQuiet);
    if (!targets) break;
    found = { node, targets };
  }
  return found;
}

function isOnlyBody(parent: Node | undefined, node: Node): boolean {
  return parent?.type === 'IfStatement' && (parent.consequent === node || parent.alternate === node);
}

/** The variables that code gives values; undefined where it does something else. */
function targetsOf(
  module: JsModule,
  code: Node,
  isDrawn: (node: Node) => boolean,
  isQuiet: IsQuiet,
): readonly Binding[] | undefined {
  const targets = new Set<Binding>();
  let isComputing = true;
  const mayCall = (call: Node) =>
    isQuiet(call) || isListening(call, isDrawn) || isReading(call, isDrawn) || isOfList(call);
  walk(code, (node) => {
    switch (node.type) {
      case 'ThrowStatement':
      case 'YieldExpression':
      case 'BreakStatement':
      case 'ContinueStatement':
        isComputing = false;
        break;
      case 'AwaitExpression':
        if (!isReading(node.argument, isDrawn)) isComputing = false;
        break;
      case 'ReturnStatement':
        if (![...ancestorsOf(module, node)].some((one) => isFunction(one) && isWithin(one, code)))
          isComputing = false;
        break;
      case 'CallExpression':
      case 'NewExpression':
      case 'OptionalCallExpression':
        if (!isPure(node, mayCall) && !mayCall(node)) isComputing = false;
        break;
      case 'AssignmentExpression':
      case 'UpdateExpression': {
        const target = node.type === 'AssignmentExpression' ? node.left : node.argument;
        const binding = module.scopes.bindingOf(target);
        if (binding) targets.add(binding);
        else isComputing = false;
        break;
      }
      case 'VariableDeclarator':
        for (const binding of bindingsIn(module, node.id)) targets.add(binding);
    }
  });
  return isComputing ? [...targets] : undefined;
}

export function bindingsIn(module: JsModule, pattern: Node): Binding[] {
  return module.scopes.all.filter(({ declarations }) => declarations.some((name) => isWithin(name, pattern)));
}

/** `res.on('data', …)`, `res.setEncoding('utf8')` */
function isListening(call: Node, isDrawn: (node: Node) => boolean): boolean {
  return (
    isCall(call) &&
    isMember(call.callee) &&
    /^(on|once|setEncoding|resume)$/.test(memberName(call.callee) ?? '') &&
    isDrawn(call.callee.object)
  );
}

/** `res.text()` */
function isReading(call: Node, isDrawn: (node: Node) => boolean): boolean {
  return (
    isCall(call) &&
    isMember(call.callee) &&
    /^(text|json|toString)$/.test(memberName(call.callee) ?? '') &&
    isDrawn(call.callee.object)
  );
}

function isListener(module: JsModule, fn: Node, isDrawn: (node: Node) => boolean): boolean {
  const call = module.parents.get(fn);
  return call !== undefined && isListening(call, isDrawn);
}

/** `lines.forEach(…)` and the like run their function at once. */
function isOfList(call: Node): boolean {
  return (
    isCall(call) &&
    isMember(call.callee) &&
    /^(forEach|map|filter|find|some|every|reduce)$/.test(memberName(call.callee) ?? '')
  );
}

function isFunctionOfList(module: JsModule, fn: Node): boolean {
  const call = module.parents.get(fn);
  return call !== undefined && isOfList(call);
}

/** What an expression about the reply comes to when a login went well; undefined where that cannot be told. */
function afterGoodLogin(expression: Node, isDrawn: (node: Node) => boolean): boolean | undefined {
  if (!speaksOf(expression, isDrawn)) return undefined;
  if (expression.type === 'BinaryExpression') return ofComparison(expression, isDrawn);
  if (isMember(expression)) return memberName(expression) === 'ok' ? true : undefined;
  if (isCall(expression)) return ofText(expression, /^(test|match|exec|includes|startsWith)$/);
  return undefined;
}

type Comparison = Extract<Node, { type: 'BinaryExpression' }>;

function ofComparison(
  { operator, left, right }: Comparison,
  isDrawn: (node: Node) => boolean,
): boolean | undefined {
  const subject = unwrap(left);
  const number = numberOf(right);
  if (number === undefined) return undefined;
  if (isMember(subject) && isDrawn(subject.object) && /^status(Code)?$/.test(memberName(subject) ?? ''))
    return compare(200, operator, number);
  if (isMember(subject) && memberName(subject) === 'length' && number <= 2 && isDrawn(subject.object))
    return compare(3, operator, number);
  const found = ofText(subject, /^(indexOf|search|lastIndexOf)$/);
  return found === undefined ? undefined : compare(found ? 1 : -1, operator, number);
}

function numberOf(node: Node): number | undefined {
  if (node.type === 'NumericLiteral') return node.value;
  return node.type === 'UnaryExpression' && node.operator === '-' && node.argument.type === 'NumericLiteral'
    ? -node.argument.value
    : undefined;
}

function compare(value: number, operator: string, other: number): boolean | undefined {
  switch (operator) {
    case '===':
    case '==':
      return value === other;
    case '!==':
    case '!=':
      return value !== other;
    case '<':
      return value < other;
    case '<=':
      return value <= other;
    case '>':
      return value > other;
    case '>=':
      return value >= other;
    default:
      return undefined;
  }
}

/** Whether a text that code looks for stands in a good reply. */
function ofText(call: Node, methods: RegExp): boolean | undefined {
  if (!isCall(call) || !isMember(call.callee) || !methods.test(memberName(call.callee) ?? ''))
    return undefined;
  const sought = [call.callee.object, ...call.arguments].flatMap((node) =>
    node.type === 'StringLiteral' ? [node.value] : node.type === 'RegExpLiteral' ? [node.pattern] : [],
  );
  if (sought.some((text) => TICKET_REFUSED.test(text))) return false;
  return sought.some((text) => TICKET_GIVEN.test(text)) ? true : undefined;
}

function speaksOf(expression: Node, isDrawn: (node: Node) => boolean): boolean {
  let found = false;
  walk(expression, (node) => {
    found ||= node.type === 'Identifier' && isDrawn(node);
  });
  return found;
}

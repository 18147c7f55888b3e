import {
  type CallNode,
  childrenOf,
  type FunctionNode,
  isCall,
  isMember,
  memberName,
  type Node,
  unwrap,
} from '../syntax/ast.ts';
import { functionAround } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { argumentFor, frameOf } from './arguments.ts';
import type { Tracer } from './tracer.ts';
import { foldText } from './tracer.ts';
import { type Context, type EntrySite, optionsOf, rangeOf, type SetEntry } from './values.ts';

const CALLER_LIMIT = 24;
const PASSED_ON_LIMIT = 8;

/**
 * The calls of a helper that is told a parameter's name (`add(name, value)`), so that what it adds is looked at once
 * for each name. Anything else, and a helper whose calls are not known, is looked at as it stands.
 *
 * @param homes functions in which what is added to begins anew: each of their calls speaks of a thing of its own
 */
export function inEachNamingCall(
  tracer: Tracer,
  name: Node,
  context: Context,
  homes: ReadonlySet<Node | undefined>,
): readonly Context[] {
  const fn = helperNaming(tracer, name);
  if (!fn || homes.has(fn) || frameOf(fn, context)) return [context];
  const sites = tracer.calls.callersOf(fn);
  if (sites.length === 0 || sites.length > CALLER_LIMIT) return [context];
  const inOrder = [...sites].sort((a, b) => (a.call.end ?? 0) - (b.call.end ?? 0));
  return inOrder.flatMap(({ call }): Context[] => {
    const callee =
      call.callee.type === 'Super'
        ? undefined
        : optionsOf(tracer.evaluate(call.callee, undefined)).find(
            (option) => option.kind === 'function' && option.node === fn,
          );
    return callee?.kind === 'function' ? [tracer.enterCall(call, callee, undefined)] : [];
  });
}

/** The function whose parameter a name, or the beginning of a text up to its `=`, is. */
function helperNaming(tracer: Tracer, name: Node): FunctionNode | undefined {
  for (const operand of operandsOf(tracer, unwrap(name), 0)) {
    if (operand.type === 'StringLiteral' && operand.value.includes('=')) return undefined;
    if (operand.type === 'TemplateElement' && operand.value.raw.includes('=')) return undefined;
    const parameter = parametersIn(tracer, operand)[0];
    if (parameter) return functionAround(tracer.moduleOf(name), parameter.declaration);
  }
  return undefined;
}

/** The parts of a text in order, as far as its syntax shows them. */
function operandsOf(tracer: Tracer, node: Node, depth: number): Node[] {
  const each = (nodes: readonly (Node | null)[]) =>
    nodes.flatMap((part) => (part ? operandsOf(tracer, unwrap(part), depth + 1) : []));
  if (depth > PASSED_ON_LIMIT) return [node];
  switch (node.type) {
    case 'BinaryExpression':
      return node.operator === '+' ? each([node.left, node.right]) : [node];
    case 'TemplateLiteral':
      return node.quasis.flatMap((quasi, i) => [quasi, ...each([node.expressions[i] ?? null])]);
    case 'ArrayExpression':
      return each(node.elements);
    case 'ObjectExpression':
      return each(
        node.properties.map((property) => (property.type === 'ObjectProperty' ? property.value : null)),
      );
    case 'Identifier': {
      const binding = tracer.moduleOf(node).scopes.bindingOf(node);
      const declarator = binding && tracer.moduleOf(node).parents.get(binding.declaration);
      return binding?.kind === 'variable' && declarator?.type === 'VariableDeclarator' && declarator.init
        ? each([declarator.init])
        : [node];
    }
    default:
      if (!isCall(node) || !isMember(node.callee)) return [node];
      if (memberName(node.callee) === 'concat') return each([node.callee.object, ...node.arguments]);
      return memberName(node.callee) === 'join' ? each([node.callee.object]) : [node];
  }
}

function parametersIn(tracer: Tracer, node: Node): Binding[] {
  const binding = node.type === 'Identifier' ? tracer.moduleOf(node).scopes.bindingOf(node) : undefined;
  if (binding?.kind === 'parameter') return [binding];
  return childrenOf(node).flatMap((child) => parametersIn(tracer, child));
}

/**
 * Where a named value is put in, as the one who names it sees it: the call that hands name and value to a helper, else
 * the place itself.
 */
export function namingSite(
  tracer: Tracer,
  name: Node,
  value: Node,
  context: Context,
  own: EntrySite,
): EntrySite {
  const named = handedOver(tracer, name, context);
  if (!named) return own;
  const call = tracer.moduleOf(named).parents.get(named);
  const carried = valueHandedOver(tracer, value, context, call);
  return call && isCall(call) && carried
    ? { kind: 'call', at: rangeOf(tracer.moduleOf(call), call), node: call, name: named, value: carried }
    : { kind: 'helper', at: rangeOf(tracer.moduleOf(named), named), node: named };
}

/**
 * The entries of another set that are taken over by their names: `[name]: source[name]`. They stay where they are put
 * in. Undefined where name and value do not come from one set.
 */
export function copiedEntries(
  tracer: Tracer,
  name: Node,
  value: Node,
  context: Context,
): readonly SetEntry[] | undefined {
  const read = unwrap(value);
  if (!isMember(read) || !read.computed || !isSameName(tracer, name, read.property)) return undefined;
  const names = optionsOf(tracer.evaluate(name, context)).map((option) =>
    option.kind === 'text' ? foldText(option.pieces) : undefined,
  );
  const sources = optionsOf(tracer.evaluate(read.object, context)).flatMap((option) =>
    option.kind === 'set' ? [option] : option.kind === 'url' ? [option.query] : [],
  );
  const entries = sources.flatMap((source) => source.entries.filter((entry) => names.includes(entry.name)));
  return entries.some((entry) => entry.name !== undefined) ? entries : undefined;
}

function isSameName(tracer: Tracer, a: Node, b: Node): boolean {
  const { scopes } = tracer.moduleOf(a);
  return (
    a.type === 'Identifier' &&
    b.type === 'Identifier' &&
    scopes.bindingOf(a) !== undefined &&
    scopes.bindingOf(a) === scopes.bindingOf(b)
  );
}

/** The argument that a name comes from, through all the helpers that pass it on; undefined when it stands in place. */
function handedOver(tracer: Tracer, node: Node, context: Context): Node | undefined {
  let at = unwrap(node);
  let frame = context;
  let moved = false;
  for (let step = 0; step < PASSED_ON_LIMIT; step++) {
    const passed = at.type === 'Identifier' ? argumentFor(tracer, at, frame) : undefined;
    if (!passed) break;
    at = unwrap(passed.node);
    frame = passed.context;
    moved = true;
  }
  return moved ? at : undefined;
}

/** The argument of `call` that a value is made of, when there is only one: `String(value)`, `'' + value`. */
function valueHandedOver(
  tracer: Tracer,
  value: Node,
  context: Context,
  call: CallNode | Node | undefined,
): Node | undefined {
  let at = value;
  let frame = context;
  for (let step = 0; step < PASSED_ON_LIMIT; step++) {
    if (tracer.moduleOf(at).parents.get(at) === call) return at;
    const mentions = identifiersIn(at).filter((identifier) => argumentFor(tracer, identifier, frame));
    const bindings = new Set(mentions.map((mention) => tracer.moduleOf(mention).scopes.bindingOf(mention)));
    const passed = bindings.size === 1 ? argumentFor(tracer, mentions[0]!, frame) : undefined;
    if (!passed) return undefined;
    at = passed.node;
    frame = passed.context;
  }
  return undefined;
}

function identifiersIn(node: Node): Node[] {
  return node.type === 'Identifier' ? [node] : childrenOf(node).flatMap(identifiersIn);
}

import {
  type CallNode,
  isCall,
  isFunction,
  isMember,
  memberName,
  type Node,
  staticName,
} from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { regionOf, wrapped } from '../syntax/module.ts';
import { conditionsOf } from './conditions.ts';
import { listedEntries } from './listed-entries.ts';
import { mayParameterBeMutated } from './mutability.ts';
import { isMerger, isNamedAdder } from './mutators.ts';
import { copiedEntries, inEachNamingCall, namingSite } from './naming-calls.ts';
import { mergeInto, setOfPairs } from './objects.ts';
import type { Tracer } from './tracer.ts';
import { type Context, type EntrySite, type ListItem, rangeOf, type SetEntry, type Value } from './values.ts';

/** An item that is put into a list, in the place of the one at its position where there is one. */
export interface AddedItem extends ListItem {
  readonly position?: number;
}

/** What is done to a mutable value through the expressions that mention it. */
export interface Mutations {
  readonly entries: SetEntry[];
  readonly rest: Value[];
  readonly items: AddedItem[];
  /** Mentions of a property, through which its own value is mutated: `options.qs.apikey = …`. */
  readonly nested: Map<string, { node: Node; context: Context }[]>;
  /** Functions in which the value begins anew. */
  readonly homes: ReadonlySet<Node | undefined>;
}

export const NO_HOMES: ReadonlySet<Node | undefined> = new Set();

export function noMutations(homes = NO_HOMES): Mutations {
  return { entries: [], rest: [], items: [], nested: new Map(), homes };
}

const MUTATION_DEPTH = 6;

export function collect(
  tracer: Tracer,
  mentioned: Node,
  context: Context,
  into: Mutations,
  depth: number,
): void {
  if (depth > MUTATION_DEPTH) return;
  const module = tracer.moduleOf(mentioned);
  const node = wrapped(module, mentioned);
  const parent = module.parents.get(node);
  if (!parent) return;
  if (isMember(parent) && parent.object === node) collectThroughMember(tracer, parent, context, into, depth);
  else if (isCall(parent) && parent.callee !== node)
    collectThroughCall(tracer, parent, node, context, into, depth);
  else if (parent.type === 'VariableDeclarator' && parent.init === node)
    collectThroughPattern(tracer, parent.id, context, into, depth);
}

/** `const alias = set` is the set itself, `const { searchParams } = url` one of its properties. */
function collectThroughPattern(
  tracer: Tracer,
  pattern: Node,
  context: Context,
  into: Mutations,
  depth: number,
): void {
  const { scopes } = tracer.moduleOf(pattern);
  if (pattern.type === 'Identifier') {
    for (const read of scopes.bindingOf(pattern)?.reads ?? [])
      collect(tracer, read, context, into, depth + 1);
  } else if (pattern.type === 'ObjectPattern') {
    for (const property of pattern.properties) {
      if (property.type !== 'ObjectProperty' || property.value.type !== 'Identifier') continue;
      const name = staticName(property.key, property.computed);
      const reads = scopes.bindingOf(property.value)?.reads ?? [];
      if (name !== undefined) mention(into, name, reads, context);
    }
  }
}

function mention(into: Mutations, name: string, nodes: readonly Node[], context: Context): void {
  const mentions = into.nested.get(name) ?? [];
  mentions.push(...nodes.map((node) => ({ node, context })));
  into.nested.set(name, mentions);
}

function collectThroughMember(
  tracer: Tracer,
  member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  context: Context,
  into: Mutations,
  depth: number,
): void {
  const module = tracer.moduleOf(member);
  const parent = module.parents.get(member);
  if (!parent) return;
  const name = memberName(member) ?? (member.computed ? tracer.textOf(member.property, context) : undefined);
  if (parent.type === 'AssignmentExpression' && parent.left === member) {
    for (const inCall of inEachNamingCall(tracer, member.property, context, into.homes))
      assign(tracer, member, parent, inCall, into);
    return;
  }
  if (isCall(parent) && parent.callee === member) collectMethod(tracer, parent, name, context, into, depth);
  else if (name !== undefined) mention(into, name, [member], context);
}

/** `set.name = value` and `set[name] = value`, in one call of the function around it. */
function assign(
  tracer: Tracer,
  member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  assignment: Extract<Node, { type: 'AssignmentExpression' }>,
  context: Context,
  into: Mutations,
): void {
  const { property } = member;
  const { right } = assignment;
  const name = memberName(member) ?? tracer.textOf(property, context);
  if (assignment.operator === '=' && isPosition(member, name))
    into.items.push({
      node: right,
      context,
      spread: false,
      ...(name !== undefined && { position: Number(name) }),
      arms: conditionsOf(tracer, assignment, context),
    });
  if (takeOver(tracer, property, right, context, into)) return;
  const at = rangeOf(tracer.moduleOf(assignment), assignment);
  const own: EntrySite = { kind: 'assignment', at, node: assignment };
  if (name === undefined) return addDynamic(tracer, property, right, context, own, into);
  into.entries.push({
    name,
    value: right,
    context,
    site: namingSite(tracer, property, right, context, own),
    ...growthOf(tracer, assignment),
  });
}

/** `list[0] = …`, `list[list.length] = …`, `list[i++] = …`: whatever is no name. */
export function isPosition(
  member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  name: string | undefined,
): boolean {
  return member.computed && (name === undefined || /^\d+$/.test(name));
}

function growthOf(
  tracer: Tracer,
  assignment: Extract<Node, { type: 'AssignmentExpression' }>,
): Pick<SetEntry, 'grows'> {
  if (assignment.operator !== '+=') return {};
  const module = tracer.moduleOf(assignment);
  const region = regionOf(module, assignment);
  return {
    grows:
      isFunction(region) || ['ExpressionStatement', 'Program', 'File'].includes(region.type)
        ? 'always'
        : 'maybe',
  };
}

/** @returns whether an entry of another set is taken over by its name */
function takeOver(tracer: Tracer, name: Node, value: Node, context: Context, into: Mutations): boolean {
  const copied = copiedEntries(tracer, name, value, context);
  into.entries.push(...(copied ?? []));
  return copied !== undefined;
}

/** `target[k] = source[k]` in a loop over another set merges that set, one over pairs those. */
function addDynamic(
  tracer: Tracer,
  key: Node,
  right: Node,
  context: Context,
  site: EntrySite,
  into: Mutations,
): void {
  const listed = listedEntries(tracer, key, right, context);
  if (listed.length > 0) {
    into.entries.push(...listed);
    return;
  }
  for (const node of [key, right]) {
    const value = tracer.evaluate(node, context);
    if (value.kind === 'view') {
      mergeInto(into.entries, into.rest, value);
      return;
    }
  }
  into.entries.push({ name: undefined, value: right, context, site });
}

function collectMethod(
  tracer: Tracer,
  call: CallNode,
  name: string | undefined,
  context: Context,
  into: Mutations,
  depth: number,
): void {
  const [first, second] = call.arguments;
  if (name === 'push' || name === 'unshift') {
    for (const arg of call.arguments) {
      const isSpread = arg.type === 'SpreadElement';
      const node = isSpread ? arg.argument : arg;
      for (const inCall of isSpread ? [context] : inEachNamingCall(tracer, arg, context, into.homes))
        into.items.push({
          node,
          context: inCall,
          spread: isSpread,
          arms: conditionsOf(tracer, call, inCall),
        });
    }
    return;
  }
  if (
    isNamedAdder(name) &&
    first &&
    second &&
    first.type !== 'SpreadElement' &&
    second.type !== 'SpreadElement'
  ) {
    for (const inCall of inEachNamingCall(tracer, first, context, into.homes))
      addNamed(tracer, call, first, second, inCall, into);
  } else if (isNamedAdder(name) && first && !second && first.type !== 'SpreadElement') {
    const value = tracer.evaluate(first, context);
    if (value.kind === 'set') mergeInto(into.entries, into.rest, value);
  }
  collect(tracer, call, context, into, depth + 1);
}

/** `set.append(name, value)`, in one call of the function around it. */
function addNamed(
  tracer: Tracer,
  call: CallNode,
  first: Node,
  second: Node,
  context: Context,
  into: Mutations,
): void {
  if (takeOver(tracer, first, second, context, into)) return;
  const name = tracer.textOf(first, context);
  const at = rangeOf(tracer.moduleOf(call), call);
  const own: EntrySite = { kind: 'call', at, node: call, name: first, value: second };
  if (name === undefined) return addDynamic(tracer, first, second, context, own, into);
  into.entries.push({
    name,
    value: second,
    context,
    site: namingSite(tracer, first, second, context, own),
  });
}

function collectThroughCall(
  tracer: Tracer,
  call: CallNode,
  argument: Node,
  context: Context,
  into: Mutations,
  depth: number,
): void {
  const position = call.arguments.indexOf(argument as never);
  const method = calledName(tracer.moduleOf(call), call);
  if (
    isMerger(method) &&
    (position === 0 || (position === 1 && call.arguments[0]?.type === 'BooleanLiteral'))
  ) {
    for (const source of call.arguments.slice(position + 1)) {
      const value = tracer.evaluate(source.type === 'SpreadElement' ? source.argument : source, context);
      mergeInto(into.entries, into.rest, setOfPairs(tracer, value) ?? value);
    }
    return;
  }
  if (method === 'forEach' || method === 'map') return;
  for (const fn of tracer.callees(call, context)) {
    const param = fn.node.params[position];
    if (param?.type !== 'Identifier' || !mayParameterBeMutated(tracer, param)) continue;
    const module = tracer.moduleOf(param);
    const frame = tracer.enterCall(call, fn, context);
    for (const read of module.scopes.bindingOf(param)?.reads ?? [])
      collect(tracer, read, frame, into, depth + 1);
  }
}

import { childrenOf, isCall, isFunction, isMember, memberName, type Node } from '../syntax/ast.ts';
import { isAssigned, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf } from '../values/values.ts';
import type { Doomed } from './doomed.ts';

/** What code looks at and changes before it first lets other code run. */
export interface Effects {
  /** Variables, names of members, and what speaks to others. */
  readonly reads: ReadonlySet<Binding | string>;
  readonly writes: ReadonlySet<Binding | string>;
}

/** Methods that call what they are given at once. */
const CALLS_AT_ONCE =
  /^(forEach|map|filter|reduce|reduceRight|some|every|find|findIndex|flatMap|sort|replace|each|times)$/;
/** Methods that change what they are called on, or given first. */
export const CHANGES =
  /^(push|pop|shift|unshift|splice|sort|reverse|set|delete|add|clear|append|assign|extend)$/;
const LISTENS = /^(on|once|addListener|prependListener|addEventListener|subscribe)$/;
const EVENTS = 'events';
const OUTPUT = 'output';

/** How many functions deep code is followed. */
const DEPTH = 6;

export function effectsOf(doomed: Doomed, tracer: Tracer, code: readonly Node[]): Effects {
  const effects = { reads: new Set<Binding | string>(), writes: new Set<Binding | string>() };
  const seen = new Set<Node>();
  collect(doomed, tracer, code, effects, seen, 0);
  return effects;
}

/** Whether it makes a difference which of two runs first. */
export function disturb(one: Effects, other: Effects): boolean {
  return meet(one.writes, other.reads) || meet(one.writes, other.writes) || meet(one.reads, other.writes);
}

function meet(some: ReadonlySet<unknown>, others: ReadonlySet<unknown>): boolean {
  return [...some].some((one) => others.has(one));
}

interface Collected {
  readonly reads: Set<Binding | string>;
  readonly writes: Set<Binding | string>;
}

function collect(
  doomed: Doomed,
  tracer: Tracer,
  code: readonly Node[],
  effects: Collected,
  seen: Set<Node>,
  depth: number,
): void {
  for (const start of code) {
    const module = tracer.moduleOf(start);
    const pending = [start];
    let waits = false;
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (node !== start && isFunction(node) && !runsAtOnce(module, node)) continue;
      pending.push(...childrenOf(node));
      if (doomed.has(node)) continue;
      note(module, node, effects);
      waits ||= node.type === 'AwaitExpression' || node.type === 'YieldExpression';
      if (isCall(node) && node.callee.type !== 'Import' && depth < DEPTH)
        for (const body of bodiesCalled(tracer, node.callee, seen))
          collect(doomed, tracer, body, effects, seen, depth + 1);
    }
    // What stands behind the first `await` runs later in any case.
    if (waits) return;
  }
}

function bodiesCalled(tracer: Tracer, callee: Node, seen: Set<Node>): (readonly Node[])[] {
  return optionsOf(tracer.evaluate(callee, undefined)).flatMap((option) => {
    if (option.kind !== 'function' || seen.has(option.node)) return [];
    seen.add(option.node);
    const { body } = option.node;
    return [body.type === 'BlockStatement' ? body.body : [body]];
  });
}

/** Whether a function literal runs as soon as the code around it does. */
export function runsAtOnce(module: JsModule, fn: Node): boolean {
  const call = module.parents.get(fn);
  if (!call || !isCall(call)) return false;
  if (call.callee === fn) return true;
  if (call.type === 'NewExpression')
    return call.callee.type === 'Identifier' && call.callee.name === 'Promise';
  return isMember(call.callee) && CALLS_AT_ONCE.test(memberName(call.callee) ?? '');
}

function note(module: JsModule, node: Node, { reads, writes }: Collected): void {
  if (node.type === 'Identifier') {
    const binding = module.scopes.bindingOf(node);
    if (!binding) {
      if (node.name === 'console') writes.add(OUTPUT);
      return;
    }
    if (binding.writes.includes(node)) {
      const isDeclared = binding.declarations.includes(node);
      if (!isDeclared || binding.kind === 'variable') writes.add(binding);
    }
    if (binding.reads.includes(node)) reads.add(binding);
    return;
  }
  if (isMember(node)) {
    const name = memberName(node) ?? '[]';
    const parent = module.parents.get(node);
    if (isAssigned(module, node) || parent?.type === 'UpdateExpression') writes.add(name);
    else if (parent?.type === 'UnaryExpression' && parent.operator === 'delete') writes.add(name);
    else reads.add(name);
    if (name === 'stdout' || name === 'stderr') writes.add(OUTPUT);
    return;
  }
  if (!isCall(node) || !isMember(node.callee)) return;
  const name = memberName(node.callee) ?? '';
  if (name === 'emit') reads.add(EVENTS);
  if (LISTENS.test(name)) writes.add(EVENTS);
  if (!CHANGES.test(name)) return;
  const { object } = node.callee;
  const changed = /^(assign|extend)$/.test(name) ? node.arguments[0] : object;
  if (changed?.type === 'Identifier') {
    const binding = module.scopes.bindingOf(changed);
    if (binding) writes.add(binding);
  } else if (changed && isMember(changed)) writes.add(memberName(changed) ?? '[]');
}

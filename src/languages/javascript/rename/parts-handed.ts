import { isMember, memberName, type Node } from '../syntax/ast.ts';
import { membersOf } from '../syntax/classes.ts';
import type { Step } from '../syntax/writes.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf, type Value } from '../values/values.ts';
import { carriedIn } from './carried.ts';

/** The expressions that the part of a value at the end of a path has its value from. */
export function partsAlong(tracer: Tracer, whole: Node, path: readonly Step[]): Node[] {
  let nodes = [whole];
  for (const step of path) {
    if ('fallback' in step) continue;
    if (!('key' in step) && !('index' in step)) return [];
    nodes = nodes.flatMap((node) =>
      optionsOf(tracer.evaluate(node, undefined)).flatMap((value) => partsOf(value, step)),
    );
  }
  return nodes.flatMap(carriedIn);
}

/** The expressions that a property was given: of an object that is known, or of all instances of its class. */
export function partsOfMember(tracer: Tracer, member: Node): Node[] {
  const key = isMember(member) ? memberName(member) : undefined;
  return isMember(member) && key !== undefined ? partsAlong(tracer, member.object, [{ key }]) : [];
}

function partsOf(value: Value, step: { readonly key: string } | { readonly index: number }): readonly Node[] {
  if ('index' in step) {
    const item = value.kind === 'list' ? value.items[step.index] : undefined;
    return item && !item.spread ? [item.node] : [];
  }
  if (value.kind === 'set')
    return value.entries.flatMap((entry) => (entry.name === step.key && entry.value ? [entry.value] : []));
  return value.kind === 'instance'
    ? (membersOf(value.info.module, value.info.node).writes.get(step.key) ?? [])
    : [];
}

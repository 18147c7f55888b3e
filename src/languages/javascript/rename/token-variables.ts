import { isTested } from '../spell/named-reads.ts';
import { isMember, type Node } from '../syntax/ast.ts';
import { wrapped } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import { carriedIn } from './carried.ts';
import { inputsOf } from './inputs.ts';
import { partsOfMember } from './parts-handed.ts';

/** Whoever wants a value to be called a token. */
export type Wishers<T> = ReadonlySet<T>;

/** What tokens pass through on their way to where they are sent. */
export interface TokenFlow<T> {
  /** The variables that hold a token wherever they are read, and who wants them to be called so. */
  readonly variables: ReadonlyMap<Binding, Wishers<T>>;
  /** The reads of properties that give a token. */
  readonly members: ReadonlySet<Node>;
}

/**
 * The variables that hold a token wherever they are read, and who wants them to be called so: those that requests send
 * as their token, those that such a variable has its value from, and so on.
 *
 * @param sent expressions that are sent as tokens
 * @param isGone whether an identifier is no longer there once the changes are made
 */
export function tokenVariables<T>(
  tracer: Tracer,
  sent: ReadonlyMap<Node, Wishers<T>>,
  isGone: (identifier: Node) => boolean,
): TokenFlow<T> {
  const wishers = new Map<Node, Set<T>>();
  const open = new Set<Binding>();
  const members = new Set<Node>();
  const wish = (node: Node, by: Wishers<T>) => {
    if (isMember(node) && !members.has(node)) {
      members.add(node);
      for (const part of partsOfMember(tracer, node)) wish(part, by);
      return;
    }
    const module = tracer.moduleOf(node);
    const binding = node.type === 'Identifier' ? module.scopes.bindingOf(node) : undefined;
    if (!binding?.reads.includes(node as never)) return;
    const known = wishers.get(node) ?? new Set();
    wishers.set(node, known);
    for (const one of by) known.add(one);
    if (!found.has(binding)) open.add(binding);
  };
  const found = new Map<Binding, Wishers<T>>();
  for (const [node, by] of sent) for (const carried of carriedIn(node)) wish(carried, by);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const binding of open) {
      const inputs = inputsOf(tracer, binding);
      const module = tracer.moduleOf(binding.declaration);
      const isSeen = (read: Node) =>
        wishers.has(read) ||
        inputs!.includes(read) ||
        isGone(read) ||
        isTested(module, wrapped(module, read));
      if (!inputs || !binding.reads.every(isSeen)) continue;
      const by = new Set(binding.reads.flatMap((read) => [...(wishers.get(read) ?? [])]));
      open.delete(binding);
      found.set(binding, by);
      for (const input of inputs) wish(input, by);
    }
  }
  return { variables: found, members };
}

import { isCredentialName } from '../../../zoho/parameters.ts';
import type { Node } from '../syntax/ast.ts';
import { ancestorsOf } from '../syntax/module.ts';
import { pairOf } from '../syntax/pairs.ts';
import type { Tracer } from './tracer.ts';
import { type Context, type JsSite, optionsOf, rangeOf, type SetEntry } from './values.ts';

/**
 * The entries that an assignment in a loop puts in when a list gives it their names one by one: those of a list of
 * pairs stand there; where a list has names alone, each value is made in a way that knows no other name.
 */
export function listedEntries(tracer: Tracer, key: Node, value: Node, context: Context): SetEntry[] {
  const names = optionsOf(tracer.evaluate(key, context)).flatMap((option) => {
    const [piece, ...others] = option.kind === 'text' ? option.pieces : [];
    return piece?.kind === 'literal' && others.length === 0
      ? [{ name: piece.text, node: (piece.site as JsSite).node }]
      : [];
  });
  if (names.length < 2 || !names.some(({ name }) => isCredentialName(name))) return [];
  return names.map(({ name, node }): SetEntry => {
    const module = tracer.moduleOf(node);
    const owner = [...ancestorsOf(module, node)].slice(0, 2).find((around) => pairOf(around)?.name === node);
    const pair = owner && pairOf(owner);
    return pair
      ? { name, value: pair.value, context, site: { kind: 'pair', at: rangeOf(module, owner), node: owner } }
      : { name, value, context, site: { kind: 'helper', at: rangeOf(module, node), node } };
  });
}

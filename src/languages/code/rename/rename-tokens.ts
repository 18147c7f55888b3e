import type { Edit } from '../../../model/edit.ts';
import { wordPattern } from '../../../model/patterns.ts';
import type { CodeUnit } from '../../../model/ticket-code.ts';
import { type Bundle, editsIn, isGone, joinBundles } from '../bundles.ts';
import type { Units } from '../code-map/units.ts';
import { bareName, type Naming, namingsOf } from '../names.ts';
import type { Outlook } from '../outlook.ts';
import type { CodeSite } from '../run/values.ts';
import type { Node } from '../tree.ts';
import { innermostOf, inputsOf, isTested } from './flow.ts';

/**
 * Renames the variables, members and parameters that hold nothing but the token once all changes are made. Bundles whose
 * tokens pass through one become one; where a name cannot be changed safely it stays.
 */
export function renameTokens(units: Units, spelled: readonly Bundle[], outlook: Outlook): readonly Bundle[] {
  let bundles = spelled;
  // What had different names goes on having them: one of them would hide the other where both are seen.
  const taken = new Map<string, string>();
  for (const { unit, namings, wishers } of tokenUnits(units, spelled, outlook)) {
    const from = bareName(unit.symbol ?? '');
    const to = outlook.tokenNameFor(from);
    if (to === undefined || !isFree(units, to)) continue;
    if ((taken.get(units.source.keyOf(to)) ?? from) !== from) continue;
    const all = editsIn(units.source.file, bundles);
    // What is written anew speaks of it by the name that it has.
    if (namings.some((naming) => all.some(({ text }) => says(text, units.source.slice(naming))))) continue;
    const edits = namings.flatMap(({ start, end }): Edit[] => {
      // A name may stand in brackets of its own: `${ticket}`.
      const word = /[\p{L}\p{N}_]+(?=[^\p{L}\p{N}_]*$)/u.exec(units.source.text.slice(start, end));
      if (!word || isGone(all, { start, end })) return [];
      const from = start + word.index;
      return [{ file: units.source.file, start: from, end: from + word[0].length, text: to }];
    });
    const isConcerned = (bundle: Bundle) =>
      bundle.groups.some((group) => wishers.has(group)) ||
      namings.some((naming) => isBeside(units.source.file, bundle, naming));
    const joined = joinBundles(bundles.filter(isConcerned), edits);
    if (!joined) continue;
    bundles = [...bundles.filter((bundle) => !isConcerned(bundle)), joined];
    taken.set(units.source.keyOf(to), from);
  }
  return bundles;
}

function says(text: string, name: string): boolean {
  return wordPattern(name).test(text);
}

/** Whether a bundle takes a name away, or writes beside it. */
function isBeside(file: string, bundle: Bundle, naming: Naming): boolean {
  return editsIn(file, [bundle]).some((edit) => edit.start <= naming.end && naming.start <= edit.end);
}

interface TokenUnit {
  readonly unit: CodeUnit;
  readonly namings: readonly Naming[];
  /** The groups whose tokens it holds. */
  readonly wishers: ReadonlySet<string>;
}

/** What holds a token wherever it is read: what is sent as one, what that has its value from, and so on. */
function tokenUnits(units: Units, bundles: readonly Bundle[], outlook: Outlook): TokenUnit[] {
  const edits = editsIn(units.source.file, bundles);
  const wishes = new Map<Node, Set<string>>();
  const open = new Map<CodeUnit, readonly Naming[]>();
  const refused = new Set<CodeUnit>();
  const wish = (node: Node, by: Iterable<string>): void => {
    for (const inner of innermostOf(units, node)) {
      const unit = units.ofReference(inner);
      if (!unit) continue;
      const known = wishes.get(inner) ?? new Set();
      wishes.set(inner, known);
      for (const group of by) known.add(group);
      if (open.has(unit) || refused.has(unit)) continue;
      const namings = namingsOf(units, unit, outlook);
      if (namings) open.set(unit, namings);
      else refused.add(unit);
    }
  };
  for (const { changes, groups } of bundles)
    for (const change of changes)
      if (change.kind === 'name-token') wish((change.site as CodeSite).node, groups);
  const found = new Map<CodeUnit, TokenUnit>();
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [unit, namings] of open) {
      if (found.has(unit)) continue;
      const { inputs, targets } = inputsOf(units, unit);
      const isSeen = ({ node, start, end }: Naming) =>
        wishes.has(node) ||
        targets.has(node) ||
        isGone(edits, { start, end }) ||
        isTested(units.source, node);
      if (!namings.filter(({ isWrite }) => !isWrite).every(isSeen)) continue;
      const wishers = new Set(namings.flatMap(({ node }) => [...(wishes.get(node) ?? [])]));
      found.set(unit, { unit, namings, wishers });
      for (const input of inputs) wish(input, wishers);
    }
  }
  return [...found.values()];
}

/** Whether nothing in the file goes by a name yet. */
function isFree({ source }: Units, name: string): boolean {
  return !source.nodes.some((node) => {
    const own =
      node.kind === 'name'
        ? node.name
        : node.kind === 'member' || node.kind === 'parameter' || node.kind === 'declaration'
          ? node.name.text
          : undefined;
    return own !== undefined && source.keyOf(bareName(own)) === source.keyOf(name);
  });
}

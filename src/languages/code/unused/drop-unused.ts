import type { Edit } from '../../../model/edit.ts';
import type { CodeUnit } from '../../../model/ticket-code.ts';
import { Refusal } from '../../refusal.ts';
import { type Bundle, editsIn, isGone, isNameGone, joinBundles, overlap } from '../bundles.ts';
import type { Units } from '../code-map/units.ts';
import { type Writing, writingsTo } from '../code-map/writings.ts';
import { type Naming, namingsOf } from '../names.ts';
import type { Outlook } from '../outlook.ts';
import type { Source } from '../source.ts';
import { Draft } from '../spell/draft.ts';
import { removeStatement } from '../spell/statements.ts';
import { indentBefore } from '../spell/surroundings.ts';
import type { Node, Span, Statement } from '../tree.ts';
import { isPure } from './purity.ts';

/** Takes out the variables, constants and members that nothing reads any more once all edits are made, and what fed only them. */
export function dropUnused(units: Units, spelled: readonly Bundle[], outlook: Outlook): readonly Bundle[] {
  let bundles = spelled;
  for (let fresh = true; fresh; ) {
    fresh = false;
    for (const { unit, namings } of unreadUnits(units, bundles, (unit) => namingsOf(units, unit, outlook))) {
      const edits = removalOf(units, unit, namings, bundles);
      if (!edits || edits.length === 0) continue;
      const concerned = bundles.filter((bundle) =>
        namings.some((naming) => isGone(editsIn(units.source.file, [bundle]), naming)),
      );
      const joined = joinBundles(concerned, edits);
      if (!joined) continue;
      bundles = [...bundles.filter((bundle) => !concerned.includes(bundle)), joined];
      fresh = true;
    }
  }
  return dropImports(units.source, bundles);
}

/** Takes out the imports that nothing uses any more, where they would not compile. */
function dropImports(source: Source, spelled: readonly Bundle[]): readonly Bundle[] {
  let bundles = spelled;
  for (const { name, ...span } of source.language.spelling.imports?.(source) ?? []) {
    const edits = editsIn(source.file, bundles);
    const uses = source.nodes.filter((node) => node.kind === 'name' && source.slice(node) === name);
    if (uses.length === 0 || !uses.every((use) => isNameGone(edits, use))) continue;
    if (edits.some(({ text }) => text.includes(`${name}.`))) continue;
    const concerned = bundles.filter((bundle) =>
      uses.some((use) => isGone(editsIn(source.file, [bundle]), use)),
    );
    const joined = joinBundles(concerned, [{ file: source.file, ...lineAround(source, span), text: '' }]);
    if (joined) bundles = [...bundles.filter((bundle) => !concerned.includes(bundle)), joined];
  }
  return bundles;
}

/** A span with the rest of its line, where it stands there alone. */
function lineAround(source: Source, { start, end }: Span): Span {
  const indent = indentBefore(source, start);
  const behind = /^[^\S\r\n]*(?:\r\n|\n)/.exec(source.text.slice(end));
  return indent === undefined || !behind
    ? { start, end }
    : { start: start - indent.length, end: end + behind[0].length };
}

interface Unread {
  readonly unit: CodeUnit;
  readonly namings: readonly Naming[];
}

/**
 * What was read before, and is no more.
 *
 * @param find the places that name a unit; undefined where they say nothing of it
 */
export function unreadUnits(
  units: Units,
  bundles: readonly Pick<Bundle, 'edits'>[],
  find: (unit: CodeUnit) => readonly Naming[] | undefined,
): Unread[] {
  const edits = editsIn(units.source.file, bundles);
  const touched = new Set<CodeUnit>();
  for (const node of units.source.nodes) {
    if ((node.kind !== 'name' && node.kind !== 'member') || !isNameGone(edits, node)) continue;
    const unit = units.ofReference(node);
    if (unit) touched.add(unit);
  }
  return [...touched].flatMap((unit): Unread[] => {
    const namings = find(unit);
    if (!namings) return [];
    const writes = new Set(writingsTo(units, unit).flatMap(({ names }) => names));
    const reads = namings.filter(({ node, isWrite }) => !isWrite && !writes.has(node));
    return reads.length > 0 && reads.every((read) => isNameGone(edits, read)) ? [{ unit, namings }] : [];
  });
}

/** What would have to go with a place that puts something into a unit; undefined where it stands in something else. */
function wholeOf(source: Source, { node, names }: Writing): Node | undefined {
  if (node.kind === 'declaration') return node;
  if (node.kind === 'loop' || (node.kind === 'assignment' && node.target !== names[0])) return undefined;
  const statement = source.parents.get(node);
  return statement?.kind === 'statement' ? statement : undefined;
}

/** The edits that take every write to a unit out; undefined where one of them must stay. */
function removalOf(
  units: Units,
  unit: CodeUnit,
  namings: readonly Naming[],
  bundles: readonly Bundle[],
): Edit[] | undefined {
  const { source } = units;
  if (namings.some(({ node }) => node.kind === 'parameter')) return undefined;
  const edits = editsIn(units.source.file, bundles);
  const draft = new Draft(source, edits);
  const subject = units.subjectOf(unit);
  const isLocal = subject?.kind === 'variable' && subject.home !== undefined;
  for (const writing of writingsTo(units, unit)) {
    const { node, names, value } = writing;
    const whole = wholeOf(source, writing);
    if (whole && isGone(edits, whole)) continue;
    const mustStay = !whole || (value && !isPure(source, value));
    const [name] = names;
    const { discard } = source.language.spelling;
    if (mustStay && discard && isLocal && node.kind === 'assignment' && name?.kind === 'name') {
      const fresh = discard(source, node, name).filter(
        (edit) => !edits.some((other) => overlap(other, edit)),
      );
      for (const { start, end, text } of fresh) draft.replace(start, end, text);
      continue;
    }
    if (!whole || (value && !isPure(source, value)) || edits.some((edit) => overlap(edit, whole)))
      return undefined;
    if (whole.kind === 'declaration' && !standsAlone(source, whole)) return undefined;
    try {
      removeStatement(draft, whole as Statement);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }
  return draft.edits;
}

/** Whether a declaration has its line to itself. */
function standsAlone(source: Source, { start, end }: Node): boolean {
  return indentBefore(source, start) !== undefined && /^[^\S\r\n]*(?:\r|\n|$)/.test(source.text.slice(end));
}

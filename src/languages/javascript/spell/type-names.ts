import type { Change } from '../../../model/change.ts';
import { flatten, setsIn } from '../../../model/flatten.ts';
import type { Entry } from '../../../model/parameter-set.ts';
import type { Reference, TypesAround } from '../../../model/references.ts';
import type { Request } from '../../../model/request.ts';
import { SCOPE } from '../../../zoho/parameters.ts';
import { Refusal } from '../../refusal.ts';
import type { JsProgram } from '../program/program.ts';
import { startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { EntrySite, LiteralSite } from '../values/values.ts';
import type { Draft } from './draft.ts';
import { nameOfEntry } from './entries.ts';

type Groups = ReadonlyMap<string, readonly Change[]>;
type EntryChange = Extract<Change, { readonly entry: Entry }>;

/** What a name is to be called wherever types speak of it. */
export interface TypeName {
  readonly references: readonly Reference[];
  /** The new name; undefined where the parameter goes and nothing takes its place. */
  readonly to: string | undefined;
  /** A parameter that types must also let pass from now on. */
  readonly beside: string | undefined;
  /** Places of `references` that changes of their own spell, as `file:offset`. */
  readonly spelled: ReadonlySet<string>;
}

/** Groups that must be applied together, since types tie their entries to each other. */
export interface TypedFamily {
  readonly members: readonly string[];
  readonly names: readonly TypeName[];
}

interface RenamedPlace {
  readonly group: string;
  readonly place: string;
  readonly references: readonly Reference[];
  readonly to: string | undefined;
  readonly inserts: boolean;
}

/** Finds what types say about the entries that groups change, and which groups must go together for it. */
export function findTypedFamilies(
  program: JsProgram,
  groups: Groups,
  typesAround: TypesAround,
): TypedFamily[] {
  const places = [...groups].flatMap(([group, changes]) => placesOf(program, group, changes, typesAround));
  const byKin = new Map<readonly Reference[], RenamedPlace[]>();
  for (const place of places) byKin.set(place.references, [...(byKin.get(place.references) ?? []), place]);
  const families = new Map<string, { members: Set<string>; kin: Set<readonly Reference[]> }>();
  for (const group of groups.keys()) families.set(group, { members: new Set([group]), kin: new Set() });
  for (const [kin, tied] of byKin) {
    const joined = { members: new Set<string>(), kin: new Set([kin]) };
    for (const { group } of tied) {
      const family = families.get(group)!;
      for (const member of family.members) joined.members.add(member);
      for (const other of family.kin) joined.kin.add(other);
    }
    for (const member of joined.members) families.set(member, joined);
  }
  return [...new Set(families.values())].map(({ members, kin }) => ({
    members: [...members],
    names: [...kin].map((references) => nameFor(references, byKin.get(references)!)),
  }));
}

function nameFor(references: readonly Reference[], places: readonly RenamedPlace[]): TypeName {
  const targets = new Set(places.map(({ to }) => to));
  const named = [...targets].filter((to) => to !== undefined);
  return {
    references,
    // Two names for one property are refused where they are spelled.
    to: named.length > 1 ? CONTRADICTION : named[0],
    beside: places.some(({ inserts }) => inserts) ? SCOPE : undefined,
    spelled: new Set(places.map(({ place }) => place)),
  };
}

const CONTRADICTION = '';

/** @throws Refusal where one property would need two names */
export function checkName({ to }: TypeName): void {
  if (to === CONTRADICTION) throw new Refusal('one type names parameters that are to be called differently');
}

function placesOf(
  program: JsProgram,
  group: string,
  changes: readonly Change[],
  typesAround: TypesAround,
): RenamedPlace[] {
  const entryChanges = changes.filter((change): change is EntryChange => 'entry' in change);
  const inserted = entryChanges.filter((change) => change.kind === 'insert-entry-after');
  const removed = entryChanges.filter((change) => change.kind === 'remove-entry');
  const spoken = changes.flatMap((change): RenamedPlace[] => {
    const literal = change.kind === 'replace-text' ? renamedLiteral(change) : undefined;
    const references = literal && typesAround(literal.file)?.kinOf(literal.file, literal.start);
    if (!literal || !references || references.length === 0) return [];
    const place = `${literal.file}:${literal.start}`;
    return [{ group, place, references, to: literal.to, inserts: false }];
  });
  const named = entryChanges.flatMap((change): RenamedPlace[] => {
    if (change.kind === 'replace-value' || change.kind === 'insert-entry-after') return [];
    const at = placeOf(program, change.entry);
    const references = at && typesAround(at.module.file)?.kinOf(at.module.file, at.start);
    if (!at || !references || references.length === 0) return [];
    return [
      {
        group,
        place: `${at.module.file}:${at.start}`,
        references,
        to: change.kind === 'remove-entry' ? (inserted.length > 0 ? SCOPE : undefined) : targetOf(change),
        inserts:
          removed.length === 0 &&
          inserted.some(({ entry }) => entry === change.entry || isSameSite(entry, change.entry)),
      },
    ];
  });
  return [...spoken, ...named];
}

/** A string that is the name of a parameter, put into a text as one of its parts, and becomes another name. */
function renamedLiteral({
  piece,
  from,
  to,
  by,
}: Extract<Change, { kind: 'replace-text' }>): { file: string; start: number; to: string } | undefined {
  const { node, at } = piece.site as LiteralSite;
  const isWhole =
    node?.type === 'StringLiteral' && piece.offset + from === 0 && piece.offset + to === node.value.length;
  return isWhole && typeof by === 'string' && by !== ''
    ? { file: at.file, start: startOf(node), to: by }
    : undefined;
}

function isSameSite(a: Entry, b: Entry): boolean {
  return a.site.at.file === b.site.at.file && a.site.at.start === b.site.at.start;
}

function targetOf(change: Extract<EntryChange, { kind: 'rename-entry' | 'replace-entry' }>): string {
  return change.kind === 'rename-entry' ? change.to : change.name;
}

/**
 * Lets names stay that are written as an enum's member or a constant, since its value changes; a name that is inserted
 * is written as the one that gives way to it.
 */
export function keepNames(
  program: JsProgram,
  draftOf: (file: string) => Draft | undefined,
  changes: readonly Change[],
  names: readonly TypeName[],
): void {
  const written = new Map<string, { readonly reference: Reference; readonly to: string | undefined }>();
  for (const { references, to } of names)
    for (const reference of references)
      if (reference.kind === 'via') written.set(`${reference.file}:${reference.start}`, { reference, to });
  if (written.size === 0) return;
  const entryChanges = changes.filter((change): change is EntryChange => 'entry' in change);
  const successors = new Map<object, string>();
  for (const change of entryChanges) {
    const at = placeOf(program, change.entry);
    const via = at && written.get(`${at.module.file}:${at.start}`);
    if (!via) continue;
    if (change.kind !== 'remove-entry') draftOf(at.module.file)!.keptNames.add(at.start);
    else if (via.to === SCOPE)
      successors.set(change.entry.region, at.module.text.slice(via.reference.start, via.reference.end));
  }
  for (const change of entryChanges) {
    const at = change.kind === 'insert-entry-after' ? placeOf(program, change.entry) : undefined;
    const successor = at && successors.get(change.entry.region);
    if (successor !== undefined) draftOf(at!.module.file)!.insertedNames.set(at!.start, successor);
  }
}

/** Where the names of all entries stand that changes touch. */
export function changedPlaces(program: JsProgram, groups: Groups): Set<string> {
  const entries = [...groups.values()].flat().flatMap((change) => ('entry' in change ? [change.entry] : []));
  return new Set(placesOfEntries(program, entries));
}

/** Where the names of all entries stand that requests send; read when it is first asked for. */
export function sentPlaces(program: JsProgram, requests: readonly Request[]): () => ReadonlySet<string> {
  let places: ReadonlySet<string> | undefined;
  return () => {
    places ??= new Set(
      requests.flatMap((request) => {
        const sets = [...request.sets, ...request.texts.flatMap(flatten).flatMap(setsIn)];
        return placesOfEntries(
          program,
          sets.flatMap(({ entries }) => entries),
        );
      }),
    );
    return places;
  };
}

function placesOfEntries(program: JsProgram, entries: readonly Entry[]): string[] {
  return entries.flatMap((entry) => {
    const at = placeOf(program, entry);
    return at ? [`${at.module.file}:${at.start}`] : [];
  });
}

/** Where the name of an entry stands. */
function placeOf(
  program: JsProgram,
  entry: Entry,
): { readonly module: JsModule; readonly start: number } | undefined {
  const module = program.load(entry.site.at.file);
  const name = nameOfEntry(entry.site as EntrySite);
  return module && name ? { module, start: startOf(name) } : undefined;
}

import { type CredentialName, isCredentialName } from '../zoho/parameters.ts';
import { type Atom, type FlatText, HOLE } from './flatten.ts';
import type { Entry } from './parameter-set.ts';
import type { HolePiece, Site, ValueRef } from './query-text.ts';
import { spend } from './work.ts';

/** A credential parameter of a query text: where its name and value lie in the flat text. */
export interface TextParameter {
  readonly kind: 'text';
  readonly name: CredentialName;
  readonly flat: FlatText;
  readonly start: number;
  readonly nameEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** A credential parameter of a set. */
export interface EntryParameter {
  readonly kind: 'entry';
  readonly name: CredentialName;
  readonly entry: Entry;
}

export type Parameter = TextParameter | EntryParameter;

/** What a parameter carries: one traced value, characters of the text itself, or several values in a row. */
export type ParameterValue =
  | { readonly kind: 'value'; readonly ref: ValueRef; readonly hole: HolePiece | undefined }
  | { readonly kind: 'literal'; readonly text: string; readonly replaced: boolean }
  | { readonly kind: 'mixed'; readonly refs: readonly ValueRef[] };

const PARAMETER = /(?<=^|[?&;\s"'`(:,\uE000\uE001]|&amp;)(apikey|ticket|authtoken|scope)=/g;
const VALUE_END = /[&#\s"'`<>\uE001]|$/g;

/** Finds the credential parameters in a flat text, in order. */
export function parametersOf(flat: FlatText): TextParameter[] {
  const found: TextParameter[] = [];
  for (const match of flat.text.matchAll(PARAMETER)) {
    const name = match[1]!;
    if (!isCredentialName(name)) continue;
    const start = match.index;
    const valueStart = start + match[0].length;
    found.push({
      kind: 'text',
      name,
      flat,
      start,
      nameEnd: start + name.length,
      valueStart,
      valueEnd: endOfOwnValue(flat, name, valueStart) ?? endOfValue(flat, valueStart),
    });
  }
  return found;
}

function endOfValue(flat: FlatText, from: number): number {
  VALUE_END.lastIndex = from;
  return VALUE_END.exec(flat.text)?.index ?? flat.text.length;
}

/**
 * Where the value ends with an expression that speaks of it, when text that is not known stands behind it:
 * `'&ticket=' + ticket + moreParameters`.
 */
function endOfOwnValue(flat: FlatText, name: CredentialName, from: number): number | undefined {
  const [own, next] = flat.atoms.filter((atom) => atom.end > from && atom.end > atom.start);
  if (own?.start !== from || own.leaf.kind !== 'hole' || next?.leaf.kind !== 'hole') return undefined;
  return speaksOf(name, own.leaf) && !speaksOf(name, next.leaf) ? own.end : undefined;
}

function speaksOf(name: CredentialName, { value }: HolePiece): boolean {
  return value
    .origins()
    .every((origin) => origin.name !== '' && (origin.kind === 'literal' || NAMED[name].test(origin.name)));
}

const NAMED: Readonly<Record<CredentialName, RegExp>> = {
  apikey: /key$/i,
  ticket: /ticket$/i,
  authtoken: /token$/i,
  scope: /scope$/i,
};

/** The atoms that overlap `[from, to)`. */
export function atomsIn(flat: FlatText, from: number, to: number): readonly Atom[] {
  return flat.atoms.filter((atom) => atom.start < to && atom.end > from);
}

/** The holes whose whole content lies in `[from, to)`, among those around an atom and the atom itself, outermost first. */
export function coveredHoles(flat: FlatText, atom: Atom, from: number, to: number): readonly HolePiece[] {
  const chain = atom.leaf.kind === 'hole' ? [...atom.holes, atom.leaf] : atom.holes;
  spend(chain.length * flat.atoms.length);
  return chain.filter((hole) =>
    flat.atoms.every((other) => !belongsTo(other, hole) || (other.start >= from && other.end <= to)),
  );
}

function belongsTo(atom: Atom, hole: HolePiece): boolean {
  return atom.leaf === hole || atom.holes.includes(hole);
}

/** What a parameter carries. */
export function carriedBy(parameter: Parameter): ParameterValue {
  if (parameter.kind === 'entry') return { kind: 'value', ref: parameter.entry.value, hole: undefined };
  const { flat, valueStart, valueEnd } = parameter;
  const atoms = atomsIn(flat, valueStart, valueEnd);
  const holes = new Set<HolePiece>();
  let literal = '';
  for (const atom of atoms) {
    const [hole] = coveredHoles(flat, atom, valueStart, valueEnd);
    if (hole) holes.add(hole);
    else literal += flat.text.slice(Math.max(atom.start, valueStart), Math.min(atom.end, valueEnd));
  }
  const [first] = holes;
  if (!first) {
    const replaced = atoms.some(({ leaf }) => leaf.kind === 'literal' && leaf.replaced === true);
    return { kind: 'literal', text: literal.replaceAll(HOLE, ''), replaced };
  }
  if (holes.size === 1 && literal === '') return { kind: 'value', ref: first.value, hole: first };
  return { kind: 'mixed', refs: [...holes].map((hole) => hole.value) };
}

/**
 * The expressions that hold a parameter's value and nothing else, from the request back towards its birth. Inside a
 * helper only those that stand by the name: what else passes through it is something else.
 */
export function expressionsOf(parameter: TextParameter): readonly Site[] {
  const { flat, start, nameEnd, valueStart, valueEnd } = parameter;
  const depths = atomsIn(flat, start, nameEnd).map(({ leaf }) =>
    leaf.kind === 'literal' ? (leaf.depth ?? 0) : 0,
  );
  const deepest = Math.min(...depths);
  return atomsIn(flat, valueStart, valueEnd).flatMap((atom) =>
    coveredHoles(flat, atom, valueStart, valueEnd)
      .filter(({ depth = 0 }) => depth <= deepest)
      .map(({ site }) => site),
  );
}

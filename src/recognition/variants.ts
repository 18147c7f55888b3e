import { type Arm, areExclusive } from '../model/arms.ts';
import { nodeOf } from '../model/change-key.ts';
import { addressAt, addressOf, type FlatText, flatten, HOLE, setsIn } from '../model/flatten.ts';
import type { ParameterSet } from '../model/parameter-set.ts';
import { type EntryParameter, type Parameter, parametersOf } from '../model/parameters.ts';
import type { Request } from '../model/request.ts';
import { judgeAddress, type Verdict } from '../zoho/endpoints.ts';
import { isCredentialName } from '../zoho/parameters.ts';

/** One way in which a request may go out, with the credential parameters that it then carries. */
export interface Variant {
  readonly request: Request;
  readonly flats: readonly FlatText[];
  readonly parameters: readonly Parameter[];
  /** The sides of branchings that it is sent on. */
  readonly arms: readonly Arm[];
  readonly verdict: Verdict | 'mixed';
  /** The address as far as it is known. */
  readonly address: string;
}

const LIMIT = 24;
const DECISIVE: ReadonlySet<Verdict> = new Set(['crm', 'other-zoho', 'accounts', 'foreign']);

/** Unfolds a request into the ways in which it may go out. Ways without a credential parameter are left out. */
export function variantsOf(request: Request, hosts: readonly string[]): Variant[] {
  const addresses = request.addresses.flatMap((address) => flatten(address).map(addressOf));
  const judged = judgeAll(addresses, hosts);
  const combinations = combine(
    request.texts.map((text) => flatten(text)).filter((flats) => flats.some(tellsCredentials)),
  );
  const ways = combinations.flatMap((flats) =>
    splitEntries(
      entriesOf([...request.sets, ...flats.flatMap(setsIn)]),
      flats.flatMap((flat) => flat.arms),
    ).map((way) => ({ flats, ...way })),
  );
  return ways.flatMap(({ flats, entries, arms }): Variant[] => {
    const parameters: Parameter[] = [...withoutRepetition(flats.flatMap(parametersOf)), ...entries];
    if (parameters.length === 0) return [];
    const own = judgeAll(flats.flatMap(ownAddresses), hosts);
    const { verdict, address } = DECISIVE.has(own.verdict as Verdict) ? own : judged;
    // Another way of the same text tells nothing against one whose address is only known at run time.
    const isOpen =
      verdict === 'foreign' && flats.some((flat) => flat.text.startsWith(HOLE) && tellsCredentials(flat));
    return [
      {
        request,
        flats,
        parameters,
        arms: [...request.arms, ...arms],
        verdict: isOpen ? 'unknown' : verdict,
        address,
      },
    ];
  });
}

function ownAddresses(flat: FlatText): string[] {
  const places = parametersOf(flat).map(({ start }) => addressAt(flat, start));
  return setsIn(flat).length > 0 ? [...places, addressOf(flat)] : places;
}

function tellsCredentials(flat: FlatText): boolean {
  return parametersOf(flat).length > 0 || setsIn(flat).length > 0;
}

function combine(alternatives: readonly (readonly FlatText[])[]): FlatText[][] {
  let combinations: FlatText[][] = [[]];
  for (const flats of alternatives)
    combinations = combinations
      .flatMap((before) =>
        flats
          .filter((flat) => !before.some((other) => areExclusive(flat.arms, other.arms)))
          .map((flat) => [...before, flat]),
      )
      .slice(0, LIMIT);
  return combinations;
}

/** Entries that may be sent together, and the sides of branchings on which they are. */
interface EntryWay {
  readonly entries: readonly EntryParameter[];
  readonly arms: readonly Arm[];
}

/** Entries on different sides of one branching are never sent together. */
function splitEntries(entries: readonly EntryParameter[], arms: readonly Arm[]): readonly EntryWay[] {
  const possible = entries.filter(({ entry }) => !areExclusive(entry.arms, arms));
  const all = possible.flatMap(({ entry }) => entry.arms);
  const fork = all.find((arm) => areExclusive([arm], all));
  if (!fork) return [{ entries: eachOnce(possible), arms }];
  const sides = new Set(all.filter(({ branch }) => branch === fork.branch).map(({ side }) => side));
  return [...sides].flatMap((side) => splitEntries(possible, [...arms, { branch: fork.branch, side }]));
}

/** The verdict that the known addresses agree on; `mixed` when they do not. */
function judgeAll(
  addresses: readonly string[],
  hosts: readonly string[],
): { verdict: Verdict | 'mixed'; address: string } {
  const judged = addresses.map((address) => ({ address, verdict: judgeAddress(address, hosts) }));
  const decisive = judged.filter(({ verdict }) => DECISIVE.has(verdict));
  const verdicts = new Set(decisive.map(({ verdict }) => verdict));
  if (verdicts.size > 1) return { verdict: 'mixed', address: '' };
  return (
    longest(decisive) ??
    longest(judged.filter(({ verdict }) => verdict === 'crm-path')) ?? { verdict: 'unknown', address: '' }
  );
}

function longest<T extends { address: string }>(judged: readonly T[]): T | undefined {
  return [...judged].sort((a, b) => b.address.length - a.address.length)[0];
}

function entriesOf(sets: readonly ParameterSet[]): EntryParameter[] {
  return sets.flatMap((set) =>
    set.entries.flatMap((entry): EntryParameter[] =>
      isCredentialName(entry.name) ? [{ kind: 'entry', name: entry.name, entry }] : [],
    ),
  );
}

/** An entry may be reached on several ways. Calls of one chain begin at the same place and end at places of their own. */
function eachOnce(entries: readonly EntryParameter[]): EntryParameter[] {
  return [...new Map(entries.map((parameter) => [nodeOf(parameter.entry.site.at), parameter])).values()];
}

/** The same characters may be reached through a URL and through the options that hold it. */
function withoutRepetition<T extends Extract<Parameter, { kind: 'text' }>>(parameters: readonly T[]): T[] {
  const seen = new Set<string>();
  return parameters.filter((parameter) => {
    const atom = parameter.flat.atoms.find((candidate) => candidate.end > parameter.start);
    const offset = atom?.leaf.kind === 'literal' ? atom.leaf.offset : 0;
    const value = parameter.flat.text.slice(parameter.valueStart, parameter.valueEnd);
    const key =
      atom && 'site' in atom.leaf
        ? `${nodeOf(atom.leaf.site.at)}:${offset + parameter.start - atom.start}:${parameter.name}:${value}`
        : String(seen.size);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

import { nodeOf } from '../model/change-key.ts';
import type { SourceRange } from '../model/edit.ts';
import type { TokenNeed } from '../model/finding.ts';
import type { NamedPlace, TokenUser } from '../model/token-plan.ts';
import { columnOf } from '../recognition/columns.ts';

type Read = (file: string) => string | undefined;
type Source = TokenNeed['source'];

/** A longer expression is no name for people. */
const LONGEST_NAME = 60;

/** Kinds of places that are named as the code writes them. */
const WRITTEN: ReadonlySet<Source['kind']> = new Set(['member', 'unknown']);

/** Tells of each need where exactly its token goes, as far as the texts around its birth tell it. */
export function placeTokens(
  needs: readonly TokenNeed[],
  read: Read,
  settingsOf: (name: string) => readonly SourceRange[],
): TokenNeed[] {
  const placed = needs.map((need): TokenNeed => {
    const source = placeOf(need.source, read, settingsOf);
    return { ...need, source, ...(need.user && { user: userOf(need.user, source, read) }) };
  });
  const joined = new Map<string, TokenNeed>();
  for (const need of placed) {
    const key = keyOf(need);
    const known = joined.get(key);
    joined.set(key, known ? join(known, need) : need);
  }
  return [...joined.values()];
}

function placeOf(source: Source, read: Read, settingsOf: (name: string) => readonly SourceRange[]): Source {
  const { kind, name, formerName, at } = source;
  if (kind === 'environment') {
    const setIn = settingsOf(formerName ?? name);
    return setIn.length > 0 ? { ...source, setIn } : source;
  }
  if (!WRITTEN.has(kind) || formerName !== undefined) return source;
  const text = read(at.file) ?? '';
  const written = writtenAt(text, at);
  if (written === undefined) return source;
  const column = columnOf(written, text);
  if (!column) return { ...source, name: written };
  const { owner: _owner, ...rest } = source;
  return {
    ...rest,
    kind: 'column',
    name: column.name,
    ...(column.table !== undefined && { table: column.table }),
  };
}

/** Rows are read of one user after the other. */
function userOf(user: TokenUser, { kind }: Source, read: Read): TokenUser {
  const from = user.from.map((place) => asWritten(place, read));
  return { ...user, from, perUser: user.perUser || kind === 'column' };
}

function asWritten(place: NamedPlace, read: Read): NamedPlace {
  const { kind, at } = place;
  if (kind !== 'member' && kind !== 'external' && kind !== 'unknown') return place;
  return { ...place, name: writtenAt(read(at.file) ?? '', at) ?? place.name };
}

/** An expression as the code has it, where it is short enough to name a place. */
function writtenAt(text: string, { start, end }: SourceRange): string | undefined {
  // Of a member, the place may be that of its name alone.
  const before = /(?:[\w$@]+(?:\?\.|&\.|\.|->|::))*$/.exec(
    text.slice(Math.max(0, start - LONGEST_NAME), start),
  )![0];
  const written = (before + text.slice(start, end)).trim();
  return written !== '' && written.length <= LONGEST_NAME && !/[\r\n]/.test(written) ? written : undefined;
}

/** A column is one place wherever it is read, and so is what one file writes in the same words. */
function keyOf({ source }: TokenNeed): string {
  const { kind, name, table, formerName, at } = source;
  if (kind === 'column') return `column ${table ?? at.file} ${name}`;
  return WRITTEN.has(kind) && formerName === undefined
    ? `${kind} ${at.file} ${name}`
    : `${kind} ${name} ${nodeOf(at)}`;
}

function join(one: TokenNeed, other: TokenNeed): TokenNeed {
  const sites = [...one.callSites, ...other.callSites];
  const revoke = [...(one.revoke ?? []), ...(other.revoke ?? [])];
  return {
    ...one,
    callSites: [...new Map(sites.map((at) => [nodeOf(at), at])).values()],
    revoke: [...new Map(revoke.map((each) => [`${each.what} ${nodeOf(each.at)}`, each])).values()],
  };
}

import { nodeOf } from '../model/change-key.ts';
import type { SourceRange } from '../model/edit.ts';
import type { TokenNeed } from '../model/finding.ts';
import { isComposedVariable } from '../model/settings-names.ts';
import type { NamedPlace, Revocation, TokenUser } from '../model/token-plan.ts';
import { columnOf } from '../recognition/columns.ts';
import { looksReal } from '../recognition/placeholders.ts';

/** `Settings::APIKEY`, `Config.API_KEY`: a constant of another file, which is the same wherever it is read. */
const CONSTANT = /^[A-Z]\w*(?:(?:::|\.)[A-Z]\w*)+$/;

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
    return {
      ...need,
      source,
      ...(need.user && { user: userOf(need.user, source, read) }),
      revoke: (need.revoke ?? []).map((each) => heldAt(each, read)),
    };
  });
  const joined = new Map<string, TokenNeed>();
  for (const need of placed) {
    const key = keyOf(need, read);
    const known = joined.get(key);
    joined.set(key, known ? join(known, need) : need);
  }
  return [...joined.values()];
}

function placeOf(source: Source, read: Read, settingsOf: (name: string) => readonly SourceRange[]): Source {
  const { kind, name, formerName, beside, at } = source;
  if (kind === 'environment') {
    const setIn = settingsOf(formerName ?? name);
    if (setIn.length === 0 && beside !== undefined) {
      const besides = settingsOf(beside);
      return besides.length > 0 ? { ...source, setIn: besides } : source;
    }
    const { beside: _beside, ...own } = source;
    return setIn.length > 0 ? { ...own, setIn } : source;
  }
  if (source.isRead) {
    const { isRead: _isRead, ...kept } = source;
    return holdsValue(at, read) ? kept : { ...source, name: positionName(name, at, read) };
  }
  if (!WRITTEN.has(kind) || formerName !== undefined) return source;
  const text = read(at.file) ?? '';
  const written = writtenAt(text, at);
  if (written === undefined) return source;
  const column = columnOf(written, text);
  if (!column) return { ...source, name: isCounted(name) ? positionName(name, at, read) : written };
  const { owner: _owner, ...rest } = source;
  return {
    ...rest,
    kind: 'column',
    name: column.name,
    ...(column.table !== undefined && { table: column.table }),
  };
}

/** Rows are read of one user after the other, and so are variables whose names are put together. */
function userOf(user: TokenUser, { kind, name }: Source, read: Read): TokenUser {
  const from = user.from.map((place) => asWritten(place, read));
  return { ...user, from, perUser: user.perUser || kind === 'column' || isComposedVariable(name) };
}

/** Whether the value itself stands at a place, as variables of request files and crontabs do. */
function holdsValue(at: SourceRange, read: Read): boolean {
  const written = writtenAt(read(at.file) ?? '', at) ?? '';
  return looksReal(written.replace(/^(["'])(.*)\1$/, '$2'));
}

/** What is only counted has no name of its own: `$1`, `ARGV[0]`, a part of `name, key, ticket`. */
function positionName(name: string, at: SourceRange, read: Read): string {
  const written = isCounted(name) ? writtenAt(read(at.file) ?? '', at) : undefined;
  if (written === undefined) return name;
  return /^[\w$@]+(?:\s*,\s*[\w$@]+)+$/.test(written)
    ? (written.split(',')[Number(name)]?.trim() ?? written)
    : written;
}

function isCounted(name: string): boolean {
  return /(?:^|\.)\d+$/.test(name);
}

function heldAt(revocation: Revocation, read: Read): Revocation {
  const { setting, at } = revocation;
  if (setting?.kind !== 'setting') return revocation;
  return holdsValue(at, read)
    ? { ...revocation, setting: { ...setting, kind: 'entry' } }
    : { ...revocation, setting: { ...setting, name: positionName(setting.name, at, read) } };
}

function asWritten(place: NamedPlace, read: Read): NamedPlace {
  const { kind, name, at, isRead, ...rest } = place;
  if (isRead)
    return holdsValue(at, read)
      ? { kind, name, at, ...rest }
      : { ...place, name: positionName(name, at, read) };
  if (kind !== 'member' && kind !== 'external' && kind !== 'unknown') return place;
  const written = isCounted(name) ? positionName(name, at, read) : writtenAt(read(at.file) ?? '', at);
  return { ...place, name: written ?? name };
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

/** A column is one place wherever it is read, so is a setting, and what one file writes in the same words. */
function keyOf({ source, user }: TokenNeed, read: Read): string {
  const { kind, name, table, formerName, at, isRead, instead } = source;
  // Whoever hands in a token of each user hands in the same one to all that this user's login was for.
  if (instead === 'login' && user && user.from.length > 0)
    return `${instead} ${user.from.map((place) => `${place.name} ${nodeOf(place.at)}`).join(' ')}`;
  if (kind === 'column') return `column ${table ?? at.file} ${name}`;
  if (isRead) {
    const written = writtenAt(read(at.file) ?? '', at) ?? '';
    if (CONSTANT.test(written)) return `${kind} ${written}`;
    // What is asked for by a call is found by its name; an entry of a map is another one in another map.
    // One of many arguments is another one in another function.
    if (!/[([]/.test(written) || isCounted(name)) return `${kind} ${name} ${nodeOf(at)}`;
    return `${kind} ${written.includes('(') ? name : written}`;
  }
  return WRITTEN.has(kind) && formerName === undefined
    ? `${kind} ${at.file} ${name}`
    : `${kind} ${name} ${nodeOf(at)}`;
}

function join(one: TokenNeed, other: TokenNeed): TokenNeed {
  const sites = [...one.callSites, ...other.callSites];
  const byHand = [...(one.byHand ?? []), ...(other.byHand ?? [])];
  const hosts = [...(one.hosts ?? []), ...(other.hosts ?? [])];
  const { source } = one;
  const revoke = [...(one.revoke ?? []), ...(other.revoke ?? [])];
  return {
    ...one,
    ...(source.instead && { source: { ...source, setIn: [...(source.setIn ?? []), other.source.at] } }),
    ...(byHand.length > 0 && { byHand }),
    ...(hosts.length > 0 && { hosts: [...new Set(hosts)] }),
    callSites: [...new Map(sites.map((at) => [nodeOf(at), at])).values()],
    revoke: [...new Map(revoke.map((each) => [`${each.what} ${nodeOf(each.at)}`, each])).values()],
  };
}

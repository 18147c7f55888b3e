import type { SourceRange } from '../model/edit.ts';
import { addressOf, type FlatText, flatten, HOLE, setsIn } from '../model/flatten.ts';
import type { Entry } from '../model/parameter-set.ts';
import { atomsIn, coveredHoles } from '../model/parameters.ts';
import type { ValueRef } from '../model/query-text.ts';
import type { Request } from '../model/request.ts';
import { judgeAddress } from '../zoho/endpoints.ts';
import { isCrmService, isLogoutAddress, LOGIN_AGENT, LOGIN_NAMES, SERVICE_NAME } from '../zoho/login.ts';

const SERVICE = new RegExp(`(?<![\\w-])${SERVICE_NAME}=([^&#\\s"'<>]*)`, 'g');

/** Whether a request is a login that a program makes for a ticket of Zoho CRM; links for people have no `FROM_AGENT`. */
export function isTicketLogin(request: Request, hosts: readonly string[]): boolean {
  const flats = request.texts.flatMap((text) => flatten(text));
  const addresses = [...request.addresses.flatMap((address) => flatten(address)), ...flats].map(addressOf);
  const accounts = addresses.filter((address) => judgeAddress(address, hosts) === 'accounts');
  if (accounts.length === 0 || accounts.every(isLogoutAddress)) return false;
  const entries = [...request.sets, ...flats.flatMap(setsIn)].flatMap((set) => set.entries);
  const isAgent =
    entries.some(({ name }) => name === LOGIN_AGENT) ||
    flats.some(({ text }) => text.includes(`${LOGIN_AGENT}=`));
  const services = [...servicesInTexts(flats), ...servicesInSets(entries)];
  return isAgent && (services.length === 0 || services.some(isCrmService));
}

/** The expressions that say who logs in: the values of `LOGIN_ID` and `PASSWORD`. */
export function loginValues(request: Request): ValueRef[] {
  return sentAtLogin(request, LOGIN_NAMES).flatMap((sent) => ('text' in sent ? [] : [sent]));
}

/** Characters of a login's own text, and the literal that they stand in. */
interface WrittenText {
  readonly text: string;
  readonly at: SourceRange;
}

/** What a login sends under some names: expressions, and what is written in its text. */
export function sentAtLogin(request: Request, names: readonly string[]): (ValueRef | WrittenText)[] {
  const flats = request.texts.flatMap((text) => flatten(text));
  const entries = [...request.sets, ...flats.flatMap(setsIn)].flatMap((set) => set.entries);
  const parameter = new RegExp(`(?<![\\w-])(?:${names.join('|')})=`, 'g');
  return [
    ...entries.filter(({ name }) => names.includes(name)).map(({ value }) => value),
    ...flats.flatMap((flat) =>
      [...flat.text.matchAll(parameter)].flatMap((match) => valueAt(flat, match.index + match[0].length)),
    ),
  ];
}

/** What a value in a text is put together from: the outermost expressions, and characters of the text. */
function valueAt(flat: FlatText, start: number): (ValueRef | WrittenText)[] {
  const end = start + /^[^&#\s"'<>]*/.exec(flat.text.slice(start))![0].length;
  return atomsIn(flat, start, end).flatMap((atom): (ValueRef | WrittenText)[] => {
    const [hole] = coveredHoles(flat, atom, start, end);
    if (hole) return [hole.value];
    const text = flat.text.slice(Math.max(atom.start, start), Math.min(atom.end, end));
    return atom.leaf.kind === 'literal' ? [{ text, at: atom.leaf.site.at }] : [];
  });
}

/** The services that texts name; what is put together at run time may be any. */
function servicesInTexts(flats: readonly FlatText[]): string[] {
  return flats.flatMap(({ text }) =>
    [...text.matchAll(SERVICE)].map((match) => (match[1]!.includes(HOLE) ? '' : match[1]!)),
  );
}

function servicesInSets(entries: readonly Entry[]): string[] {
  return entries
    .filter(({ name }) => name === SERVICE_NAME)
    .flatMap(({ value }) => value.origins().map(({ kind, name }) => (kind === 'literal' ? name : '')));
}

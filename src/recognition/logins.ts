import { addressOf, type FlatText, flatten, HOLE, setsIn } from '../model/flatten.ts';
import type { Entry } from '../model/parameter-set.ts';
import { atomsIn, coveredHoles } from '../model/parameters.ts';
import type { ValueRef } from '../model/query-text.ts';
import type { Request } from '../model/request.ts';
import { judgeAddress } from '../zoho/endpoints.ts';
import { isCrmService, isLogoutAddress, LOGIN_AGENT, LOGIN_NAMES, SERVICE_NAME } from '../zoho/login.ts';

const LOGIN_PARAMETER = new RegExp(`(?<![\\w-])(?:${LOGIN_NAMES.join('|')})=`, 'g');
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
  const flats = request.texts.flatMap((text) => flatten(text));
  const entries = [...request.sets, ...flats.flatMap(setsIn)].flatMap((set) => set.entries);
  return [
    ...entries.filter(({ name }) => LOGIN_NAMES.includes(name)).map(({ value }) => value),
    ...flats.flatMap((flat) =>
      [...flat.text.matchAll(LOGIN_PARAMETER)].flatMap((match) =>
        holesIn(flat, match.index + match[0].length),
      ),
    ),
  ];
}

/** The expressions that a value in a text is put together from, the outermost ones. */
function holesIn(flat: FlatText, start: number): ValueRef[] {
  const end = start + /^[^&#\s"'<>]*/.exec(flat.text.slice(start))![0].length;
  return atomsIn(flat, start, end).flatMap((atom) => {
    const [hole] = coveredHoles(flat, atom, start, end);
    return hole ? [hole.value] : [];
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

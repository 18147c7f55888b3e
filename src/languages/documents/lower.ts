import type { Range } from '../../model/edit.ts';
import { HOLE } from '../../model/flatten.ts';
import type { Entry } from '../../model/parameter-set.ts';
import type { Origin } from '../../model/query-text.ts';
import type { Request } from '../../model/request.ts';
import { API_KEY, isCredentialName, isDeprecated, TICKET } from '../../zoho/parameters.ts';
import { originOfReference } from '../text/lower.ts';
import { textSite } from '../text/sites.ts';
import { isReference } from '../text/slots.ts';
import type { Variables } from '../text/variables.ts';
import { addressAround, type Described } from './addresses.ts';
import { type Collection, collectionsIn, type DocumentEntry, pathTo } from './entries.ts';
import type { DocumentNode } from './node.ts';
import { entrySite } from './sites.ts';

/** A document of names and values, as requests are described in it. */
export interface ReadDocument {
  /** The requests whose parameters are written name by name, and pairs of settings that are called like them. */
  readonly requests: readonly Request[];
  /** The parts that describe one request each, as far as its parameters are written name by name. */
  readonly wholes: readonly Range[];
  /** The address that the part of the document around a place tells. */
  addressAt(place: number): string | undefined;
}

export interface DocumentContext {
  readonly file: string;
  readonly text: string;
  readonly nearby: readonly string[];
  readonly readBy: Request['readBy'];
  readonly variables: Variables;
}

const KEY = /(?:^|[._-])api[_-]?key$|ApiKey$/i;
const TICKET_KEY = /(?:^|[._-])ticket$|[a-z]Ticket$|(?:^|_)TICKET$/;
const VERB = /^(?:get|post|put|delete|patch)$/i;

/** Lowers what a document says name by name. */
export function lowerDocument(roots: readonly DocumentNode[], context: DocumentContext): ReadDocument {
  const isOfInterest = (name: string) => isDeprecated(name) || KEY.test(name) || TICKET_KEY.test(name);
  const collections = collectionsIn(roots, isOfInterest, HOLE);
  return {
    requests: collections.flatMap((collection) =>
      collection.call && isShownWhole(collection.call, context)
        ? requestOf(collection, context)
        : settingsOf(collection, context),
    ),
    wholes: collections.flatMap(({ call }) => call?.call ?? []),
    addressAt: (place) => addressAround(pathTo(roots, place), HOLE)?.address,
  };
}

/** Whether a part of a document is all of a request: settings are read by code that may use their values otherwise. */
function isShownWhole({ call }: Described, { readBy }: DocumentContext): boolean {
  return (
    readBy !== 'settings' || call.pairs.some(({ value }) => value.kind === 'scalar' && VERB.test(value.text))
  );
}

function requestOf({ entries, call }: Collection, context: DocumentContext): Request[] {
  const region = {};
  const known = entries.filter(({ name }) => isCredentialName(name));
  if (!known.some(({ name }) => isDeprecated(name))) return [];
  const address = [{ kind: 'known', text: call!.address } as const];
  return [
    {
      ...requestAround(known, context),
      addresses: [address],
      sets: [
        { identity: region, entries: known.map((entry) => lowerEntry(entry, entry.name, region, context)) },
      ],
      whole: call!.call,
    },
  ];
}

/** A key and a ticket side by side in settings: code that was not followed sends them. */
function settingsOf({ entries, keys }: Collection, context: DocumentContext): Request[] {
  if (context.readBy !== 'settings') return [];
  const key = entries.find(({ name }) => KEY.test(name));
  const ticket = entries.find(({ name }) => TICKET_KEY.test(name));
  if (!key || !ticket || [key, ticket].some(({ value }) => value.text === '')) return [];
  const region = {};
  const called = ({ name }: DocumentEntry) => [...keys.filter((part) => part !== ''), name].join('.');
  const lowered = [
    lowerEntry(key, API_KEY, region, context, called(key)),
    lowerEntry(ticket, TICKET, region, context, called(ticket)),
  ];
  return [
    { ...requestAround([key, ticket], context), sets: [{ identity: region, entries: lowered }], stray: true },
  ];
}

function requestAround(
  entries: readonly DocumentEntry[],
  { file, nearby, readBy }: DocumentContext,
): Request {
  const start = Math.min(...entries.map(({ item }) => item.start));
  const end = Math.max(...entries.map(({ item }) => item.end));
  return {
    at: { file, start, end },
    symbol: undefined,
    addresses: [],
    texts: [],
    sets: [],
    arms: [],
    nearby,
    clientSide: false,
    withoutEnvironment: true,
    shown: true,
    ...(readBy && { readBy }),
  };
}

function lowerEntry(
  entry: DocumentEntry,
  name: string,
  region: object,
  { file, text, variables }: DocumentContext,
  setting?: string,
): Entry {
  const at = { file, start: entry.value.start, end: entry.value.end };
  const variable = isReference(entry.value.text) ? variables.of(entry.value.text) : undefined;
  const valueSite = textSite({
    type: 'reference',
    at,
    residue: '',
    spell: (same) => same,
    ...(variable && { variable }),
  });
  const origin = (): Origin => {
    if (setting !== undefined) return { kind: 'configuration', name: setting, site: { at }, fixed: true };
    if (isReference(entry.value.text)) return originOfReference(at, entry.value.text, variables);
    return { kind: 'literal', name: entry.value.text, site: valueSite, fixed: true };
  };
  const site = entrySite({ at: { file, ...entry.item }, entry, text });
  return { name, value: { site: valueSite, origins: () => [origin()] }, site, region, arms: [] };
}

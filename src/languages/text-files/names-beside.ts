import type { Entry } from '../../model/parameter-set.ts';
import type { Request } from '../../model/request.ts';
import { API_KEY, TICKET } from '../../zoho/parameters.ts';

const NAME = /(?<![\w$-])(apikey|ticket)(?=["'`]?\s*[=:,\]])/g;

/**
 * The names of the parameters where both stand in a text that a program reads, in a form that is not known: what sends
 * them is not in the text.
 */
export function namesBeside(
  file: string,
  text: string,
  nearby: readonly string[],
  readBy: Request['readBy'],
): Request[] {
  if (nearby.length === 0 || (readBy !== 'settings' && readBy !== 'tool')) return [];
  const found = new Map<string, number>();
  for (const { index, 1: name } of text.matchAll(NAME)) if (!found.has(name!)) found.set(name!, index);
  const [key, ticket] = [found.get(API_KEY), found.get(TICKET)];
  if (key === undefined || ticket === undefined) return [];
  const region = {};
  const entryAt = (name: string, start: number): Entry => {
    const site = { at: { file, start, end: start + name.length } };
    const origin = { kind: 'configuration', name, site, fixed: true } as const;
    return { name, value: { site, origins: () => [origin] }, site, region, arms: [] };
  };
  const start = Math.min(key, ticket);
  return [
    {
      at: { file, start, end: start + (start === key ? API_KEY : TICKET).length },
      symbol: undefined,
      addresses: [],
      texts: [],
      sets: [{ identity: region, entries: [entryAt(API_KEY, key), entryAt(TICKET, ticket)] }],
      arms: [],
      nearby,
      clientSide: false,
      withoutEnvironment: true,
      shown: true,
      readBy,
      stray: true,
    },
  ];
}

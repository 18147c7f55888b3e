import type { Range } from '../../model/edit.ts';
import type { Request } from '../../model/request.ts';
import { API_KEY, TICKET } from '../../zoho/parameters.ts';
import { readJson } from '../documents/json.ts';
import { lowerDocument, type ReadDocument } from '../documents/lower.ts';
import type { DocumentNode } from '../documents/node.ts';
import { readXml } from '../documents/xml.ts';
import { readYaml } from '../documents/yaml.ts';
import { addressesOfZoho, lowerShown, requestOf, type Surroundings } from '../text/lower.ts';
import { scanQueries } from '../text/scan-query.ts';
import { type ScanOptions, type ShownUrl, scanLogins, scanUrls } from '../text/scan-url.ts';
import { Variables } from '../text/variables.ts';
import { addressNear } from './address-near.ts';
import { commentLinesIn } from './comments.ts';
import { refineKind, type TextKind } from './kinds.ts';
import { namesBeside } from './names-beside.ts';
import { readLines } from './setting-lines.ts';

const NOTATIONS: Readonly<
  Record<TextKind['notation'], (text: string) => readonly DocumentNode[] | undefined>
> = { json: readJson, yaml: readYaml, xml: readXml, lines: readLines, none: () => undefined };

const CREDENTIAL = /apikey|ticket|authtoken/;
/** Sends what stands on its line as it is. */
const SENDS = /\b(?:curl|wget|httpie|lwp-request)\b/;

/** Lowers the requests that a text file shows: URLs, queries without one, names with values, logins for a ticket. */
export function lowerTextFile(file: string, text: string, known: TextKind): Request[] {
  if (known.isCode) return lowerShown(file, text, commentLinesIn(text));
  const kind = refineKind(known, file, text);
  const options: ScanOptions = {
    readByProgram: kind.readBy !== undefined,
    hostsByName: true,
    ...(stopsOf(file) && { stops: stopsOf(file)! }),
  };
  const variables = new Variables(text);
  const nearby = addressesOfZoho(text);
  const roots = NOTATIONS[kind.notation](text);
  const document = roots && lowerDocument(roots, { file, text, nearby, readBy: kind.readBy, variables });
  const urls = scanUrls(text, 0, text.length, options);
  const logins = scanLogins(text, options);
  const queries = scanQueries(text, [...urls, ...logins], options);
  const around = (url: ShownUrl): Surroundings => {
    const whole = document && wholeAround(document, url);
    const readBy = readerAt(kind, text, url);
    return {
      nearby,
      variables,
      ...(readBy && { readBy }),
      ...(whole && { whole }),
      ...(kind.notation === 'xml' && !isLiteral(text, url) && { spellings: { '&': '&amp;' } }),
    };
  };
  const requests = [
    ...urls.map((url) => requestOf(file, text, url, around(url))),
    ...logins.map((url) => requestOf(file, text, url, around(url))),
    ...queries.flatMap((query) => {
      const told = document?.addressAt(query.start);
      // One parameter alone beside some URL tells too little.
      if (told === undefined && !holdsPair(text.slice(query.start, query.end))) return [];
      const address = told ?? addressNear(text, query);
      const addresses = address === undefined ? [] : [[{ kind: 'known', text: address } as const]];
      return [{ ...requestOf(file, text, query, around(query)), addresses }];
    }),
    ...(document?.requests ?? []),
  ];
  const isTelling = requests.some(
    ({ at, sets }) => sets.length > 0 || CREDENTIAL.test(text.slice(at.start, at.end)),
  );
  return isTelling ? requests : [...requests, ...namesBeside(file, text, nearby, kind.readBy)];
}

function holdsPair(query: string): boolean {
  return query.includes(API_KEY) && query.includes(TICKET);
}

/** What a URL ends before, besides blanks and quotes. */
function stopsOf(file: string): string | undefined {
  if (/\.(?:csv|psv)$/i.test(file)) return ',;|';
  return /\.(?:adoc|asciidoc|asc)$/i.test(file) ? '[' : undefined;
}

function readerAt(kind: TextKind, text: string, { start, end }: Range): Request['readBy'] {
  if (kind.readBy !== 'settings') return kind.readBy;
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const lineEnd = text.indexOf('\n', end);
  return SENDS.test(text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd)) ? 'tool' : 'settings';
}

/** The smallest part of a document that describes a request and holds a place. */
function wholeAround({ wholes }: ReadDocument, { start, end }: Range): Range | undefined {
  return wholes
    .filter((whole) => whole.start <= start && end <= whole.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}

/** Whether a place lies in a section whose characters stand for themselves. */
function isLiteral(text: string, { start }: Range): boolean {
  return text.lastIndexOf('<![CDATA[', start) > text.lastIndexOf(']]>', start);
}

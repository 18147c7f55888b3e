import type { Range, SourceRange } from '../../model/edit.ts';
import type { HolePiece, Origin, Piece, QueryText } from '../../model/query-text.ts';
import type { Request } from '../../model/request.ts';
import { spellLike } from './characters.ts';
import { type ScanOptions, type ShownUrl, scanUrls } from './scan-url.ts';
import { type SlotSite, textSite } from './sites.ts';
import type { Variables } from './variables.ts';

const CREDENTIAL = /apikey|ticket/;
/** The addresses that a text mentions, whatever stands around them. */
const ADDRESS =
  /(?:https?:)?(?:\\*\/){2}[\w.-]+(?::\d+)?(?:(?:\\*\/)[\w.-]*)*|[\w.-]+\.zoho\.[\w./-]+|(?<=%2F)[\w.-]+\.zoho\.[\w.-]+(?=%2F)/gi;

/** Lowers the URLs of CRM calls that stand in parts of a text to requests that are shown, not sent. */
export function lowerShown(
  file: string,
  text: string,
  ranges: readonly Range[],
  options: ScanOptions = {},
): Request[] {
  const telling = ranges.filter(({ start, end }) => CREDENTIAL.test(text.slice(start, end)));
  const urls = telling.flatMap(({ start, end }) => scanUrls(text, start, end, options));
  if (urls.length === 0) return [];
  const nearby = addressesOfZoho(text);
  return urls.map((url) => requestOf(file, text, url, { nearby }));
}

/** The addresses of Zoho's services that a text mentions. */
export function addressesOfZoho(text: string): string[] {
  const found = new Set([...text.matchAll(ADDRESS)].map(([address]) => address.replaceAll('\\', '')));
  return [...found].filter((address) => /zoho|baihui/i.test(address));
}

/** What is known of a URL or a query besides its characters. */
export interface Surroundings extends Partial<Request> {
  readonly nearby: readonly string[];
  /** The values that the text names. */
  readonly variables?: Variables;
  /** How the place spells what does not stand in the URL yet: `&amp;`. */
  readonly spellings?: Readonly<Record<string, string>>;
}

/** A URL of a text as a request that is shown. */
export function requestOf(
  file: string,
  text: string,
  url: ShownUrl,
  { variables, spellings, ...surroundings }: Surroundings,
): Request {
  const at = { file, start: url.start, end: url.end };
  const pieces = piecesOf(file, text, url, at, variables, spellings);
  return {
    at,
    symbol: undefined,
    addresses: [pieces],
    texts: [pieces],
    sets: [],
    arms: [],
    clientSide: false,
    withoutEnvironment: true,
    shown: true,
    ...(url.goesOn !== undefined && { hindrance: url.goesOn }),
    ...surroundings,
  };
}

function piecesOf(
  file: string,
  text: string,
  { parts }: ShownUrl,
  at: SourceRange,
  variables: Variables | undefined,
  spellings: Surroundings['spellings'],
): QueryText {
  const characters = parts.flatMap((part) => (part.kind === 'characters' ? part.characters : []));
  const spell = spellLike(characters, ({ start, end }) => text.slice(start, end), spellings);
  const site = textSite({ type: 'characters', at, characters, spell });
  let offset = 0;
  return parts.map((part): Piece => {
    if (part.kind !== 'characters') {
      const residue = part.kind === 'code' && part.last ? part.quote : '';
      const place = { file, start: part.start, end: part.end };
      const variable =
        part.kind === 'reference' ? variables?.of(text.slice(part.start, part.end)) : undefined;
      const slot = { type: part.kind, at: place, residue, spell, ...(variable && { variable }) };
      return holeOf(textSite(slot), text, variables);
    }
    const shown = part.characters.map(({ char }) => char).join('');
    const piece = { kind: 'literal', text: shown, site, offset } as const;
    offset += shown.length;
    return piece;
  });
}

function holeOf(site: SlotSite, text: string, variables: Variables | undefined): HolePiece {
  const origin = originAt(site, text, variables);
  return {
    kind: 'hole',
    site,
    value: { site, origins: () => [origin] },
    shared: false,
    content: undefined,
  };
}

function originAt(site: SlotSite, text: string, variables: Variables | undefined): Origin {
  const written = text.slice(site.at.start, site.at.end);
  if (site.type === 'reference') return originOfReference(site.at, written, variables);
  const isPlaceholder = site.type === 'placeholder';
  return {
    kind: isPlaceholder ? 'literal' : 'unknown',
    name: isPlaceholder ? written : '',
    site,
    fixed: true,
  };
}

/** A value that a text names is one value wherever the name stands. */
export function originOfReference(
  at: SourceRange,
  written: string,
  variables: Variables | undefined,
): Origin {
  const variable = variables?.of(written);
  const place = variable?.definition?.value ?? variable?.uses[0] ?? at;
  return {
    kind: variable?.definition ? 'configuration' : 'external',
    name: variable?.name ?? written,
    site: { at: { file: at.file, start: place.start, end: place.end } },
    fixed: true,
  };
}

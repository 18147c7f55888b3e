import type { Range, SourceRange } from '../../model/edit.ts';
import type { HolePiece, Piece, QueryText, ValueRef } from '../../model/query-text.ts';
import type { Request } from '../../model/request.ts';
import { type ShownUrl, scanUrls, type UrlPart } from './scan-url.ts';
import { type SlotSite, textSite } from './sites.ts';

const CREDENTIAL = /apikey|ticket/;
/** The addresses that a text mentions, whatever stands around them. */
const ADDRESS = /(?:https?:)?\/\/[\w.-]+(?::\d+)?(?:\/[\w./-]*)?|[\w.-]+\.zoho\.[\w./-]+/g;

/** Lowers the URLs of CRM calls that stand in parts of a text to requests that are shown, not sent. */
export function lowerShown(file: string, text: string, ranges: readonly Range[]): Request[] {
  const telling = ranges.filter(({ start, end }) => CREDENTIAL.test(text.slice(start, end)));
  const urls = telling.flatMap(({ start, end }) => scanUrls(text, start, end));
  if (urls.length === 0) return [];
  const nearby = [...new Set(text.match(ADDRESS) ?? [])].filter((address) => /zoho|baihui/i.test(address));
  return urls.map((url) => requestOf(file, text, url, nearby));
}

function requestOf(file: string, text: string, url: ShownUrl, nearby: readonly string[]): Request {
  const at = { file, start: url.start, end: url.end };
  const pieces = piecesOf(file, text, url, at);
  return {
    at,
    symbol: undefined,
    addresses: [pieces],
    texts: [pieces],
    sets: [],
    arms: [],
    nearby,
    clientSide: false,
    withoutEnvironment: true,
    shown: true,
  };
}

function piecesOf(file: string, text: string, { parts }: ShownUrl, at: SourceRange): QueryText {
  const offsets = parts.flatMap((part) => (part.kind === 'characters' ? part.offsets : []));
  const site = textSite({ type: 'characters', at, offsets });
  let offset = 0;
  return parts.map((part): Piece => {
    if (part.kind !== 'characters') return holeOf(file, text, part);
    const piece = { kind: 'literal', text: part.text, site, offset } as const;
    offset += part.text.length;
    return piece;
  });
}

function holeOf(file: string, text: string, part: Exclude<UrlPart, { kind: 'characters' }>): HolePiece {
  const at = { file, start: part.start, end: part.end };
  const residue = part.kind === 'code' && part.last ? part.quote : '';
  const site: SlotSite = textSite({ type: part.kind, at, residue });
  return { kind: 'hole', site, value: valueAt(site, text), shared: false, content: undefined };
}

function valueAt(site: SlotSite, text: string): ValueRef {
  const isPlaceholder = site.type === 'placeholder';
  const name = isPlaceholder ? text.slice(site.at.start, site.at.end) : '';
  return { site, origins: () => [{ kind: isPlaceholder ? 'literal' : 'unknown', name, site, fixed: true }] };
}

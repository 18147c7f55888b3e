import type { Range } from '../../model/edit.ts';
import { type ScanOptions, type ShownUrl, scanFrom } from './scan-url.ts';

const NAME = /(?<![\w$.-])(?:apikey|ticket)(?:=|\\+=|\\+(?:u00|x)3d|&#(?:x0*3d|0*61);)/gi;
/** What no query holds stands in front of it, an escaped line break, or the mark of a section in XML. */
const BEFORE = /[\s"'`<>|]|\\[nrt](?=[\w?&])|CDATA\[|&(?:quot|lt|gt|apos);/g;
/** Brackets, and the label that a body has in a log: `body:`. */
const LABEL = /^(?:[([{]|[\w-]+:)+/;
const BEGINS_QUERY = /^(?:[?&]|\\&|\\+u0026)?[\w.%[\]-]+(?:=|\\+=|\\+(?:u00|x)3d|&#)/i;
const LONGEST = 2000;

/**
 * Finds the queries that stand in a text without a URL in front of them: the bodies of forms, and what is to be put
 * behind a URL.
 *
 * @param taken what was read as a URL already
 */
export function scanQueries(text: string, taken: readonly Range[], options: ScanOptions): ShownUrl[] {
  const found: ShownUrl[] = [];
  const ranges = [...taken].sort((a, b) => a.start - b.start);
  let next = 0;
  for (const { index } of text.matchAll(NAME)) {
    while (next < ranges.length && ranges[next]!.end <= index) next++;
    const [range, last] = [ranges[next], found.at(-1)];
    if ((range && range.start <= index) || (last && index < last.end)) continue;
    const start = startOfQuery(text, index, options.stops ?? '');
    if (start === undefined) continue;
    const query = scanFrom(text, start, start, options);
    if (query.parts.length > 0 && query.end > index) found.push(query);
  }
  return found;
}

function startOfQuery(text: string, at: number, stops: string): number | undefined {
  const from = Math.max(0, at - LONGEST);
  const before = text.slice(from, at);
  let start = 0;
  for (const match of before.matchAll(BEFORE)) start = match.index + match[0].length;
  for (const stop of stops) start = Math.max(start, before.lastIndexOf(stop) + 1);
  const label = LABEL.exec(before.slice(start))?.[0] ?? '';
  start += label.length;
  const whole = text.slice(from + start, at + 20);
  // With an address in front of it, it is the query of another URL.
  if (!BEGINS_QUERY.test(whole) || /\?|:\/\//.test(whole.slice(1, at - from - start))) return undefined;
  return from + start;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Written apart from src/report/mask.ts on purpose: what that fails to see must not be missing here.

/** Tickets and tokens. */
const HEXADECIMAL = /(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/gi;
/** API keys of Zoho. */
const KEY = /(?<![\w$-])[\w-]{12,}\$(?![\w{(])/g;
/** A name, and the end of what it stands in: `"ticket"]`, `{password}`. */
const NAME = String.raw`(?:api_?key|ticket|pass(?:word|wd)?|pwd|auth_?token)\w*["'\]})]*`;
/** What stands between a name and its value: `=>`, `:=`, `||=`, `As String =`, `: str =`, `" value="`, the end of a tag. */
const BETWEEN = String.raw`\s*(?:(?:As\s+String|:?\s*str(?:ing)?)?\s*(?:[|?.:]{0,2}=>?|:)|,|\s+value\s*=|>)\s*`;
/** `"…"`, `@"…"`, `b'…'`, `q{…}`, `%q(…)`, or bare as in settings. */
const VALUE =
  '(?:[@$bru]{0,2}["\'`]([^"\'`\\s&]{6,})["\'`]|(?:qq?|%[qQ]?)[{([|]([^\\s&{}()[\\]|]{6,})[})\\]|]|([\\w!@#%^*-]{8,})(?![\\w!@#%^*(.[-]))';
/** What stands beside a name, in the way of any language. */
const NAMED = new RegExp(NAME + BETWEEN + VALUE, 'gi');

/** The keys, tickets, tokens and passwords that are written in the files of a tree. */
export function secretsIn(folder: string): Set<string> {
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    for (const secret of secretsOf(textOf(readFileSync(join(entry.parentPath, entry.name)))))
      found.add(secret);
  }
  return found;
}

/** Those that are written in one text. */
export function secretsOf(text: string): string[] {
  const named = [...text.matchAll(NAMED)].map(([, quoted, delimited, bare]) => quoted ?? delimited ?? bare!);
  return [
    ...[...text.matchAll(HEXADECIMAL)].map(([word]) => word),
    ...[...text.matchAll(KEY)].map(([word]) => word),
    ...named.filter(looksRandom),
  ];
}

function textOf(bytes: Buffer): string {
  return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'latin1');
}

/** No name, no address, no path: letters and digits mixed. */
function looksRandom(value: string): boolean {
  return (
    /\d/.test(value) &&
    /[a-z]/i.test(value) &&
    !/[/.:$(){}[\]?=]|^[A-Z][A-Z0-9_]*$/.test(value.replace(/\$$/, ''))
  );
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Written apart from src/report/mask.ts on purpose: what that fails to see must not be missing here.

/** Tickets and tokens. */
const HEXADECIMAL = /(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/gi;
/** API keys of Zoho. */
const KEY = /(?<![\w$-])[\w-]{12,}\$(?![\w{(])/g;
/** What stands beside a name, in quotes or in a query. */
const NAMED =
  /(?:api_?key|ticket|pass(?:word|wd)?|pwd|auth_?token)\w*["'\]]*\s*(?::|=>?|,)\s*(?:["'`]([^"'`\s&]{6,})["'`]|([\w!@#%^*-]{8,}))/gi;

/** The keys, tickets, tokens and passwords that are written in the files of a tree. */
export function secretsIn(folder: string): Set<string> {
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = textOf(readFileSync(join(entry.parentPath, entry.name)));
    for (const [word] of text.matchAll(HEXADECIMAL)) found.add(word);
    for (const [word] of text.matchAll(KEY)) found.add(word);
    for (const [, quoted, bare] of text.matchAll(NAMED)) {
      const value = quoted ?? bare!;
      if (looksRandom(value)) found.add(value);
    }
  }
  return found;
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

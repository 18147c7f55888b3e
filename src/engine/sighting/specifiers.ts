import { decode, hasUtf16Mark } from '../../files/decode.ts';
import type { Scan, ScanTally } from '../../files/scan.ts';
import { isScript, specifiersIn } from '../../languages/javascript/syntax/files.ts';

const PIECE = 64 * 1024;
/** So much of the next piece is read along, lest a specifier falls between the two. */
const OVERLAP = 512;
const ASCII = /^[\0-\x7f]*$/;

/** What some scripts import, as it is written there. */
export function readSpecifiers(
  files: readonly string[],
  scan: Scan,
): ScanTally & { readonly specifiers: ReadonlyMap<string, readonly string[]> } {
  const found = new Map<string, Set<string>>();
  const tally = scan(
    files.filter(isScript),
    () => {},
    (bytes, file) => {
      const specifiers = found.get(file) ?? new Set();
      found.set(file, specifiers);
      for (const specifier of specifiersOf(bytes)) specifiers.add(specifier);
      return false;
    },
  );
  // A piece of a string keeps the whole of it in memory: what is kept is copied.
  const specifiers = [...found].map(([file, each]) => [file, structuredClone([...each])] as const);
  return { ...tally, specifiers: new Map(specifiers) };
}

/** Latin-1 is quick to decode, and finds every specifier; those that are more than ASCII are decoded properly. */
function specifiersOf(bytes: Buffer): string[] {
  if (hasUtf16Mark(bytes)) return specifiersIn(decode(bytes).text);
  const found: string[] = [];
  for (let start = 0; start < bytes.length; start += PIECE) {
    for (const specifier of specifiersIn(bytes.toString('latin1', start, start + PIECE + OVERLAP)))
      found.push(ASCII.test(specifier) ? specifier : decode(Buffer.from(specifier, 'latin1')).text);
  }
  return found;
}

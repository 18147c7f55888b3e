import { isUtf8 } from 'node:buffer';
import { Failure } from '../model/failure.ts';
import type { Encoding } from '../model/migration.ts';

/** A file's text (a BOM is its first character) and the encoding that turns it back into the same bytes. */
export interface DecodedFile {
  readonly text: string;
  readonly encoding: Encoding;
}

/** The text cannot be written in the encoding of its file without losing a character. */
export class UnencodableText extends Failure {
  override readonly name = 'UnencodableText';
}

const BYTES_JUDGED = 8192;
const LONE_SURROGATE = /\p{Surrogate}/u;
const ABOVE_LATIN1 = /[^\0-\xff]/;

/**
 * Reads any bytes without loss: `encode(text, encoding)` gives the very same bytes.
 * What is neither marked as UTF-16 nor valid UTF-8 is taken byte for character as latin-1, so that the ASCII in
 * a file of whatever old code page can be edited and the rest stays.
 */
export function decode(bytes: Buffer): DecodedFile {
  const encoding = detectEncoding(bytes);
  return { text: toText(bytes, encoding), encoding };
}

/** The text of some bytes as far as it is ASCII, whatever the other characters are: quicker than to decode these. */
export function decodeAscii(bytes: Buffer): string {
  return hasUtf16Mark(bytes) ? decode(bytes).text : bytes.toString('latin1');
}

/** Writes text in the encoding its file had. Throws `UnencodableText` rather than lose a character. */
export function encode(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf8':
      if (LONE_SURROGATE.test(text))
        throw new UnencodableText('half a surrogate pair cannot be written as UTF-8');
      return Buffer.from(text, 'utf8');
    case 'latin1':
      if (ABOVE_LATIN1.test(text))
        throw new UnencodableText('a character cannot be written one byte a character');
      return Buffer.from(text, 'latin1');
    case 'utf16le':
    case 'utf16be':
      // Without the mark the file would be read back as something else.
      if (!text.startsWith('\ufeff')) throw new UnencodableText('UTF-16 text has lost its byte order mark');
      return encoding === 'utf16le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16();
  }
}

/** Whether the bytes begin with a byte order mark of UTF-16. */
export function hasUtf16Mark(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** Whether the bytes are no text: a NUL in the first 8 KB, and no UTF-16 mark that would explain it. */
export function looksBinary(bytes: Buffer): boolean {
  if (hasUtf16Mark(bytes)) return false;
  const start = bytes.length > BYTES_JUDGED ? bytes.subarray(0, BYTES_JUDGED) : bytes;
  return start.indexOf(0) !== -1;
}

/**
 * Whether bytes that look binary are rather UTF-16 text without a mark: in the first 8 KB the NULs stand on one
 * side of the pairs only, and on most of them.
 */
export function looksLikeUnmarkedUtf16(bytes: Buffer): boolean {
  const end = Math.min(bytes.length, BYTES_JUDGED);
  let atEven = 0;
  let atOdd = 0;
  for (let at = 0; at < end; at++) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) atEven++;
    else atOdd++;
  }
  return Math.min(atEven, atOdd) === 0 && Math.max(atEven, atOdd) > end / 4;
}

function detectEncoding(bytes: Buffer): Encoding {
  // An odd last byte would be lost in UTF-16.
  if (hasUtf16Mark(bytes) && bytes.length % 2 === 0) return bytes[0] === 0xff ? 'utf16le' : 'utf16be';
  return isUtf8(bytes) ? 'utf8' : 'latin1';
}

function toText(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'utf16be') return Buffer.from(bytes).swap16().toString('utf16le');
  return bytes.toString(encoding);
}

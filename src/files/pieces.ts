import { closeSync, openSync, readSync } from 'node:fs';
import { hasUtf16Mark } from './decode.ts';
import { READ_FLAGS } from './scan.ts';

const PIECE = 1024 * 1024;

/**
 * Decodes a file of any size piece by piece, for as long as `take` answers true. What is neither marked as UTF-16 nor
 * UTF-8 is read as if it were UTF-8: its ASCII is the same.
 */
export function readPieces(file: string, take: (text: string) => boolean): void {
  const descriptor = openSync(file, READ_FLAGS);
  try {
    const buffer = Buffer.allocUnsafeSlow(PIECE);
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    for (;;) {
      const length = readSync(descriptor, buffer, 0, PIECE, null);
      const bytes = buffer.subarray(0, length);
      decoder ??= new TextDecoder(encodingOf(bytes), { ignoreBOM: true });
      if (!take(decoder.decode(bytes, { stream: length > 0 })) || length === 0) return;
    }
  } finally {
    closeSync(descriptor);
  }
}

function encodingOf(bytes: Buffer): string {
  if (!hasUtf16Mark(bytes)) return 'utf-8';
  return bytes[0] === 0xff ? 'utf-16le' : 'utf-16be';
}

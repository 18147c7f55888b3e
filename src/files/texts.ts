import { readFileSync } from 'node:fs';
import { decode } from './decode.ts';

/** The texts of those of some files that are there, and are files. */
export function readTexts(files: readonly string[]): Map<string, string> {
  return new Map(
    files.flatMap((file) => {
      const text = readText(file);
      return text === undefined ? [] : [[file, text] as const];
    }),
  );
}

function readText(file: string): string | undefined {
  try {
    return decode(readFileSync(file)).text;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}

import type { MigrationResult } from '../../model/migration.ts';
import { credentialPlaces } from '../credential-places.ts';
import { learnSecrets } from './known-secrets.ts';
import { maskSource } from './mask-source.ts';

/** The lines of the files in a report, without the secrets in them. */
export interface SourceTexts {
  /** As they were when they were read; undefined where the text is not at hand. */
  linesOf(file: string): readonly string[] | undefined;
  /** Any text of a file. */
  split(file: string, text: string): readonly string[];
}

/** Languages in which an unquoted word names something. */
const PROGRAM = /\.(?:[cm]?[jt]sx?|gs|php\d?|phtml|inc|rb|py|java|cs|vbs?|bas|p[lm]|go|vue|svelte)$/i;
const LINE_END = /\r\n|\n|\r/;

export function createSourceTexts(result: MigrationResult): SourceTexts {
  const before = new Map([
    ...result.texts,
    ...result.changed.map(({ file, before }) => [file, before] as const),
  ]);
  const isProgram = (file: string) => PROGRAM.test(file);
  const maskKnown = learnSecrets(credentialPlaces(result), before, isProgram);
  const split = (file: string, text: string) =>
    linesIn(maskSource(maskKnown(text, file), isProgram(file)).replace(/^\ufeff/, ''));
  const lines = new Map<string, readonly string[]>();
  return {
    split,
    linesOf(file) {
      const text = before.get(file);
      if (text === undefined) return undefined;
      const found = lines.get(file) ?? split(file, text);
      lines.set(file, found);
      return found;
    },
  };
}

/** What ends the last line begins no other. */
function linesIn(text: string): readonly string[] {
  const lines = text.split(LINE_END);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

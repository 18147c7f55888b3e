import type { MigrationResult } from '../../model/migration.ts';
import { MASK } from '../mask.ts';
import { maskSource } from './mask-source.ts';

/** The lines of the files in a report, without the secrets in them. */
export interface SourceTexts {
  /** As they were when they were read; undefined where the text is not at hand. */
  linesOf(file: string): readonly string[] | undefined;
  /** Any text of a file. */
  split(file: string, text: string): readonly string[];
}

/** Languages in which an unquoted word names something. */
const PROGRAM = /\.(?:[cm]?[jt]sx?|php\d?|phtml|inc|rb|py|java|cs|vbs?|bas|p[lm]|go|vue|svelte)$/i;
const LINE_END = /\r\n|\n|\r/;

export function createSourceTexts(result: MigrationResult): SourceTexts {
  const before = new Map([
    ...result.texts,
    ...result.changed.map(({ file, before }) => [file, before] as const),
  ]);
  const known = writtenSecrets(result, before);
  const split = (file: string, text: string) =>
    linesIn(maskSource(maskKnown(text, known), PROGRAM.test(file)).replace(/^\ufeff/, ''));
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

/** What a rule knows to be a secret is one wherever it stands. */
function writtenSecrets(
  { findings }: MigrationResult,
  texts: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const secrets = findings.flatMap(({ ruleId, ticketCode, at }) => {
    const text = texts.get(at.file)?.slice(at.start, at.end) ?? '';
    if (ruleId === 'hardcoded-credential') return WHOLE.exec(text)?.[1] ?? [];
    return ticketCode?.part === 'account' ? [...text.matchAll(LITERAL)].map(([, , value]) => value!) : [];
  });
  return new Set(secrets.filter((secret) => !NAME.test(secret)));
}

const WHOLE = /^\W?([^\s'"`]{6,80})\W?$/;
const LITERAL = /(["'`])([^\s"'`]{6,80})\1/g;
/** `ZOHO_PASSWORD`, `zoho.user`, `login_id`: the name of a setting. */
const NAME = /^(?:[A-Z]+_)*[A-Z]+$|(?:user|name|password|pass|login|mail|id|key)$/i;

function maskKnown(text: string, secrets: ReadonlySet<string>): string {
  let masked = text;
  for (const secret of secrets) masked = masked.replaceAll(secret, MASK);
  return masked;
}

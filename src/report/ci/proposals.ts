import { type Edit, overlaps, type SourceRange } from '../../model/edit.ts';
import type { AppliedFinding, MigrationResult } from '../../model/migration.ts';
import type { Position } from '../../model/position.ts';
import { credentialPlaces } from '../credential-places.ts';
import { maskName, maskSecrets } from '../mask.ts';
import { createLocator } from '../positions.ts';

/** What would mend a finding, in the file that it stands in. */
export interface Proposal {
  /** Its changes, in order; they belong together. */
  readonly edits: readonly { readonly start: Position; readonly end: Position; readonly text: string }[];
  /** All of them as one, with columns in bytes. */
  readonly whole: { readonly range: ByteRange; readonly text: string };
}

interface ByteRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** A longer change is none that people look through. */
const LONGEST = 10_000;

interface Proposals {
  /** Undefined where nothing is proposed: hand work, changes of other files or for other findings, a secret in it. */
  of(finding: AppliedFinding): Proposal | undefined;
  /** The columns of a range in bytes of UTF-8, counted from 1. */
  bytesOf(at: SourceRange): { readonly start: number; readonly end: number } | undefined;
}

/** Makes proposals of the fixes in a result. */
export function createProposals(result: MigrationResult): Proposals {
  const { findings, texts } = result;
  const locator = createLocator(texts);
  const credentials = credentialPlaces(result).map(({ at }) => at);
  const groups = new Map<string, number>();
  for (const { fix } of findings) if (fix) groups.set(fix.group, (groups.get(fix.group) ?? 0) + 1);
  return {
    of(finding) {
      const { fix, at, applied, proposed } = finding;
      const text = texts.get(at.file);
      if (fix?.safety !== 'safe' || !(applied || proposed) || text === undefined) return undefined;
      if (groups.get(fix.group)! > 1) return undefined;
      const isOwn = fix.edits.length > 0 && fix.edits.every(({ file }) => file === at.file);
      if (!isOwn) return undefined;
      const ordered = [...fix.edits].sort((a, b) => a.start - b.start);
      const [start, end] = [ordered[0]!.start, Math.max(...ordered.map((edit) => edit.end))];
      const whole = joined(text, ordered, start, end);
      if (whole.length > LONGEST || [whole, ...ordered.map((edit) => edit.text)].some(holdsSecret))
        return undefined;
      // What is copied from between the changes is shown, too; a credential that they replace is gone.
      const staying = credentials.filter((held) => !ordered.some((edit) => overlaps(held, edit)));
      if (copied(at.file, ordered).some((range) => staying.some((held) => overlaps(held, range))))
        return undefined;
      const place = (offset: number) => locator.locate(at.file, offset);
      const byte = (offset: number) => ({ line: place(offset).line, column: byteColumn(text, offset) });
      return {
        edits: ordered.map((edit) => ({ start: place(edit.start), end: place(edit.end), text: edit.text })),
        whole: { range: { start: byte(start), end: byte(end) }, text: whole },
      };
    },
    bytesOf({ file, start, end }) {
      const text = texts.get(file);
      return text === undefined ? undefined : { start: byteColumn(text, start), end: byteColumn(text, end) };
    },
  };
}

/** What stays between changes of one file. */
function copied(file: string, ordered: readonly Edit[]): readonly SourceRange[] {
  return ordered.slice(1).map(({ start }, i) => ({ file, start: ordered[i]!.end, end: start }));
}

function joined(text: string, edits: readonly Edit[], start: number, end: number): string {
  let whole = '';
  let at = start;
  for (const edit of edits) {
    whole += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return whole + text.slice(at, end);
}

/** `getKey('…')`: a call that may make a secret of a literal; an address is none. */
const MADE_OF = /\w\(\s*(['"])(?!https?:|[^'"\n]*[?&])[^'"\n]*\1/g;

function holdsSecret(text: string): boolean {
  return maskSecrets(text) !== text || [...text.matchAll(MADE_OF)].some(([call]) => maskName(call) !== call);
}

function byteColumn(text: string, offset: number): number {
  const before = text.slice(0, offset);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  return Buffer.byteLength(before.slice(lineStart)) + 1;
}

import { Failure } from '../../model/failure.ts';
import { RULE_IDS, type RuleId } from '../../model/finding.ts';
import { escapeControlsInJson } from '../../report/escape.ts';
import { compareText } from '../../report/order.ts';

/** A finding that is accepted: nothing in it tells a line or shows the source. */
export interface BaselineEntry {
  readonly ruleId: RuleId;
  readonly fingerprint: string;
  /** Where it was seen last: relative to the baseline's folder, with `/`. */
  readonly file: string;
}

/** What a baseline accepts, and what became of its entries. */
export interface BaselineMatch<T extends BaselineEntry> {
  readonly accepted: ReadonlySet<T>;
  readonly stale: readonly BaselineEntry[];
  /** Entries of files that were not judged in this run. */
  readonly untouched: readonly BaselineEntry[];
}

const HEAD =
  '# Findings that zoho-authtoken check accepts: rule, fingerprint, count, file. Written by --update-baseline.';
const LINE = /^(\S+) ([0-9a-f]{16}) (\d{1,6}) (.+)$/;

/** @throws Failure for a line that is none of a baseline's, as after a merge with conflicts */
export function parseBaseline(text: string, name: string): BaselineEntry[] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    if (line === '' || line.startsWith('#')) return [];
    const [, rule, fingerprint, , file] = LINE.exec(line) ?? [];
    const ruleId = RULE_IDS.find((known) => known === rule);
    const path = file === undefined ? undefined : readName(file);
    if (!ruleId || path === undefined)
      throw new Failure(
        `${name}:${i + 1} is no line of a baseline: remove the file, and write it anew with --update-baseline`,
      );
    return [{ ruleId, fingerprint: fingerprint!, file: path }];
  });
}

/** One line for each entry, in an order of their own: two branches that accept different things merge. */
export function printBaseline(entries: readonly BaselineEntry[]): string {
  const seen = new Map<string, number>();
  const lines = entries.map(({ ruleId, fingerprint, file }) => {
    const key = `${ruleId} ${fingerprint} ${file}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${ruleId} ${fingerprint} ${count} ${printName(file)}`;
  });
  return [HEAD, ...lines.sort(compareText), ''].join('\n');
}

/**
 * Finds the entries of findings: those of their own file first. What is left over of a file that was judged, or that is
 * gone, may have moved to where the same is found now.
 */
export function matchBaseline<T extends BaselineEntry>(
  entries: readonly BaselineEntry[],
  findings: readonly T[],
  wasJudgedOrIsGone: (file: string) => boolean,
): BaselineMatch<T> {
  const open = new Set(entries);
  const accepted = new Set<T>();
  const take = (finding: T, accepts: (entry: BaselineEntry) => boolean) => {
    for (const entry of open) {
      if (entry.ruleId !== finding.ruleId || entry.fingerprint !== finding.fingerprint || !accepts(entry))
        continue;
      open.delete(entry);
      accepted.add(finding);
      return;
    }
  };
  for (const finding of findings) take(finding, ({ file }) => file === finding.file);
  for (const finding of findings)
    if (!accepted.has(finding)) take(finding, ({ file }) => wasJudgedOrIsGone(file));
  const rest = [...open];
  return {
    accepted,
    stale: rest.filter(({ file }) => wasJudgedOrIsGone(file)),
    untouched: rest.filter(({ file }) => !wasJudgedOrIsGone(file)),
  };
}

function printName(name: string): string {
  return /^[^"\s\0-\x1f\x7f-\x9f][^\0-\x1f\x7f-\x9f]*$/.test(name) && !/\s$/.test(name)
    ? name
    : escapeControlsInJson(JSON.stringify(name));
}

function readName(written: string): string | undefined {
  if (!written.startsWith('"')) return written;
  try {
    return String(JSON.parse(written));
  } catch {
    // The caller says which line it is.
    return undefined;
  }
}

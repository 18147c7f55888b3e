import type { Skipped } from '../model/finding.ts';
import type { Stage, Watch } from '../model/watch.ts';
import { TOOL } from '../package.ts';
import { escapeControls } from '../report/escape.ts';
import { layOutRows, type Row } from '../report/layout.ts';
import { maskSecrets } from '../report/mask.ts';
import { compareKeys } from '../report/order.ts';
import { showPath } from '../report/paths.ts';
import { count, groupDigits } from '../report/words.ts';

/** So many files are named that took longest. */
const SLOWEST = 5;

/** What `--verbose` tells of a run. */
export interface Log extends Required<Watch> {
  /** All that is known so far, for standard error; ends with a newline. */
  tell(cwd: string, skipped?: readonly Skipped[]): string;
}

interface Spent {
  milliseconds: number;
  readonly files: Set<string>;
  most: number;
}

const NAMES: Readonly<Record<Stage, string>> = {
  find: 'looking for files',
  look: 'looking at their bytes',
  relate: 'following imports',
  parse: 'reading',
  trace: 'following values in scripts',
  judge: 'judging calls',
  verify: 'verifying',
  remove: 'taking out ticket code',
  write: 'writing',
  report: 'reporting',
};

/** Keeps what a run says of itself. The time between two messages belongs to what the first of them names. */
export function createLog(now: () => number = () => performance.now()): Log {
  const start = now();
  const stages = new Map<string, Spent>();
  const files = new Map<string, number>();
  const leftOut: Row[] = [];
  let configuration: { readonly file: string | undefined } | undefined;
  let current: { readonly name: string; readonly file: string | undefined } | undefined;
  let since = start;
  const settle = () => {
    const time = now();
    if (current) {
      stages.get(current.name)!.milliseconds += time - since;
      if (current.file !== undefined) files.set(current.file, (files.get(current.file) ?? 0) + time - since);
    }
    since = time;
  };
  return {
    at(stage, done, total, file, language) {
      settle();
      const name = language === undefined ? NAMES[stage] : `${NAMES[stage]} ${language}`;
      current = { name, file };
      const spent = stages.get(name) ?? { milliseconds: 0, files: new Set<string>(), most: 0 };
      stages.set(name, spent);
      if (file !== undefined) spent.files.add(file);
      else spent.most = Math.max(spent.most, total ?? done);
    },
    leaveOut: (path, reason) => void leftOut.push([path, reason]),
    configure(file) {
      configuration = { file };
    },
    tell(cwd, skipped = []) {
      settle();
      const name = (file: string) => escapeControls(showPath(cwd, file) || '.');
      const { file } = configuration ?? {};
      return [
        `${TOOL.name} ${TOOL.version}, Node ${process.version}, ${process.platform} ${process.arch}`,
        ...(configuration ? [`Configuration: ${file === undefined ? 'none' : name(file)}`] : []),
        ...table(
          'Left out by rule',
          leftOut.map(([path, reason]): Row => [name(path), reason]).sort(compareKeys),
        ),
        ...table(
          'Not judged',
          skipped
            .map((one): Row => [name(one.file), escapeControls(maskSecrets(one.reason))])
            .sort(compareKeys),
        ),
        ...table(
          `Time: ${duration(since - start)}`,
          [...stages].map(([what, spent]): Row => [what, describe(spent)]),
        ),
        ...table(
          'Slowest files',
          slowest(files).map(([path, spent]): Row => [name(path), duration(spent)]),
        ),
        '',
      ].join('\n');
    },
  };
}

function table(title: string, rows: readonly Row[]): readonly string[] {
  return rows.length === 0 ? [] : ['', title, ...layOutRows(rows)];
}

function describe({ milliseconds, files, most }: Spent): string {
  const worked = Math.max(files.size, most);
  return duration(milliseconds).padStart(8) + (worked === 0 ? '' : `  ${count(worked, 'file')}`);
}

function duration(milliseconds: number): string {
  return `${groupDigits(Math.round(milliseconds))} ms`;
}

function slowest(files: ReadonlyMap<string, number>): (readonly [string, number])[] {
  return [...files].sort(([, a], [, b]) => b - a).slice(0, SLOWEST);
}

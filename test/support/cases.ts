import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { it } from 'vitest';
import type { RuleId } from '../../src/model/finding.ts';
import { missingFor } from './record/interpreters.ts';
import type { Program } from './record/record.ts';

/** One fixture: `case.json` and where its trees lie. */
export interface FixtureCase extends Partial<Program> {
  /** `theme/case`. */
  readonly name: string;
  readonly input: string;
  /** The expected tree, where the case has one. */
  readonly expected?: string;
  readonly expect: 'rewritten' | 'unchanged' | 'by-hand';
  readonly requests?: number;
  readonly findings?: readonly RuleId[];
  readonly tokens?: number;
  /** The token plan: where each token goes, and for whom, as the report tells it. */
  readonly plan?: readonly string[];
  /** What `--remove-ticket-code` leaves of the code that logs in; where nothing is said, whatever it leaves must run. */
  readonly ticketCode?: 'gone' | 'stays';
  /** Every piece of ticket code that is to be found: `file:line part symbol`, and `held` where it must stay. */
  readonly pieces?: readonly string[];
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/** All fixtures that have a `case.json`, sorted by name. */
export function loadCases(): FixtureCase[] {
  return findCaseFiles().map((file) => {
    const dir = dirname(file);
    const told = JSON.parse(readFileSync(file, 'utf8')) as Omit<FixtureCase, 'name' | 'input' | 'expected'>;
    const expected = join(dir, 'expected');
    return {
      ...told,
      name: relative(FIXTURES, dir).replaceAll('\\', '/'),
      input: join(dir, 'input'),
      ...(existsSync(expected) && { expected }),
    };
  });
}

function findCaseFiles(): string[] {
  const folders = (dir: string) =>
    readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders(FIXTURES)
    .flatMap((theme) =>
      folders(join(FIXTURES, theme.name)).map(({ name }) => join(FIXTURES, theme.name, name, 'case.json')),
    )
    .filter((file) => existsSync(file))
    .sort();
}

/** What is told of a test that cannot be made here. */
export function skipped(name: string, why: string | undefined): string {
  return why === undefined ? name : `${name} (SKIPPED: ${why})`;
}

type Runnable = FixtureCase & Program;

/** The cases that have a program. */
export function runnable(cases: readonly FixtureCase[]): Runnable[] {
  return cases.flatMap(({ run, ...rest }) => (run === undefined ? [] : [{ ...rest, run }]));
}

/** One test for each case with a program; it is skipped, and says so, where what runs the program is missing. */
export function testPrograms<T extends Runnable>(
  cases: readonly T[],
  test: (fixture: T) => Promise<void>,
): void {
  for (const fixture of cases) {
    const missing = missingFor(fixture.run);
    const name = skipped(fixture.name, missing && `${missing} is missing`);
    it.skipIf(missing !== undefined).concurrent(name, () => test(fixture));
  }
}

/** Copies a tree into a temporary folder, hands that folder to `use` and removes it afterwards. */
export async function withCopy<T>(source: string, use: (dir: string) => Promise<T>): Promise<T> {
  const place = await mkdtemp(join(tmpdir(), 'fixture-'));
  try {
    await cp(source, place, { recursive: true });
    return await use(place);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Reads a tree as `{ 'path/of/file': bytes as latin-1 text }`, so that two trees compare byte for byte. */
export async function readTree(dir: string): Promise<Record<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.sort().map(async (file) => [relative(dir, file), await readFile(file, 'latin1')]),
  );
  return Object.fromEntries(texts) as Record<string, string>;
}

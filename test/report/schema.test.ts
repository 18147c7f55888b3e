import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { recordStreams } from '../commands/streams.ts';

const ROOT = new URL('../../', import.meta.url);
const FIXTURES = fileURLToPath(new URL('fixtures/', ROOT));
const schema = JSON.parse(readFileSync(new URL('schema/report.schema.json', ROOT), 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

async function report(folder: string, ...options: readonly string[]): Promise<string> {
  const streams = recordStreams(folder);
  expect(await main(['migrate', '-n', '--format', 'json', ...options], streams)).toBe(0);
  expect(streams.said.err()).toBe('');
  return streams.said.out();
}

test.each(readdirSync(FIXTURES))(
  'the report of %s fits the schema, and the places that it names exist',
  async (theme) => {
    const folder = join(FIXTURES, theme);
    const text = await report(folder);
    const { findings, tokens } = JSON.parse(text);
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
    expect(findings).not.toEqual([]);
    for (const { file, range } of [...findings, ...tokens.map(({ source }: { source: object }) => source)]) {
      const lines = linesOf(join(folder, file));
      for (const { line, column, offset } of [range.start, range.end]) {
        expect(offset).toBe(lines[line - 1]!.start + column - 1);
        expect(column - 1).toBeLessThanOrEqual(lines[line - 1]!.length);
      }
    }
  },
);

test.each(readdirSync(FIXTURES))('that of check on %s fits it, too', async (theme) => {
  const streams = recordStreams(join(FIXTURES, theme));
  await main(['check', '--format', 'json'], streams);
  const report = JSON.parse(streams.said.out());
  validate(report);
  expect(validate.errors).toBeNull();
  expect(report.summary.standings.blocks).toBeGreaterThan(0);
});

test('two runs on one tree print the same bytes, in whatever order its paths are named', async () => {
  const folder = join(FIXTURES, 'wrappers');
  const names = readdirSync(folder);
  const text = await report(folder, ...names);
  expect(await report(folder, ...names)).toBe(text);
  expect(await report(folder, ...names.toReversed(), '.')).toBe(text);
});

/** The lines of a file, the way an editor counts them. */
function linesOf(file: string): { start: number; length: number }[] {
  const bytes = readFileSync(file);
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe;
  const decoder = new TextDecoder(marked ? 'utf-16le' : 'utf-8', { ignoreBOM: true, fatal: true });
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    text = bytes.toString('latin1');
  }
  const lines: { start: number; length: number }[] = [];
  for (const match of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g))
    lines.push({ start: match.index, length: match[1]!.length });
  return lines;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { main } from '../../src/main.ts';
import type { Finding } from '../../src/model/finding.ts';
import { recordStreams } from '../commands/streams.ts';
import { makeFolder } from '../files/workspace.ts';
import { fixing, replacing } from './findings.ts';

// A rule with faults: it throws where a file says `throw here`, and proposes nonsense where one says `break here`.
vi.mock('../../src/engine/analyse.ts', async (importOriginal) => {
  const { analyse, applyRules } = await importOriginal<typeof import('../../src/engine/analyse.ts')>();
  const { findComponents } = await import('../../src/engine/components.ts');
  const faulty: typeof analyse = (tree, read, settings) => {
    const analysis = analyse(tree, read, settings);
    const findings = findComponents(tree)
      .parts.flat()
      .flatMap((file): Finding[] => {
        const text = read(file) ?? '';
        if (text.includes('throw here')) throw new TypeError('Cannot read properties of ticket=0123456789');
        if (!text.includes('break here')) return [];
        return [fixing(`broken ${file}`, [replacing(file, text, 'break here', '*/ = = /*')])];
      });
    return { ...analysis, findings: [...findings, ...analysis.findings] };
  };
  const throwing: typeof applyRules = (lowered, read, settings) => {
    if (lowered.requests.some(({ at }) => read(at.file)?.includes('throw here')))
      throw new TypeError('Cannot read properties of ticket=0123456789');
    return applyRules(lowered, read, settings);
  };
  return { analyse: faulty, applyRules: throwing };
});

const call = (name: string) =>
  `fetch('https://crm.zoho.com/crm/private/json/${name}/getRecords?apikey=' + process.env.${name}_APIKEY + '&ticket=' + process.env.${name}_TICKET);\n`;
const MIGRATED = /\?authtoken=.*&scope=crmapi/;

async function migrate(files: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const folder = makeFolder(files);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const run = async () => {
    const streams = recordStreams(folder);
    const code = await main(['migrate', '--format', 'json', ...options], streams);
    return { code, report: JSON.parse(streams.said.out()), err: streams.said.err() };
  };
  return { ...(await run()), read, run };
}

describe('a rule that proposes what does not parse', () => {
  const files = {
    'a.js': call('LEADS'),
    'b.js': `/* break here */\n${call('CASES')}`,
    'c.js': `/* break here */\n${call('LEADS')}`,
  };

  test('loses that change alone, and the report says so', async () => {
    const { code, report, read } = await migrate(files);
    expect(code).toBe(0);
    for (const name of ['a.js', 'b.js', 'c.js']) expect(read(name)).toMatch(MIGRATED);
    for (const name of ['b.js', 'c.js']) expect(read(name)).toMatch(/^\/\* break here \*\/\n/);
    const refused = report.findings.filter(({ fix }: { fix?: { refusal?: string } }) => fix?.refusal);
    expect(refused).toHaveLength(2);
    for (const { fix } of refused)
      expect(fix).toEqual({ safety: 'safe', applied: false, refusal: 'the result would not parse' });
  });

  test('and a second run changes nothing', async () => {
    const { read, run } = await migrate(files);
    const once = Object.keys(files).map(read);
    expect((await run()).report.summary.filesChanged).toBe(0);
    expect(Object.keys(files).map(read)).toEqual(once);
  });
});

describe('a rule that throws', () => {
  const files = {
    'a.js': call('LEADS'),
    'b/index.js': `require('./send')('?apikey=' + key); /* throw here: zoho */\n`,
    'b/send.js': `module.exports = (ticket) => ${call('CASES')}`,
    'b/log.js': 'module.exports = 1;\n',
  };

  test('loses what hangs together with that file; the rest is migrated, and it is a failure', async () => {
    const { code, report, err, read } = await migrate(files);
    expect(read('a.js')).toMatch(MIGRATED);
    for (const name of ['b/index.js', 'b/send.js', 'b/log.js'] as const) expect(read(name)).toBe(files[name]);
    const reason = 'cannot be understood: TypeError: Cannot read properties of ticket=••••';
    expect(report.skipped).toEqual([
      { file: 'b/index.js', reason },
      { file: 'b/send.js', reason },
    ]);
    expect(report.summary).toMatchObject({ filesChanged: 1, rewritten: 1, skipped: 2 });
    expect(err).toBe(
      `zoho-authtoken: 2 files could not be looked at:\n  b/index.js: ${reason}\n  b/send.js: ${reason}\n`,
    );
    expect(code).toBe(2);
  });

  test('everywhere: nothing is migrated, and every file that holds the parameters is listed', async () => {
    const everywhere = {
      'a.js': call('LEADS') + '// throw here\n',
      'b.js': call('CASES') + '// throw here\n',
    };
    const { code, report, read } = await migrate(everywhere);
    expect(read('a.js')).toBe(everywhere['a.js']);
    expect(report.findings).toEqual([]);
    expect(report.skipped.map(({ file }: { file: string }) => file)).toEqual(['a.js', 'b.js']);
    expect(code).toBe(2);
  });

  test.each([['text'], ['json']])('loses no more where `check` reports as %s', async (format) => {
    const folder = makeFolder({ 'a.js': call('LEADS'), 'b.js': `${call('CASES')}// throw here\n` });
    const streams = recordStreams(folder);
    expect(await main(['check', '--format', format], streams)).toBe(1);
    expect(streams.said.out()).toMatch(/a\.js/);
    expect(streams.said.out()).not.toMatch(/b\.js:\d/);
    expect(streams.said.out() + streams.said.err()).toContain('cannot be understood: TypeError');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/engine/analyse.ts';
import { applyEdits } from '../../src/engine/apply.ts';
import { readTree } from '../../src/engine/read-tree.ts';
import { verify } from '../../src/engine/verify.ts';
import type { Finding } from '../../src/model/finding.ts';
import { makeFolder } from '../files/workspace.ts';
import { fixing, replacing } from './findings.ts';

const SETTINGS = { tokenName: 'ZOHO_AUTHTOKEN', hosts: [] };
const call = (module: string) =>
  `fetch('https://crm.zoho.com/crm/private/json/${module}/getRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n`;

/** Verifies the findings that `propose` adds to what the rules find, and applies what is left. */
function verifyIn(
  files: Readonly<Record<string, string>>,
  propose: (fileOf: (name: string) => string) => readonly Finding[],
) {
  const folder = makeFolder(files);
  const fileOf = (name: string) => join(folder, name);
  const tree = readTree(['.'], folder);
  const analysis = analyse(tree, tree.read, SETTINGS);
  const findings = [...propose(fileOf), ...analysis.findings];
  const { edits, refused } = verify(tree, { ...analysis, findings }, SETTINGS, false);
  const after = (name: string) =>
    applyEdits(readFileSync(fileOf(name), 'utf8'), edits.get(fileOf(name)) ?? []);
  return { refused: Object.fromEntries(refused), after };
}

const MIGRATED = /\?authtoken=.*&scope=crmapi/;

describe('a fix that breaks the syntax', () => {
  test('is refused, and those of other files go through', () => {
    const { refused, after } = verifyIn(
      { 'a.js': call('Leads'), 'b.js': 'let x = 1;\n' + call('Cases') },
      (fileOf) => [fixing('broken', [replacing(fileOf('b.js'), 'let x = 1;', 'let x = 1;', 'let = = 1;')])],
    );
    expect(refused).toMatchObject({ broken: 'the result would not parse' });
    expect(after('a.js')).toMatch(MIGRATED);
    expect(after('b.js')).toMatch(/^let x = 1;/);
  });

  test('is refused alone: the others of its file go through', () => {
    const { refused, after } = verifyIn({ 'a.js': 'let x = 1;\n' + call('Leads') }, (fileOf) => [
      fixing('broken', [replacing(fileOf('a.js'), 'let x = 1;', ' = 1', ' = = 1')]),
    ]);
    expect(refused).toEqual({ broken: 'the result would not parse' });
    expect(after('a.js')).toMatch(/^let x = 1;\n/);
    expect(after('a.js')).toMatch(MIGRATED);
  });

  test('is taken back in every file that it touches', () => {
    const { refused, after } = verifyIn({ 'a.js': 'let x = 1;\n', 'b.json': '{"b": 1}\n' }, (fileOf) => [
      fixing('broken', [
        replacing(fileOf('a.js'), 'let x = 1;', '1', '2'),
        replacing(fileOf('b.json'), '{"b": 1}', ': 1', ': : 2'),
      ]),
    ]);
    expect(refused).toEqual({ broken: 'the result would not parse' });
    expect(after('a.js')).toBe('let x = 1;\n');
    expect(after('b.json')).toBe('{"b": 1}\n');
  });

  test('of two that only break it together, neither is applied', () => {
    const source = 'let x = [1];\n';
    const { refused, after } = verifyIn({ 'a.js': source }, (fileOf) => [
      fixing('open', [replacing(fileOf('a.js'), source, '[', '`${[')]),
      fixing('close', [replacing(fileOf('a.js'), source, '];', ']}`; /*')]),
    ]);
    expect(Object.keys(refused)).toEqual(['open', 'close']);
    expect(after('a.js')).toBe(source);
  });

  test('does not trip over one that cannot be applied in any case', () => {
    const source = 'let x = 1;\nlet y = 2;\n';
    const { refused, after } = verifyIn({ 'a.js': source }, (fileOf) => {
      const twice = replacing(fileOf('a.js'), source, 'y = 2', 'z = 3');
      return [
        fixing('at odds', [twice, replacing(fileOf('a.js'), source, '2', '3')]),
        fixing('broken', [replacing(fileOf('a.js'), source, ' = 1', ' = = 1')]),
        fixing('fine', [twice]),
        fixing('fine', [twice]),
      ];
    });
    expect(Object.keys(refused).sort()).toEqual(['at odds', 'broken']);
    expect(after('a.js')).toBe('let x = 1;\nlet z = 3;\n');
  });

  test('errors that stood there before are no matter', () => {
    const source = 'let x = 1; let x = 2;\n';
    const { refused, after } = verifyIn({ 'a.js': source }, (fileOf) => [
      fixing('fine', [replacing(fileOf('a.js'), source, '2', '3')]),
    ]);
    expect(refused).toEqual({});
    expect(after('a.js')).toBe('let x = 1; let x = 3;\n');
  });
});

describe('a fix after which a second run would change more', () => {
  test('is refused, and those of other files go through', () => {
    const { refused, after } = verifyIn(
      { 'a.js': call('Leads'), 'b.js': "const zohoticket = '';\n" },
      (fileOf) => [
        fixing('half', [
          replacing(fileOf('b.js'), "const zohoticket = '';", "const zohoticket = '';", call('Cases').trim()),
        ]),
      ],
    );
    expect(refused).toMatchObject({ half: 'a second run would change it again' });
    expect(after('b.js')).toBe("const zohoticket = '';\n");
    expect(after('a.js')).toMatch(MIGRATED);
  });
});

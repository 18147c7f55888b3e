import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Holders } from '../../../src/engine/names/holders.ts';
import { type Scan, scan } from '../../../src/files/scan.ts';
import { makeFolder } from '../../files/workspace.ts';

/** Many files, of which two are candidates; what was read is counted. */
function open(files: Readonly<Record<string, string>>, candidates: readonly string[]) {
  const many = Object.fromEntries(
    Array.from({ length: 1500 }, (_, i) => [`many/m${String(i).padStart(4, '0')}.js`, `other${i};\n`]),
  );
  const folder = makeFolder({ ...many, ...files });
  const read: string[] = [];
  const counting: Scan = (wanted, onCandidate, matches, ...rest) =>
    scan(
      wanted,
      onCandidate,
      (bytes, file) => {
        read.push(file.slice(folder.length + 1));
        return matches(bytes, file);
      },
      ...rest,
    );
  const all = [...Object.keys(many), ...Object.keys(files)].map((file) => join(folder, file));
  const holders = new Holders(
    counting,
    all,
    candidates.map((file) => join(folder, file)),
    (skipped) => expect(skipped).toEqual([]),
  );
  return { holders, read, at: (file: string) => join(folder, file) };
}

const FILES = {
  'a.js': "const config = require('./config'); // apikey of crmKey\n",
  'b.php': '<?php $crmKey = $config["myApiKey"];\n',
  'config.json': '{ "apikey": "k" }\n',
  'z.js': 'rareName;\n',
};
const CANDIDATES = ['config.json', 'a.js', 'b.php'];

describe('all files that hold a name', () => {
  test('are found, in order, and asked for again are not looked for again', () => {
    const { holders, read, at } = open(FILES, CANDIDATES);
    expect(holders.holding('crmKey')).toEqual([at('a.js'), at('b.php')]);
    expect(read).toHaveLength(1504);
    expect(holders.holding('crmKey')).toHaveLength(2);
    expect(holders.someHolding('crmKey', (file) => file === at('b.php'))).toBe(true);
    expect([...holders.heldBy(['crmKey'], (file) => file.endsWith('.php'))]).toEqual(['crmKey']);
    expect(read).toHaveLength(1504);
  });

  test('of names that are expected are looked for together', () => {
    const { holders, read, at } = open(FILES, CANDIDATES);
    holders.expect(['crmKey', 'config', 'nowhere', 'rareName']);
    expect(holders.holding('other7')).toHaveLength(111);
    expect(holders.holding('config')).toEqual([at('a.js'), at('b.php')]);
    expect(holders.holding('crmKey')).toEqual([at('a.js'), at('b.php')]);
    expect(holders.someHolding('rareName', () => true)).toBe(true);
    expect(holders.someHolding('nowhere', () => true)).toBe(false);
    expect([...holders.heldBy(['nowhere', 'config'], () => true)]).toEqual(['config']);
    expect(read).toHaveLength(1504);
  });

  test('are among the candidates where the name is one of a parameter or of Zoho', () => {
    const { holders, read, at } = open(FILES, CANDIDATES);
    expect(holders.holding('apikey')).toEqual([at('a.js'), at('config.json')]);
    expect(holders.holding('ApiKey')).toEqual([at('b.php')]);
    expect(holders.holding('"apikey"')).toEqual([at('config.json')]);
    expect(holders.holding('zoho')).toEqual([]);
    expect(holders.someHolding('myApiKey', () => true)).toBe(true);
    expect(new Set(read)).toEqual(new Set(CANDIDATES));
    // Once for all words, and once for what is more than a word.
    expect(read).toHaveLength(6);
  });
});

describe('some file that holds a name', () => {
  test('is looked for among the candidates first', () => {
    const { holders, read, at } = open(FILES, CANDIDATES);
    expect(holders.someHolding('crmKey', (file) => file !== at('a.js'))).toBe(true);
    expect(holders.someHolding('crmKey', () => true)).toBe(true);
    expect(new Set(read)).toEqual(new Set(CANDIDATES));
    expect(read).toHaveLength(3);
  });

  test('is looked for no further than to the first that passes', () => {
    const { holders, read, at } = open(FILES, CANDIDATES);
    expect(holders.someHolding('other1', (file) => file === at('many/m0017.js'))).toBe(true);
    expect(read.length).toBeLessThan(600);
  });

  test('where there is none, is looked for in each file once', () => {
    const { holders, read, at } = open(FILES, CANDIDATES);
    expect(holders.someHolding('rareName', (file) => file === at('a.js'))).toBe(false);
    expect(holders.someHolding('rareName', (file) => file === at('z.js'))).toBe(true);
    expect(holders.someHolding('rareName', () => false)).toBe(false);
    expect(read).toHaveLength(1504);
  });
});

describe('which of some names are held by files of a kind', () => {
  const isScript = (file: string) => file.endsWith('.js');

  test('is told after a look at the candidates where that is enough', () => {
    const { holders, read } = open(FILES, CANDIDATES);
    expect([...holders.heldBy(['crmKey', 'config'], isScript)]).toEqual(['crmKey', 'config']);
    expect(read).toEqual(['a.js']);
  });

  test('is told of all of them, and files of other kinds are not read', () => {
    const { holders, read } = open(FILES, CANDIDATES);
    const names = ['nowhere', 'config', 'rareName', 'myApiKey', 'other1499'];
    expect([...holders.heldBy(names, isScript)].sort()).toEqual(['config', 'other1499', 'rareName']);
    // A name of a parameter is looked for in all candidates.
    expect(new Set(read.filter((file) => !isScript(file)))).toEqual(new Set(['b.php', 'config.json']));
    expect(read.filter((file) => file === 'z.js')).toHaveLength(1);
  });
});

import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readImports } from '../../../src/engine/imports.ts';
import { readTree } from '../../../src/engine/read-tree.ts';
import { NamingIndex } from '../../../src/engine/sighting/naming-index.ts';
import { readSpecifiers } from '../../../src/engine/sighting/specifiers.ts';
import { scan } from '../../../src/files/scan.ts';
import { makeFolder } from '../../files/workspace.ts';

const NAMES = ['api', 'index', 'crm.client', 'clé', '.hidden', 'config'];
const FOLDERS = ['', 'lib/', 'lib/zoho/', 'my.app/'];
const EXTENSIONS = ['.js', '.ts', '.json', '.jsx'];

const name = fc.constantFrom(...NAMES);
const folder = fc.constantFrom(...FOLDERS);
const ending = fc.constantFrom('', '.js', '.ts', '.json', '/', '?raw', '/index', '/.', '/..');
const up = fc.constantFrom('./', '../', '../../', '.', '..', './/', './lib/../', '');
const specifier = fc
  .tuple(up, folder, fc.option(name, { nil: '' }), ending)
  .map((parts) => parts.join(''))
  .filter((text) => text !== '');
const statement = fc
  .tuple(
    fc.constantFrom(
      (text: string) => `const x = require(${text});`,
      (text: string) => `require (\n  ${text}\n);`,
      (text: string) => `import x from${text};`,
      (text: string) => `import ${text};`,
      (text: string) => `await import( ${text} );`,
      (text: string) => `export * from\t${text};`,
      (text: string) => `fs.readFileSync(path.join(__dirname, ${text}), 'utf8');`,
      (text: string) => `readJson(${text.replaceAll('/', "', '")});`,
      (text: string) => `readJSONSync ( ${text}\t,'utf8' ) ;`,
      (text: string) => `parse(readFile(file, 'utf8'), ${text});`,
    ),
    specifier,
  )
  .map(([write, text]) => write(`'${text}'`));
const file = fc
  .tuple(folder, name, fc.constantFrom(...EXTENSIONS))
  .map(([place, stem, extension]) => place + stem + extension);
const files = fc.dictionary(file, fc.array(statement, { maxLength: 5 }), { minKeys: 2, maxKeys: 12 });

/** Who imports whom, found by reading what every script imports. */
function importersByReading(
  paths: readonly string[],
  resolve: (from: string, to: string) => string | undefined,
) {
  const importers = new Map<string, Set<string>>(paths.map((path) => [path, new Set()]));
  for (const [from, specifiers] of readSpecifiers(paths, scan).specifiers)
    for (const specifier of specifiers) importers.get(resolve(from, specifier) ?? '')?.add(from);
  return importers;
}

function expectAllImporters(root: string): number {
  const tree = readTree(['.'], root);
  const graph = readImports(tree);
  const expected = importersByReading([...tree.files], graph.resolve);
  for (const path of tree.files) expect(graph.importersOf(path)).toEqual([...expected.get(path)!].sort());
  return [...expected.values()].reduce((sum, { size }) => sum + size, 0);
}

describe('no importer is missed', () => {
  test('of what is named by its path', () => {
    let found = 0;
    fc.assert(
      fc.property(files, fc.constantFrom('utf8', 'latin1', 'utf16le'), (written, encoding) => {
        const contents = Object.entries(written).map(([path, lines]) => {
          const text = (encoding === 'utf16le' ? '\ufeff' : '') + lines.join('\n');
          return [path, Buffer.from(text, encoding)] as const;
        });
        found += expectAllImporters(makeFolder(Object.fromEntries(contents)));
      }),
      { numRuns: 150 },
    );
    expect(found).toBeGreaterThan(50);
  });

  test.each<[string, Record<string, string>, number]>([
    ['a mapping of a whole name', { '@crm': '["src/zoho/client.ts"]' }, 1],
    ['a mapping with a scope', { '@app/zoho/*': '["src/zoho/*"]' }, 1],
    ['a mapping of a prefix', { '@/*': '["src/*"]' }, 1],
    ['a mapping of everything', { '*': '["src/*"]' }, 1],
    ['a mapping that is glued to the name', { '~*': '["src/zoho/*"]' }, 1],
    ['a mapping of everything to what has another name', { '*': '["src/*/client.ts"]' }, 1],
  ])('%s', (_, paths, count) => {
    const mappings = Object.entries(paths).map(([key, values]) => `"${key}": ${values}`);
    const root = makeFolder({
      'tsconfig.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { ${mappings.join(', ')} } } }`,
      'src/zoho/client.ts': 'export const x = 1;',
      'src/use.ts': ['@crm', '@app/zoho/client', '@/zoho/client', 'zoho/client', '~client', 'zoho']
        .map((text) => `import '${text}';`)
        .join('\n'),
    });
    expect(expectAllImporters(root)).toBe(count);
  });

  test('of packages of the tree, their inner names and what lies outside of their folders', () => {
    const root = makeFolder({
      'package.json': '{ "name": "root", "imports": { "#crm": "./packages/a/lib/crm.js" } }',
      'packages/a/package.json': '{ "name": "@our/a", "main": "lib/crm.js" }',
      'packages/a/lib/crm.js': '',
      'packages/b/package.json': '{ "name": "b.js", "main": "../shared/far.js" }',
      'packages/shared/far.js': '',
      'use.js': "require('@our/a'); require('@our/a/lib/crm'); require('b.js');",
      'inner.js': "import '#crm';",
    });
    const graph = readImports(readTree(['.'], root));
    expect(graph.importersOf(join(root, 'packages/a/lib/crm.js'))).toEqual(
      ['inner.js', 'use.js'].map((path) => join(root, path)),
    );
    expect(expectAllImporters(root)).toBeGreaterThanOrEqual(2);
  });

  test('of what lies deeper than is noted at once', () => {
    const deep = 'd/'.repeat(300);
    const root = makeFolder({ [`${deep}use.js`]: "require('../key');", [`${deep}../key.js`]: '' });
    expect(expectAllImporters(root)).toBe(1);
  });

  test('of more than is noted at once, near and far from the end of a piece', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `m${i}`);
    const text = names.map((one) => `require('./${one}');`).join('\n');
    const asked = ['m0', 'm15999', 'm16100', 'm19999', 'm11915', 'm11916', 'm11917'];
    const root = makeFolder({
      'use.js': text,
      'short.js': "a=require('./m0')",
      ...Object.fromEntries(asked.map((one) => [`${one}.js`, ''])),
    });
    expect(expectAllImporters(root)).toBe(asked.length + 1);
  });

  test('of files that are read, whatever stands around their names', () => {
    const root = makeFolder({
      'config.json': '{}',
      'utf8.js': '',
      'lib/view.html': '',
      'lib/part.js': '',
      'reads.js': [
        "fs.readFileSync( path.resolve(base, 'config.json'), 'utf8');",
        "readFile('utf8', 'lib', 'part.js');",
        "readFile('lib' ,\n 'part.js')",
      ].join('\n'),
      'no.js': [
        "fs.readFileSync(file, 'utf8');",
        "fs.readFileSync(file, { encoding: 'utf8' });",
        "thread('config.json'); readFiles('config.json'); readFile; 'config.json'",
        "readFile('\n', 'config.json')",
      ].join('\n'),
    });
    expect(expectAllImporters(root)).toBe(2);
    const graph = readImports(readTree(['.'], root));
    expect(graph.importersOf(join(root, 'lib/part.js'))).toEqual([join(root, 'reads.js')]);
    expect(graph.importersOf(join(root, 'utf8.js'))).toEqual([]);
  });

  test('of folders and what is named by dots alone', () => {
    const root = makeFolder({
      'lib/index.js': '',
      'index.js': '',
      'lib/deep/use.js': "require('..'); require('../'); require('../..'); require('./../../');",
      'lib/use.js': "require('.'); require('./'); require('..');",
      'use.js': "require('./lib'); require('./lib/');",
    });
    expect(expectAllImporters(root)).toBe(5);
  });
});

test('is told alike for the first keys and for the many that follow', () => {
  const keys = Int32Array.from({ length: 600 }, (_, i) => (i % 7) * 4096 + (i % 5));
  const ends = Int32Array.from({ length: 60 }, (_, i) => (i + 1) * 10);
  const index = new NamingIndex({ keys, ends, scripts: ends.map((_, i) => 2 * i), files: 120 });
  for (let asked = 0; asked < 100; asked++) {
    const key = keys[asked * 5]!;
    const expected = [...keys].flatMap((one, place) => (one === key ? [2 * Math.floor(place / 10)] : []));
    expect(index.filesNaming([key])).toEqual([...new Set(expected)]);
  }
  expect(index.filesNaming([1, -1])).toEqual(index.filesNaming([1]));
});

import { readFileSync } from 'node:fs';
import type * as t from '@babel/types';
import { describe, expect, test } from 'vitest';
import { readSources } from './support/imports.ts';

const SOURCES = readSources('src', 'transforms');

/** The parts of the product, and which of the others each may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  cli: ['main', 'commands'],
  main: ['commands'],
  commands: ['accounts', 'engine', 'report', 'files', 'model', 'zoho', 'package'],
  engine: [
    'transforms',
    'recognition',
    'languages',
    'tracing',
    'files',
    'report',
    'model',
    'zoho',
    'package',
  ],
  transforms: ['recognition', 'model', 'zoho'],
  recognition: ['model', 'zoho'],
  languages: ['model', 'zoho'],
  tracing: ['model', 'zoho'],
  report: ['model', 'zoho', 'package'],
  accounts: ['files', 'model', 'zoho'],
  files: ['model', 'zoho'],
  model: ['zoho'],
  zoho: [],
  package: [],
};
/** Wraps a rule as a transform of its own: the one way up. */
const WRAPPING = 'src/engine/transform.ts';

function partOf(file: string): string {
  return /^(?:src\/)?(\w+)/.exec(file)![1]!;
}

test('there are sources of every part', () => {
  expect(new Set(SOURCES.map(({ file }) => partOf(file)))).toEqual(new Set(Object.keys(MAY_IMPORT)));
  expect(SOURCES.flatMap(({ imports }) => imports).length).toBeGreaterThan(300);
});

test('imports go one way', () => {
  const files = new Set(SOURCES.map(({ file }) => file));
  const wrong = SOURCES.flatMap(({ file, imports }) =>
    imports
      .filter(({ target }) => files.has(target) && partOf(target) !== partOf(file))
      .filter(({ target }) => !(partOf(file) === 'transforms' && target === WRAPPING))
      .filter(({ target }) => !MAY_IMPORT[partOf(file)]!.includes(partOf(target)))
      .map(({ target }) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('every relative import means a source that is there', () => {
  const files = new Set(SOURCES.map(({ file }) => file));
  const lost = SOURCES.flatMap(({ file, imports }) =>
    imports
      .filter(({ target }) => /^(?:src|transforms)\/|^\.\./.test(target) && !files.has(target))
      .map(({ target }) => `${file} imports ${target}`),
  );
  expect(lost).toEqual([]);
});

describe('a rule', () => {
  test.each(SOURCES.filter(({ file }) => partOf(file) === 'transforms'))(
    'is wrapped by its last line alone: $file',
    ({ file, body, nodes, imports }) => {
      const last = body.at(-1)!;
      expect(last).toMatchObject({
        type: 'ExportDefaultDeclaration',
        declaration: {
          type: 'CallExpression',
          callee: { name: 'asTransform' },
          arguments: [{ name: 'rule' }],
        },
      });
      const mentions = nodes.filter((node) => node.type === 'Identifier' && node.name === 'asTransform');
      // Both sides of its import specifier, and the last line.
      expect(mentions.filter(({ start }) => start! < last.start!)).toHaveLength(2);
      expect(mentions).toHaveLength(3);
      const others = imports.filter(({ target }) => partOf(target) === 'transforms');
      expect(others, `${file} imports another rule`).toEqual([]);
    },
  );

  test('takes nothing of the engine but its wrapping', () => {
    const taken = SOURCES.filter(({ file }) => partOf(file) === 'transforms').flatMap(({ body }) =>
      body.flatMap((statement) =>
        statement.type === 'ImportDeclaration' && statement.source.value === `../${WRAPPING}`
          ? statement.specifiers.map(({ local }) => local.name)
          : [],
      ),
    );
    expect(new Set(taken)).toEqual(new Set(['asTransform']));
  });
});

describe('what the system is asked for', () => {
  const users = (modules: readonly string[]) =>
    SOURCES.filter(({ imports }) => imports.some(({ target }) => modules.includes(target))).map(
      ({ file }) => file,
    );

  test('nothing is sent but by one module, which one command loads when it runs', () => {
    expect(users(['http', 'https'])).toEqual(['src/accounts/post.ts']);
    expect(users(['http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises', 'undici'])).toEqual([]);
    const loading = SOURCES.filter(({ file }) => partOf(file) !== 'accounts').filter(({ imports }) =>
      imports.some(({ target }) => target.startsWith('src/accounts/')),
    );
    expect(loading.map(({ file }) => file)).toEqual(['src/commands/token/create.ts']);
    const atOnce = loading.flatMap(({ body }) =>
      body.filter(
        (statement) =>
          statement.type === 'ImportDeclaration' &&
          statement.source.value.includes('/accounts/') &&
          statement.importKind !== 'type',
      ),
    );
    expect(atOnce).toEqual([]);
    expect(SOURCES.filter(({ nodes }) => nodes.some(isGlobalCall('fetch'))).map(({ file }) => file)).toEqual(
      [],
    );
  });

  test('nothing is run but git, and a thread of our own', () => {
    expect(users(['child_process'])).toEqual(['src/files/git/run.ts']);
    expect(users(['vm', 'cluster', 'repl', 'inspector'])).toEqual([]);
    const threads = 'src/engine/sighting/';
    expect(users(['worker_threads'])).toEqual([`${threads}sight-all.ts`, `${threads}thread.ts`]);
    const code = readFileSync(`${threads}sight-all.ts`, 'utf8');
    expect(code.match(/new Worker\(\w+/g)).toEqual(['new Worker(THREAD']);
    expect(code).toContain("const THREAD = new URL('./thread.js', import.meta.url);");
    expect(
      SOURCES.filter(({ nodes }) => nodes.some((node) => isGlobalCall('eval')(node) || isFunctionMade(node))),
    ).toEqual([]);
  });

  test('reports, rules and their model are pure: they touch no file', () => {
    const impure = users(['fs', 'fs/promises', 'child_process', 'os', 'process']);
    const pure = ['report', 'transforms', 'recognition', 'model', 'zoho', 'languages'];
    expect(impure.filter((file) => pure.includes(partOf(file)))).toEqual([]);
  });

  test('terminals are read in their own modules, and what is shown and decided in a session knows of none', () => {
    expect(users(['readline', 'readline/promises', 'tty'])).toEqual([
      'src/commands/ask-line.ts',
      'src/commands/interactive/terminal.ts',
      'src/commands/token/password.ts',
      'src/commands/token/terminal.ts',
    ]);
    const pure = ['machine', 'decisions', 'state', 'screen'].map(
      (name) => `src/commands/interactive/${name}.ts`,
    );
    const mentions = SOURCES.filter(({ nodes }) =>
      nodes.some((node) => node.type === 'Identifier' && node.name === 'process'),
    ).map(({ file }) => file);
    expect(SOURCES.map(({ file }) => file)).toEqual(expect.arrayContaining(pure));
    expect([...mentions, ...users(['fs', 'process'])].filter((file) => pure.includes(file))).toEqual([]);
  });

  test('the exit code is set in one place; an interrupt ends the process in another', () => {
    const setting = SOURCES.filter(({ nodes }) => nodes.some(isExit)).map(({ file }) => file);
    expect(setting).toEqual(['src/cli.ts', 'src/files/write.ts']);
  });
});

function isGlobalCall(name: string): (node: t.Node) => boolean {
  return (node) =>
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name;
}

function isFunctionMade(node: t.Node): boolean {
  return (
    node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Function'
  );
}

function isExit(node: t.Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'process' &&
    node.property.type === 'Identifier' &&
    ['exit', 'exitCode', 'abort', 'kill'].includes(node.property.name)
  );
}

import { expect, test } from 'vitest';
import { commentLinesIn } from '../../../src/languages/text-files/comments.ts';
import { isForPeople, refineKind, textKindOf } from '../../../src/languages/text-files/kinds.ts';

test.each([
  ['README.md', 'people none'],
  ['docs/usage.rst', 'people none'],
  ['NOTES', 'people none'],
  ['config/zoho.yml', 'settings yaml'],
  ['config.json.dist', 'settings json'],
  ['.env.example', 'settings lines'],
  ['app.properties', 'settings lines'],
  ['Web.config', 'settings xml'],
  ['seed.sql', 'settings none'],
  ['crm.http', 'tool none'],
  ['load.jmx', 'tool xml'],
  ['Dockerfile', 'tool none'],
  ['GNUmakefile', 'tool none'],
  ['trace.har', 'recording json'],
  ['app.log.1', 'recording none'],
  ['Feed.scala', 'code none'],
  ['a.js', 'none'],
  ['CHANGELOG.md', 'none'],
  ['HISTORY', 'none'],
  ['old.patch', 'none'],
  ['package-lock.json', 'none'],
])('%s is read as %s', (file, expected) => {
  const kind = textKindOf(`/app/${file}`);
  const reader = kind?.isCode ? 'code' : (kind?.readBy ?? 'people');
  expect(kind ? `${reader} ${kind.notation}` : 'none').toBe(expected);
});

test('settings turn out to be what they hold', () => {
  const settings = textKindOf('/app/a.yml')!;
  const readerOf = (file: string, text: string) => refineKind(settings, file, text).readBy;
  expect(readerOf('/app/a.yml', 'a: 1\n')).toBe('settings');
  expect(readerOf('/app/spec/cassettes/a.yml', 'a: 1\n')).toBe('recording');
  expect(readerOf('/app/a.yml', '---\nhttp_interactions:\n- request:\n')).toBe('recording');
  expect(readerOf('/app/a.json', '{"info":{"schema":"https://schema.getpostman.com/json"}}')).toBe('tool');
});

test('people are told from programs by the name of the file', () => {
  expect(['a.md', 'README', 'a.adoc', 'a.yml', 'readme.js'].map(isForPeople)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('comments are found as far as they begin lines', () => {
  const text =
    'a = "// no"\n  // one\n  // two\nb /* no */\n/* three\n four */ c\n-- five\n#define NO "x"\n# six';
  expect(commentLinesIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    '  // one\n  // two\n',
    '/* three\n four ',
    '-- five\n',
    '# six',
  ]);
});

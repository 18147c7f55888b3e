import { expect, test } from 'vitest';
import type { TokenSourceKind } from '../../src/model/finding.ts';
import { describeTokenPlace } from '../../src/report/token-place.ts';

const NOTHING_MORE = { isRead: false, owner: undefined, table: undefined, setIn: [] };
const start = { line: 4, column: 1, offset: 9 };

test.each<[TokenSourceKind, string, string]>([
  ['environment', 'src/a.js', 'TOKEN in the environment'],
  ['environment', 'server/.env', 'TOKEN in server/.env:4'],
  ['environment', '.env.example', 'TOKEN in .env.example:4'],
  ['configuration', 'config.json', 'TOKEN in config.json:4'],
  ['placeholder', 'public/app.js', 'the placeholder YOUR_TOKEN in public/app.js:4'],
  ['parameter', 'src/a.js', 'the argument TOKEN at src/a.js:4, which its callers hand in'],
  ['member', 'src/a.js', 'TOKEN, read at src/a.js:4'],
  ['column', 'src/a.js', 'the column TOKEN, read at src/a.js:4'],
  ['unknown', 'src/a.js', 'TOKEN at src/a.js:4, wherever its value comes from'],
])('%s in %s', (kind, file, expected) => {
  const place = { file, start, end: start };
  expect(describeTokenPlace({ kind, name: 'TOKEN', place, ...NOTHING_MORE })).toBe(expected);
});

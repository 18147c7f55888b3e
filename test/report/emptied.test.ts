import { expect, test } from 'vitest';
import type { MigrationResult } from '../../src/model/migration.ts';
import { emptiedFiles } from '../../src/report/emptied.ts';

function emptiedOf(after: string): readonly string[] {
  const changed = [
    { file: '/repository/lib/ticket.js', encoding: 'utf8' as const, before: 'login();\n', after },
  ];
  return emptiedFiles({ root: '/repository', changed } as unknown as MigrationResult);
}

test.each([
  [''],
  ['\n\n'],
  ['\ufeff'],
  ["'use strict';\n"],
  ['// Tickets.\n/* Log in. */\n'],
  ['#!/usr/bin/env node\n'],
])('a file that holds no more than %j is better deleted', (after) => {
  expect(emptiedOf(after)).toEqual(['lib/ticket.js']);
});

test.each([['start();\n'], ["'use strict';\nstart();\n"], ['// Tickets.\nexport {};\n']])(
  'a file that holds %j stays',
  (after) => {
    expect(emptiedOf(after)).toEqual([]);
  },
);

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { migrate } from '../../src/engine/migrate.ts';
import { loadCases, readTree, withCopy } from '../support/cases.ts';

// `migrate --annotate`: a comment on a line of its own above each piece of ticket code, and no other byte.

const MARK = '// zoho-authtoken: ticket code (';
const CASES = loadCases().filter(({ pieces = [] }) => pieces.length > 0);

function run(dir: string, annotate: boolean) {
  return migrate({ paths: [dir], cwd: dir, write: true, allowDirty: true, annotate });
}

describe('every piece gets a comment, together with the migration, and gets it once', () => {
  it.concurrent.each(CASES)('$name', async ({ input }) => {
    const migrated = await withCopy(input, async (dir) => {
      await run(dir, false);
      return readTree(dir);
    });
    await withCopy(input, async (dir) => {
      const { findings } = await run(dir, true);
      const pieces = findings.filter(({ ticketCode, at }) => ticketCode && !at.file.endsWith('.json'));
      expect(pieces.filter(({ applied, refusal }) => !applied && refusal === undefined)).toEqual([]);
      const annotated = await readTree(dir);
      expect(withoutMarks(annotated)).toEqual(migrated);
      await run(dir, true);
      expect(await readTree(dir)).toEqual(annotated);
    });
  });
});

function withoutMarks(tree: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).map(([file, text]) => [
      file,
      text.replace(/^[^\S\r\n]*\/\/ zoho-authtoken: .*(?:\r\n|\n|\r)/gm, ''),
    ]),
  );
}

/** What becomes of one file. */
async function annotated(text: string, name = 'ticket.js'): Promise<string> {
  return withCopy(join(CASES[0]!.input), async (dir) => {
    for (const file of Object.keys(await readTree(dir))) await writeFile(join(dir, file), '');
    await writeFile(join(dir, name), text);
    await run(dir, true);
    return readFile(join(dir, name), 'utf8');
  });
}

const LOGIN =
  "https.get('https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&LOGIN_ID=a&PASSWORD=' + word, read)";
const COMMENT = '// zoho-authtoken: ticket code (login). Not needed with an authtoken: see README.';

describe('where the comment stands', () => {
  test.each([
    [
      'below a shebang and a directive, in its line ends',
      `#!/usr/bin/env node\r\n'use strict';\r\n${LOGIN};\r\n`,
      `#!/usr/bin/env node\r\n'use strict';\r\n${COMMENT}\r\n${LOGIN};\r\n`,
    ],
    ['at the beginning of a file', `\ufeff${LOGIN};\n`, `\ufeff${COMMENT}\n${LOGIN};\n`],
    [
      'below the comment that heads a file',
      `/* @flow */\n${LOGIN};\n`,
      `/* @flow */\n${COMMENT}\n${LOGIN};\n`,
    ],
    [
      'above documentation',
      `const a = 1;\n\n/**\n * Renews.\n */\nexport async function renew(word, read) {\n\treturn ${LOGIN};\n}\n`,
      `const a = 1;\n\n${COMMENT}\n/**\n * Renews.\n */\nexport async function renew(word, read) {\n\treturn ${LOGIN};\n}\n`,
    ],
    [
      'above what speaks to a tool',
      `// eslint-disable-next-line no-new\n${LOGIN};\n`,
      `${COMMENT}\n// eslint-disable-next-line no-new\n${LOGIN};\n`,
    ],
    [
      'in the indentation',
      `class A {\n\t\t@memo()\n\t\trenew(word, read) {\n\t\t\treturn ${LOGIN};\n\t\t}\n}\n`,
      `class A {\n\t\t${COMMENT}\n\t\t@memo()\n\t\trenew(word, read) {\n\t\t\treturn ${LOGIN};\n\t\t}\n}\n`,
    ],
    [
      'above the line of a statement that does not begin one',
      `let a; ${LOGIN};\n`,
      `${COMMENT}\nlet a; ${LOGIN};\n`,
    ],
    [
      'above the statement that the call is put into',
      `if (late)\n  ${LOGIN};\n`,
      `if (late)\n  ${COMMENT}\n  ${LOGIN};\n`,
    ],
  ])('%s', async (_where, before, after) => {
    expect(await annotated(before, 'ticket.ts')).toBe(after);
  });

  test('nowhere without the flag', async () => {
    await withCopy(CASES[0]!.input, async (dir) => {
      await run(dir, false);
      expect(Object.values(await readTree(dir)).join('')).not.toContain(MARK);
    });
  });
});

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { git, makeFolder, makeRepository, writeFiles } from '../files/workspace.ts';
import { hasPty, type Pty, type PtyOptions, startInPty } from '../support/pty.ts';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const callOf = (module: string) =>
  `fetch('https://crm.zoho.com/crm/private/json/${module}/getRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n`;
const OLD = callOf('Leads') + callOf('Cases');
const TWO = {
  'a.js': OLD,
  'b.js':
    "fetch('https://crm.zoho.com/crm/private/json/Potentials/getRecords?apikey=' + process.env.B_KEY + '&ticket=' + process.env.B_TICKET);\n",
};
const ASKED = /(?:Take this|Go on)\? \[[^\]]*\] $/;

// Without python3 there is no pseudo-terminal to be had, and these are skipped.
const testPty = test.skipIf(!hasPty);

function start(cwd: string, argv: readonly string[] = [], options: Partial<PtyOptions> = {}): Pty {
  const { FORCE_COLOR: _force, NO_COLOR: _no, CI: _ci, ...others } = process.env;
  return startInPty([process.execPath, CLI, 'migrate', '--interactive', ...argv], {
    cwd,
    rows: 60,
    columns: 100,
    ...options,
    env: { ...others, TERM: 'xterm', NO_COLOR: '1', ...options.env },
  });
}

/** Answers one question after the other. */
async function answer(pty: Pty, keys: readonly string[], asked: RegExp = ASKED): Promise<void> {
  for (const key of keys) {
    await pty.waitFor(asked);
    pty.send(key);
  }
}

const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');

describe('a session (skipped without python3)', () => {
  testPty('takes one finding, skips another, and reports', async () => {
    const folder = makeRepository({ 'a.js': OLD });
    const pty = start(folder);
    await pty.waitFor('(1 of 2) a.js:1:1');
    await pty.waitFor('Why: A call of the Zoho CRM API carries `apikey` or `ticket`.');
    await pty.waitFor("+fetch('https://crm.zoho.com/crm/private/json/Leads/getRecords?authtoken='");
    await answer(pty, ['y', 'n']);
    await pty.waitFor('1 finding skipped. Write comments that say why? [y,N] ');
    expect(read(folder, 'a.js')).not.toBe(OLD);
    pty.send('n');
    expect(await pty.ended).toBe(0);
    expect(pty.output()).toContain('(not rewritten: skipped by you)');
    expect(pty.output()).toContain('Rewrote 1 call in 1 file');
    expect(read(folder, 'a.js')).toBe(
      `fetch('https://crm.zoho.com/crm/private/json/Leads/getRecords?authtoken=' + process.env.ZOHO_AUTHTOKEN + '&scope=crmapi');\n${callOf('Cases')}`,
    );
  });

  testPty('writes nothing before a file is decided, and then at once', async () => {
    const folder = makeRepository(TWO);
    const pty = start(folder);
    await answer(pty, ['y']);
    await pty.waitFor('(2 of 3)');
    expect(read(folder, 'a.js')).toBe(OLD);
    await answer(pty, ['y']);
    await pty.waitFor(/Written:\r\n {2}a\.js\r\n/);
    await pty.waitFor('(3 of 3)');
    expect(read(folder, 'a.js')).toContain('authtoken');
    expect(read(folder, 'b.js')).toBe(TWO['b.js']);
    await answer(pty, ['q']);
    expect(await pty.ended).toBe(0);
    expect(read(folder, 'b.js')).toBe(TWO['b.js']);
    expect(pty.output()).toMatch(/the session was stopped before\s+it was written/);
  });

  testPty('stops in the middle of a file and leaves it untouched', async () => {
    const folder = makeRepository({ 'a.js': OLD });
    const pty = start(folder, ['--strict']);
    await answer(pty, ['y', 'q']);
    expect(await pty.ended).toBe(1);
    expect(pty.output()).toContain('Nothing was written.');
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  testPty('shows what a skip does to what was taken, and takes it back', async () => {
    const folder = makeRepository({ 'a.js': OLD, '.env.example': 'ZOHO_APIKEY=\n' });
    const pty = start(folder);
    await pty.waitFor('Also changes .env.example.');
    await answer(pty, ['y', 'n']);
    await pty.waitFor('To leave it alone changes what you took:');
    await answer(pty, ['u'], /Go on so\? \[.*\] $/);
    await answer(pty, ['y']);
    expect(await pty.ended).toBe(0);
    expect(read(folder, '.env.example')).toBe('ZOHO_AUTHTOKEN=\n');
  });

  testPty('explains a rule and its keys', async () => {
    const pty = start(makeFolder({ 'a.js': OLD }));
    await answer(pty, ['e']);
    await pty.waitFor('deprecated-params (error)');
    await answer(pty, ['?']);
    await pty.waitFor('skip this, and write a comment that says why it is ignored');
    await answer(pty, ['q']);
    expect(await pty.ended).toBe(0);
  });

  testPty('writes comments with a reason, which check heeds', async () => {
    const folder = makeRepository({ 'a.js': OLD });
    const pty = start(folder);
    await answer(pty, ['i']);
    await pty.waitFor('Reason (empty: none): ');
    pty.send('the proxy does ix\x7ft\r');
    await answer(pty, ['n']);
    await answer(pty, ['y'], /Write comments that say why\? \[y,N\] $/);
    await pty.waitFor('Reason (empty: none): ');
    pty.send('on purpose\r');
    expect(await pty.ended).toBe(0);
    const comment = '// zoho-authtoken-ignore[deprecated-params]:';
    expect(read(folder, 'a.js')).toBe(
      `${comment} the proxy does it\n${callOf('Leads')}${comment} on purpose\n${callOf('Cases')}`,
    );
    expect(pty.output()).toContain('a.js  no call, 2 comments');
    expect(spawnSync(process.execPath, [CLI, 'check', '--strict'], { cwd: folder }).status).toBe(0);
  });

  testPty('writes nothing in a dry run, and reports into a file', async () => {
    const folder = makeRepository({ 'a.js': OLD });
    const pty = start(folder, ['--dry-run', '--format', 'json=out.json']);
    await answer(pty, ['y', 'n']);
    await answer(pty, ['n'], /\[y,N\] $/);
    expect(await pty.ended).toBe(0);
    expect(read(folder, 'a.js')).toBe(OLD);
    const { summary, findings } = JSON.parse(read(folder, 'out.json'));
    expect(summary).toMatchObject({ dryRun: true, rewritten: 1, byHand: 1 });
    expect(findings.map(({ fix }: { fix?: object }) => fix)).toContainEqual({
      safety: 'by-hand',
      applied: false,
      refusal: 'skipped by you',
    });
  });

  testPty('has nothing to ask where there is nothing', async () => {
    const pty = start(makeFolder({ 'a.js': '1;\n' }));
    expect(await pty.ended).toBe(0);
    expect(pty.output()).toContain('No Zoho CRM call with an API key or ticket in 1 file.');
  });

  testPty('puts comments above ticket code where it is asked to', async () => {
    const login =
      "const request = require('request');\nfunction login() {\n  request.post('https://accounts.zoho.com/login', { form: { servicename: 'ZohoCRM', FROM_AGENT: true, LOGIN_ID: process.env.U, PASSWORD: process.env.P } });\n}\n";
    const folder = makeRepository({ 'a.js': login + OLD });
    const pty = start(folder, ['--annotate']);
    await pty.waitFor('ticket-regeneration');
    await answer(pty, ['a']);
    expect(await pty.ended).toBe(0);
    expect(read(folder, 'a.js')).toContain('// zoho-authtoken: ticket code');
  });
});

describe('a session that is broken off (skipped without python3)', () => {
  testPty('by Ctrl-C: 130, the terminal as it was, no more than what was told', async () => {
    const folder = makeRepository(TWO);
    const { FORCE_COLOR: _, ...others } = process.env;
    const script = '"$@"; echo "ended with $?"; stty -a';
    const pty = startInPty(['sh', '-c', script, 'sh', process.execPath, CLI, 'migrate', '--interactive'], {
      cwd: folder,
      env: { ...others, TERM: 'xterm', NO_COLOR: '1' },
      rows: 60,
      columns: 100,
    });
    await answer(pty, ['y', 'y', '\x03']);
    await pty.waitFor(/Stopped\. Written before that:\r\n {2}a\.js\r\nended with 130\r\n/);
    expect(await pty.ended).toBe(0);
    expect(pty.output()).toMatch(/ icanon /);
    expect(pty.output()).toMatch(/ echo /);
    expect(read(folder, 'a.js')).toContain('authtoken');
    expect(read(folder, 'b.js')).toBe(TWO['b.js']);
  });

  testPty.each([
    ['a reason is written', ['i'], '\x03', 'Reason (empty: none): '],
    ['a page is shown', [], '\x03', '-- more'],
  ])('by Ctrl-C while %s', async (_what, keys, last, shown) => {
    const folder = makeRepository({ 'a.js': OLD });
    const pty = start(folder, [], shown === '-- more' ? { rows: 8 } : {});
    await answer(pty, keys);
    await pty.waitFor(shown);
    pty.send(last);
    expect(await pty.ended).toBe(130);
    expect(pty.output()).toContain('Nothing was written.');
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  testPty('by the end of the input', async () => {
    const folder = makeRepository({ 'a.js': OLD });
    const pty = start(folder);
    await answer(pty, ['y', '\x04']);
    expect(await pty.ended).toBe(0);
    expect(pty.output()).toContain('Nothing was written.');
    expect(read(folder, 'a.js')).toBe(OLD);
  });

  testPty.each([
    ['a terminal that is closed', 1],
    ['the system', 15],
  ])('by %s', async (_who, signal) => {
    const folder = makeRepository({ 'a.js': OLD });
    const pty = start(folder);
    await answer(pty, ['y']);
    await pty.waitFor('(2 of 2)');
    await pty.waitFor(ASKED);
    pty.signal(signal);
    expect(await pty.ended).toBe(128 + signal);
    expect(read(folder, 'a.js')).toBe(OLD);
    expect(readdirSync(folder).sort()).toEqual(['.git', 'a.js']);
  });
});

describe('any terminal will do (skipped without python3)', () => {
  testPty('one that knows lines alone', async () => {
    const folder = makeRepository({ 'a.js': OLD });
    const pty = start(folder, [], { env: { TERM: 'dumb', NO_COLOR: undefined } });
    await answer(pty, ['y\r', 'i\r']);
    await pty.waitFor('Reason (empty: none): ');
    pty.send('on purpose\r');
    expect(await pty.ended).toBe(0);
    expect(read(folder, 'a.js')).toMatch(
      /\?authtoken=.*\n\/\/ zoho-authtoken-ignore\[deprecated-params\]: on purpose\n/,
    );
    expect(pty.output().replace('\r\x1b[K', '')).not.toContain('\x1b');
  });

  testPty('a narrow and low one: a page at a time, no line too long', async () => {
    const folder = makeRepository({ 'a.js': OLD });
    const pty = start(folder, [], { rows: 9, columns: 40 });
    await pty.waitFor(/-- more: any key, q to end -- $/);
    const [, ...lines] = pty.output().replace('\r\x1b[K', '\r\n').split('\r\n');
    expect(lines.length).toBeLessThanOrEqual(9);
    pty.send(' ');
    await pty.waitFor(/-- more: any key, q to end -- $/);
    pty.send('q');
    await answer(pty, ['q']);
    expect(await pty.ended).toBe(0);
    const shown = pty.output().slice(0, pty.output().indexOf('Take this?')).split('\r\n').slice(1);
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  testPty('colours, unless they are not wanted', async () => {
    const colored = start(makeFolder({ 'a.js': OLD }), [], { env: { NO_COLOR: undefined } });
    await answer(colored, ['q']);
    await colored.ended;
    expect(colored.output()).toMatch(/\x1b\[32m\+fetch/);
    const plain = start(makeFolder({ 'a.js': OLD }));
    await answer(plain, ['q']);
    await plain.ended;
    expect(plain.output()).not.toContain('\x1b[3');
  });

  testPty('what stands in the source and in names does not reach it', async () => {
    const evil = '\x1b]0;evil\x07\u202e\x9b2J';
    const folder = makeFolder({ 'a.js': `// ${evil}\n${OLD}` });
    writeFiles(folder, { 'b\x1b[2J.js': callOf('Contacts') });
    const pty = start(folder);
    await answer(pty, ['y', 'y', 'y']);
    expect(await pty.ended).toBe(0);
    const shown = pty.output().replaceAll('\r\x1b[K', '');
    for (const control of ['\x1b', '\x07', '\u202e', '\x9b']) expect(shown).not.toContain(control);
    expect(shown).toContain('\\x1b]0;evil\\x07\\u202e\\x9b2J');
  });
});

describe('refused', () => {
  test('without a terminal, with the next step', () => {
    const folder = makeFolder({ 'a.js': OLD });
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'migrate', '--interactive'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/--interactive asks at a terminal.*--dry-run/s);
    expect(read(folder, 'a.js')).toBe(OLD);
  });

  testPty('where one of the streams is no terminal (skipped without python3)', async () => {
    for (const turned of ['</dev/null', '>out', '2>out']) {
      const folder = makeFolder({ 'a.js': OLD });
      const pty = startInPty(
        ['sh', '-c', `"$@" ${turned}`, 'sh', process.execPath, CLI, 'migrate', '--interactive'],
        {
          cwd: folder,
        },
      );
      expect(await pty.ended).toBe(2);
      expect(read(folder, 'a.js')).toBe(OLD);
    }
  });

  test.each([['--diff'], ['--remove-ticket-code']])('beside %s', (flag) => {
    const { status, stderr } = spawnSync(process.execPath, [CLI, 'migrate', '--interactive', flag], {
      cwd: makeFolder({ 'a.js': OLD }),
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain(flag);
  });

  testPty(
    'for files with uncommitted changes, before anything is asked (skipped without python3)',
    async () => {
      const folder = makeRepository({ 'a.js': OLD });
      writeFiles(folder, { 'a.js': `${OLD}\n` });
      const pty = start(folder);
      expect(await pty.ended).toBe(2);
      expect(pty.output()).toContain('Commit them first, or use --allow-dirty.');
      expect(pty.output()).not.toContain('Take this?');
      const allowed = start(folder, ['--allow-dirty']);
      await answer(allowed, ['q']);
      expect(await allowed.ended).toBe(0);
    },
  );
});

import { chmodSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { main } from '../../src/main.ts';
import { maskSecrets } from '../../src/report/mask.ts';
import { REFUSALS, REFUSED_SILENTLY } from '../../src/zoho/token-refusals.ts';
import { type Answer, documented, say, sayRaw, startAccounts } from '../accounts/server.ts';
import { git, makeFolder, makeRepository, writeFiles } from '../files/workspace.ts';
import { recordStreams } from './streams.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';
const PASSWORD = 'p4ss&=+% wörd';
const USER = 'ann@example.com';
const ISSUED = documented(`AUTHTOKEN=${TOKEN}`, 'RESULT=TRUE');
const DATES = 'Zoho stopped issuing authtokens between 30 September and 30 November 2020';

/** Runs the command with the password at a file descriptor, as it would be by `3< FILE`. */
async function create(
  argv: readonly string[],
  { cwd = makeFolder(), password = PASSWORD, env = {} as Record<string, string> } = {},
) {
  const secret = makeFolder({ password });
  const fd = openSync(join(secret, 'password'), 'r');
  const streams = { ...recordStreams(cwd), env };
  const code = await main(
    ['token', 'create', '--user', USER, '--password-fd', String(fd), '--display-name', 'app', ...argv],
    streams,
  );
  const [out, err] = [streams.said.out(), streams.said.err()];
  // Wherever this ends.
  expect(err).not.toContain(password.trim());
  expect(err).not.toContain(TOKEN);
  // What others do is no mistake of ours.
  expect(err).not.toMatch(/^zoho-authtoken: Internal error|a mistake in zoho-authtoken/m);
  expect(err).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
  return { code, out, err, cwd };
}

async function createAt(answer: Answer, argv: readonly string[] = ['--print'], rest = {}) {
  const server = await startAccounts(answer);
  return { server, ...(await create(['--host', server.host, ...argv], rest)) };
}

describe('a token is asked for once, as documented', () => {
  test('by a form in the body, and printed alone', async () => {
    const { code, out, err, server } = await createAt(say(ISSUED));
    expect({ code, out }).toEqual({ code: 0, out: `${TOKEN}\n` });
    expect(server.connections()).toBe(1);
    const [request, ...others] = server.received;
    expect(others).toEqual([]);
    expect(request).toMatchObject({ method: 'POST', url: '/apiauthtoken/nb/create' });
    expect(request!.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(request!.body.length),
    });
    expect([...new URLSearchParams(request!.body)]).toEqual([
      ['SCOPE', 'ZohoCRM/crmapi'],
      ['EMAIL_ID', USER],
      ['PASSWORD', PASSWORD],
      ['DISPLAY_NAME', 'app'],
    ]);
    // What is sent where is said before.
    expect(err).toBe(
      [
        `Will ask ${server.host}/apiauthtoken/nb/create for a token of Zoho CRM, and send`,
        `  user          ${USER}`,
        '  password      not shown',
        '  display name  app',
        '',
      ].join('\n'),
    );
  });

  test('to this machine by the other names, too', async () => {
    for (const address of ['::1', '127.0.0.1']) {
      const server = await startAccounts(say(ISSUED), { address });
      const host = address === '::1' ? server.host : server.host.replace('127.0.0.1', 'localhost');
      expect(await create(['--host', host, '--print'])).toMatchObject({ code: 0, out: `${TOKEN}\n` });
    }
  });

  test('under any name, which is shown without its controls', async () => {
    const name = 'Ann\u2019s\u001b[2J app & more';
    const { server, err } = await createAt(say(ISSUED), ['--print', '--display-name', name]);
    expect(new URLSearchParams(server.received[0]!.body).get('DISPLAY_NAME')).toBe(name);
    expect(err).toContain('  display name  Ann\u2019s\\x1b[2J app & more\n');
  });

  test("under the package's name, if none is given", async () => {
    const server = await startAccounts(say(ISSUED));
    const cwd = makeFolder({ 'package.json': '{"name": "harbour-crm"}', password: PASSWORD });
    const argv = ['--host', server.host, '--user', USER, '--print', '--password-fd'];
    const fd = openSync(join(cwd, 'password'), 'r');
    expect(await main(['token', 'create', ...argv, String(fd)], recordStreams(cwd))).toBe(0);
    expect(new URLSearchParams(server.received[0]!.body).get('DISPLAY_NAME')).toBe('harbour-crm');
  });
});

describe('the password', () => {
  const sent = async (password: string, ...argv: readonly string[]) => {
    const { server, err } = await createAt(say(ISSUED), ['--print', ...argv], { password });
    return { password: new URLSearchParams(server.received[0]!.body).get('PASSWORD'), err };
  };

  test.each([
    ['s3cret\n', 's3cret'],
    ['s3cret\r\n', 's3cret'],
    ['s3cret', 's3cret'],
    [' s3 cret \n', ' s3 cret '],
    ['\ufeffs3cret\n', 's3cret'],
    ['pässwörd 語\n', 'pässwörd 語'],
  ])('%j is sent as %j', async (given, password) => {
    expect(await sent(given)).toMatchObject({ password });
  });

  test('of an application loses the spaces that it is shown with', async () => {
    const { password, err } = await sent('ab12 cd34 ef56\n');
    expect(password).toBe('ab12cd34ef56');
    expect(err).toContain('The spaces of the application-specific password are left out.\n');
    expect(err).not.toMatch(/ab12|cd34|ef56/);
    expect((await sent('ab12 cd34 ef56\n', '--keep-spaces')).password).toBe('ab12 cd34 ef56');
    // A password that a person made up may hold spaces.
    expect((await sent('ab12 cd34 ef5\n')).password).toBe('ab12 cd34 ef5');
    expect((await sent('ab12 cd34 ef5!\n')).password).toBe('ab12 cd34 ef5!');
  });

  test.each<[string, string | Buffer, string]>([
    ['nothing', '', 'holds no password'],
    ['an empty line', '\n', 'holds no password'],
    ['two lines', 's3cret\nuser: ann\n', 'holds several lines'],
    ['too much', 'x'.repeat(100_000), 'holds more than a password'],
    ['no text', Buffer.from([0x73, 0xff, 0x33]), 'holds no text in UTF-8'],
    ['a NUL', 's3\0cret', 'holds no text in UTF-8'],
  ])('is not sent if there is %s', async (_what, password, message) => {
    const server = await startAccounts(say(ISSUED));
    const folder = makeFolder({ password });
    const streams = recordStreams(folder);
    const fd = String(openSync(join(folder, 'password'), 'r'));
    const argv = ['--host', server.host, '--user', USER, '--print', '--password-fd', fd];
    expect(await main(['token', 'create', ...argv], streams)).toBe(2);
    expect(streams.said.err()).toContain(`File descriptor ${fd} ${message}`);
    expect(streams.said.err()).not.toMatch(/s3cret|xxx/);
    expect(server.connections()).toBe(0);
  });
});

describe('a refusal', () => {
  test.each([...REFUSALS])('%s says what to do', async (cause, advice) => {
    const { code, out, err, server } = await createAt(say(documented(`CAUSE=${cause}`, 'RESULT=FALSE')));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`refused: ${cause}. ${advice}\n`);
    // No second try, which could lock the account.
    expect(server.connections()).toBe(1);
  });

  test('that is not known is shown as it is', async () => {
    const { code, err } = await createAt(say(documented('CAUSE=Something New: 42', 'RESULT=FALSE')));
    expect(code).toBe(2);
    expect(err).toContain('refused: Something New: 42. This cause is not known here');
  });

  test('without a cause, or with a warning, says so', async () => {
    const silent = await createAt(say(documented('CAUSE=null', 'RESULT=FALSE')));
    expect(silent.err).toContain(`refused, and names no cause. ${REFUSED_SILENTLY}`);
    const warned = await createAt(
      say(documented('WARNING=Last try', 'CAUSE=INVALID_PASSWORD', 'RESULT=FALSE')),
    );
    expect(warned.err).toContain('refused: INVALID_PASSWORD. It warns: Last try. Check the password.');
  });

  test('shows no password, token or control that stands in it, and not all of a long one', async () => {
    const said = `${PASSWORD} / ${encodeURIComponent(PASSWORD)} / ${TOKEN} / \u001b[2J\u202e`;
    const { err } = await createAt(say(documented(`CAUSE=no: ${said}`, 'RESULT=FALSE')));
    // A control character is no part of the documented text.
    expect(err).toContain('no longer issues tokens');
    const shown = await createAt(
      say(
        documented(
          `CAUSE=no: ${said.replace('\u001b', '\u009b')}`,
          `WARNING=${'x'.repeat(300)}`,
          'RESULT=FALSE',
        ),
      ),
    );
    expect(shown.err).toContain('refused: no: •••• / •••• / •••• / \\x9b[2J\\u202e. It warns: ');
    expect(shown.err).toContain(`${'x'.repeat(200)}….`);
    expect(shown.err).not.toContain('x'.repeat(201));
  });
});

describe('an endpoint that no longer issues tokens is recognised, with the dates', () => {
  test.each<[string, Answer]>([
    [
      'a page',
      say('<!DOCTYPE html><title>Zoho Accounts</title>', { headers: { 'content-type': 'text/html' } }),
    ],
    ['a page that is long', say(`<html>${'x'.repeat(1_000_000)}`)],
    [
      'a redirect',
      say('', {
        status: 302,
        headers: { location: `https://evil.example/?p=${encodeURIComponent(PASSWORD)}` },
      }),
    ],
    ['a redirect to a token', say(ISSUED, { status: 307, headers: { location: '/elsewhere' } })],
    ['not found', say('Not found', { status: 404 })],
    ['method not allowed', say('', { status: 405 })],
    ['gone', say('', { status: 410 })],
    ['JSON', say('{"response":"error"}')],
    ['nothing at all', say('')],
    ['garbage', say(Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7919) % 256)))],
  ])('%s', async (_what, answer) => {
    const { code, out, err, server } = await createAt(answer);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`this endpoint no longer issues tokens: `);
    expect(err).toContain(
      `${DATES}, by data centre, and retired them by 31 May 2021 in favour of OAuth 2.0.`,
    );
    expect(err).not.toContain('Check the network');
    // No redirect is followed.
    expect(server.connections()).toBe(1);
  });
});

describe('a reply that cannot be used is told apart, and that a token may have been issued', () => {
  const LOOK = `look for 'app' in Zoho Accounts > Settings > Active Authtokens`;
  test.each<[string, Answer, string]>([
    ['it contradicts itself', say(documented('AUTHTOKEN=short', 'RESULT=TRUE')), 'contradicts itself'],
    [
      'it has two tokens',
      say(documented(`AUTHTOKEN=${TOKEN}`, `AUTHTOKEN=${TOKEN}`, 'RESULT=TRUE')),
      'stands in it 2 times',
    ],
    [
      'its length is too short',
      say(ISSUED, { headers: { 'content-length': String(ISSUED.indexOf('RESULT')) } }),
      'is no proper HTTP (HPE_',
    ],
    [
      'more follows than its length says',
      sayRaw(`HTTP/1.1 200 OK\r\ncontent-length: ${ISSUED.length}\r\n\r\n${ISSUED}<html>`),
      'is no proper HTTP (HPE_',
    ],
    ['it ends early', say(ISSUED.slice(0, ISSUED.indexOf('RESULT'))), 'there is no RESULT'],
    ['the server fails', say('<html>Internal error', { status: 500 }), 'failed (status 500)'],
    [
      'the connection ends before the body',
      (response) => {
        response.writeHead(200, { 'content-length': '900' });
        response.write(ISSUED, () => response.socket!.destroy());
      },
      'broke the connection off',
    ],
    [
      'the connection ends between chunks',
      (response) => {
        response.write(ISSUED, () => response.socket!.destroy());
      },
      'broke the connection off',
    ],
    ['the connection is reset', (response) => response.socket!.resetAndDestroy(), 'broke the connection off'],
    ['the connection ends at once', (response) => response.socket!.destroy(), 'broke the connection off'],
    [
      'it changes to another protocol',
      sayRaw('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
      'broke the connection off',
    ],
    ['it is no HTTP', sayRaw('SSH-2.0-OpenSSH_9.6\r\n'), 'is no proper HTTP (HPE_'],
    [
      'its head is endless',
      sayRaw(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`),
      'is no proper HTTP (HPE_',
    ],
  ])('%s', async (_what, answer, message) => {
    const { code, out, err, server } = await createAt(answer);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toContain(LOOK);
    expect(server.connections()).toBe(1);
  });
});

describe('a reply that comes in an odd way is taken', () => {
  test.each<[string, Answer]>([
    [
      'piece by piece',
      (response) => {
        response.writeHead(200);
        const pieces = ISSUED.match(/.{1,20}|\n/g)!;
        const next = () => {
          const piece = pieces.shift();
          if (piece === undefined) response.end();
          else response.write(piece, () => setTimeout(next, 2));
        };
        next();
      },
    ],
    [
      'packed, though it was not asked for so',
      say(gzipSync(ISSUED), { headers: { 'content-encoding': 'gzip' } }),
    ],
    [
      'after an interim answer',
      sayRaw(
        `HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: ${ISSUED.length}\r\n\r\n${ISSUED}`,
      ),
    ],
    [
      'over a connection that stays open',
      sayRaw(
        `HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: ${ISSUED.length}\r\n\r\n${ISSUED}`,
      ),
    ],
    ['until the connection ends', sayRaw(`HTTP/1.0 200 OK\r\n\r\n${ISSUED}`, (socket) => socket.end())],
    ['as a page by its type', say(ISSUED, { headers: { 'content-type': 'text/html' } })],
  ])('%s', async (_what, answer) => {
    expect(await createAt(answer)).toMatchObject({ code: 0, out: `${TOKEN}\n` });
  });
});

describe('the time limit holds for all of it', () => {
  test.each<[string, Answer]>([
    ['no answer', () => {}],
    ['a head and no body', (response) => response.flushHeaders()],
    [
      'a body that trickles without end',
      (response) => {
        const timer = setInterval(() => response.write('#\n'), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
    ['a body that never says that it is complete', sayRaw(`HTTP/1.1 200 OK\r\n\r\n${ISSUED}`)],
  ])('%s', async (_what, answer) => {
    const start = Date.now();
    const { code, out, err, server } = await createAt(answer, ['--print', '--timeout', '0.4']);
    expect(Date.now() - start).toBeLessThan(5000);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('did not answer in full within 0.4 seconds; --timeout gives it longer.');
    expect(err).toContain("A token may have been issued all the same: look for 'app'");
    expect(server.connections()).toBe(1);
  });
});

describe('a network that fails is no refusal', () => {
  test('nobody listens', async () => {
    const server = await startAccounts(say(ISSUED));
    const port = Number(new URL(server.host).port);
    // A port below those that are handed out, where nothing listens.
    const { code, err } = await create(['--host', `http://127.0.0.1:${port === 1 ? 2 : 1}`, '--print']);
    expect(code).toBe(2);
    expect(err).toContain(
      'takes no connection (ECONNREFUSED). Check the network, and what --host or --region says. Nothing was sent.',
    );
    expect(err).not.toContain('issuing');
  });

  test('there is no such host', async () => {
    // RFC 6761: no such name is ever there.
    const { code, err } = await create(['--host', 'accounts.zoho.invalid', '--print']);
    expect(code).toBe(2);
    expect(err).toMatch(/The address of accounts\.zoho\.invalid is not found \((?:ENOTFOUND|EAI_AGAIN)\)/);
    expect(err).toContain('Nothing was sent.');
    expect(err).toContain('is no host of Zoho that is known here');
  });

  test('plain HTTP where HTTPS is spoken to', async () => {
    const server = await startAccounts(say(ISSUED));
    const { code, err } = await create(['--host', server.host.replace('http:', 'https:'), '--print']);
    expect(code).toBe(2);
    expect(err).toMatch(/No secure connection to 127\.0\.0\.1:\d+ could be made/);
    expect(err).toContain('Nothing was sent.');
    expect(server.received).toEqual([]);
  });
});

describe('--write-env', () => {
  const env = { '.gitignore': '.env\n' };

  test('makes a file, and says where the token is', async () => {
    const cwd = makeRepository(env);
    const { code, out, err } = await createAt(say(ISSUED), ['--write-env', '.env'], { cwd });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe(`ZOHO_AUTHTOKEN=${TOKEN}\n`);
    expect(statSync(join(cwd, '.env')).mode & 0o777).toBe(0o600);
    expect(err).toContain('ZOHO_AUTHTOKEN in line 1 of .env holds the token.\n');
  });

  test('changes one line, and may print as well', async () => {
    const cwd = makeRepository(env);
    writeFiles(cwd, {
      '.env': `A=1\nCRM_TOKEN='old'\n`,
      'zoho-authtoken.json': '{"tokenName": "CRM_TOKEN"}',
    });
    const { code, out, err } = await createAt(say(ISSUED), ['--write-env', '.env', '--print'], { cwd });
    expect({ code, out }).toEqual({ code: 0, out: `${TOKEN}\n` });
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe(`A=1\nCRM_TOKEN='${TOKEN}'\n`);
    expect(err).toContain('CRM_TOKEN in line 2 of .env holds the token, in the place of what stood there.');
    await createAt(say(ISSUED), ['--write-env', '.env', '--token-env', 'OTHER'], { cwd });
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe(`A=1\nCRM_TOKEN='${TOKEN}'\nOTHER=${TOKEN}\n`);
  });

  test('is refused before anything is sent, and before a password is read', async () => {
    const cwd = makeRepository({});
    const server = await startAccounts(say(ISSUED));
    const streams = recordStreams(cwd);
    const argv = ['--host', server.host, '--user', USER, '--password-fd', '999', '--write-env', '.env'];
    expect(await main(['token', 'create', ...argv], streams)).toBe(2);
    expect(streams.said.err()).toContain('.env is not ignored by git');
    expect(server.connections()).toBe(0);
    expect(readdirSync(cwd)).toEqual(['.git']);
  });

  test('leaves the file alone when there is no token', async () => {
    const cwd = makeFolder({ '.env': 'A=1' });
    const { code, err } = await createAt(
      say(documented('CAUSE=NO_SUCH_USER', 'RESULT=FALSE')),
      ['--write-env', '.env'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(err).toContain('.env lies in no git repository: nothing keeps it out of one.\n');
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe('A=1');
    expect(readdirSync(cwd)).toEqual(['.env']);
  });

  test('takes a file that somebody changed meanwhile as it is then', async () => {
    const cwd = makeFolder({ '.env': 'A=1\n' });
    const answer: Answer = (response) => {
      writeFiles(cwd, { '.env': 'A=1\nB=2\n' });
      response.end(ISSUED);
    };
    expect(await createAt(answer, ['--write-env', '.env'], { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe(`A=1\nB=2\nZOHO_AUTHTOKEN=${TOKEN}\n`);
  });

  test('says of a variable that nobody named and that is new there that the code may read another', async () => {
    const note =
      'Whether the code here reads ZOHO_AUTHTOKEN was not looked at: `zoho-authtoken token url` tells which names it reads once it is migrated, and --token-env NAME sets another.\n';
    const told = async (files: Record<string, string>, ...argv: string[]) => {
      const cwd = makeRepository(env);
      writeFiles(cwd, files);
      const { code, err } = await createAt(say(ISSUED), ['--write-env', '.env', ...argv], { cwd });
      expect(code).toBe(0);
      return err;
    };
    expect(await told({})).toContain(`ZOHO_AUTHTOKEN in line 1 of .env holds the token.\n${note}`);
    expect(await told({ '.env': 'ZOHO_AUTHTOKEN=\n' })).not.toContain('was not looked at');
    expect(await told({}, '--token-env', 'ZOHO_AUTHTOKEN')).not.toContain('was not looked at');
  });

  test('stores nothing in a file that git keeps an eye on since', async () => {
    const cwd = makeRepository(env);
    const answer: Answer = (response) => {
      writeFiles(cwd, { '.gitignore': '', '.env': 'A=1\n' });
      git(cwd, 'add', '.env');
      response.end(ISSUED);
    };
    const { code, out, err } = await createAt(answer, ['--write-env', '.env'], { cwd });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(
      "A token was issued under the name 'app', and it could not be stored: .env is tracked by git",
    );
    expect(err).toContain('It is lost: remove or regenerate it');
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe('A=1\n');
  });

  test('says that others can read the file, once', async () => {
    const open = (cwd: string) => {
      writeFiles(cwd, { '.env': 'A=1\n' });
      chmodSync(join(cwd, '.env'), 0o644);
    };
    const since = makeRepository(env);
    const answer: Answer = (response) => {
      open(since);
      response.end(ISSUED);
    };
    const before = makeRepository(env);
    open(before);
    for (const [cwd, how] of [
      [since, answer],
      [before, say(ISSUED)],
    ] as const) {
      const { code, err } = await createAt(how, ['--write-env', '.env'], { cwd });
      expect(code).toBe(0);
      expect(
        err.split(".env has mode 644: others on this machine can read it; 'chmod 600' ends that.\n"),
      ).toHaveLength(2);
    }
  });

  test('that is done is not undone by a closed standard error', async () => {
    const cwd = makeFolder();
    const server = await startAccounts(say(ISSUED));
    const streams = recordStreams(cwd);
    const fd = String(openSync(join(makeFolder({ password: PASSWORD }), 'password'), 'r'));
    const write = async (text: string | Buffer) => {
      await streams.err.write(text);
      if (String(text).includes('holds the token')) throw new Error('EIO: injected');
    };
    const argv = ['--host', server.host, '--user', USER, '--password-fd', fd, '--write-env', '.env'];
    expect(await main(['token', 'create', ...argv], { ...streams, err: { ...streams.err, write } })).toBe(2);
    expect(streams.said.err()).not.toContain('could not be stored');
    expect(streams.said.err()).toContain('EIO: injected');
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toContain(TOKEN);
  });

  test('that fails after all prints the token where that was asked for, too', async () => {
    const cwd = makeFolder();
    const answer: Answer = (response) => {
      writeFiles(cwd, { '.env': 'ZOHO_AUTHTOKEN=a\nZOHO_AUTHTOKEN=b\n' });
      response.end(ISSUED);
    };
    const { code, out, err } = await createAt(answer, ['--write-env', '.env', '--print'], { cwd });
    expect({ code, out }).toEqual({ code: 2, out: `${TOKEN}\n` });
    expect(err).toContain(
      "A token was issued under the name 'app', and it could not be stored: .env sets ZOHO_AUTHTOKEN in several lines (1, 2)",
    );
    expect(err).not.toContain('It is lost');
  });
});

describe('what is asked for wrongly is refused before anything is sent', () => {
  test.each<[readonly string[], string]>([
    [[], 'Say where the token shall go: --write-env FILE writes it to a .env file, --print prints it'],
    [
      ['--print', '--region', 'mars'],
      "--region takes com or us, eu, com.cn or cn, in, com.au or au, jp, baihui, not 'mars'",
    ],
    [['--print', '--region', 'eu', '--host', 'accounts.zoho.eu'], '--region and --host exclude each other'],
    [['--print', '--host', 'http://accounts.zoho.com'], 'not sent over plain HTTP'],
    [['--print', '--token-env', 'X'], '--write-env FILE sets, which is not given'],
    [['--write-env', ''], '--write-env takes the name of a file'],
    [['--write-env', '.env', '--token-env', 'A-B'], "not 'A-B'"],
    [['--print', '--timeout', '0'], '--timeout takes a number of seconds'],
    [['--print', '--timeout', '1e9'], '--timeout takes a number of seconds'],
    [['--print', '--timeout', '601'], '--timeout takes a number of seconds'],
    [['--print', '--display-name', ' '], '--display-name is empty'],
    [['--print', '--user', ''], '--user is empty'],
    [['--print', '--password-stdin'], '--password-stdin and --password-fd exclude each other'],
    [['--print', '--bogus'], 'There is no option --bogus here'],
  ])('%j', async (argv, message) => {
    const { code, out, err } = await create(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  test.each<[readonly string[]]>([
    [['--password', 's3cr3t']],
    [['--password=s3cr3t']],
    [['--passwd', 's3cr3t']],
    [['-p', 's3cr3t']],
    [['-ps3cr3t']],
    [['--pw=s3cr3t']],
    [['--password-s3cr3t']],
    [['s3cr3t']],
    [['--', 's3cr3t']],
    [['--print', 's3cr3t']],
  ])('a password on the command line is refused and not repeated: %j', async (argv) => {
    const { code, out, err } = await create(['--print', ...argv]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('The password is never given on the command line');
    expect(err).not.toMatch(/s3cr3t|cr3t/);
  });

  test.each<[readonly string[], string]>([
    [['--s3cr3t'], 'it is not repeated, as it may be a password'],
    [['--password-fd', 's3cr3t'], '--password-fd takes the number of a file descriptor'],
    [['--password-fd', '1'], '--password-fd takes the number of a file descriptor'],
    [['--password-fd', '9999'], 'File descriptor 9999 is not open'],
    [['--host', 'https://ann:s3cr3t@accounts.zoho.com'], '--host takes no user and no password'],
  ])('what may be one is not repeated: %j', async (argv, message) => {
    const streams = recordStreams(makeFolder());
    expect(await main(['token', 'create', '--print', '--user', USER, ...argv], streams)).toBe(2);
    expect(streams.said.err()).toContain(message);
    expect(streams.said.err()).not.toContain('s3cr3t');
  });

  test('where Node prints what goes through it', async () => {
    const { code, err } = await create(['--print'], { env: { NODE_DEBUG: 'http' } });
    expect(code).toBe(2);
    expect(err).toContain('NODE_DEBUG is set');
  });
});

test.each(['com', 'us', 'eu', 'cn', 'in', 'au', 'jp', 'baihui'])(
  '--region %s leads to its accounts host',
  async (region) => {
    vi.resetModules();
    const asked: URL[] = [];
    vi.doMock('../../src/accounts/post.ts', async (original) => ({
      ...(await original<object>()),
      postForm: async (url: URL) => {
        asked.push(url);
        return { status: 200, headers: {}, body: Buffer.from(ISSUED), isCut: false };
      },
    }));
    try {
      expect(await create(['--region', region, '--print'])).toMatchObject({ code: 0, out: `${TOKEN}\n` });
    } finally {
      vi.doUnmock('../../src/accounts/post.ts');
      vi.resetModules();
    }
    const hosts: Record<string, string> = {
      us: 'accounts.zoho.com',
      baihui: 'i.baihui.com',
      cn: 'accounts.zoho.com.cn',
      au: 'accounts.zoho.com.au',
    };
    expect(asked.map(({ href }) => href)).toEqual([
      `https://${hosts[region] ?? `accounts.zoho.${region}`}/apiauthtoken/nb/create`,
    ]);
  },
);

test('no advice is taken for a secret', () => {
  for (const advice of [...REFUSALS.values(), REFUSED_SILENTLY]) expect(maskSecrets(advice)).toBe(advice);
});

import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Answer, documented, say, startAccounts } from '../accounts/server.ts';
import { makeFolder, makeRepository, writeFiles } from '../files/workspace.ts';
import { hasPty, startInPty } from '../support/pty.ts';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const TLS_FOLDER = fileURLToPath(new URL('../accounts/tls/', import.meta.url));
const TLS = {
  key: readFileSync(join(TLS_FOLDER, 'key.pem'), 'utf8'),
  cert: readFileSync(join(TLS_FOLDER, 'cert.pem'), 'utf8'),
};

const TOKEN = '0123456789abcdef0123456789abcdef';
const ISSUED = documented(`AUTHTOKEN=${TOKEN}`, 'RESULT=TRUE');
const PASSWORD = 'p4ss&=+% wörd';
const USER = ['--user', 'ann@example.com'];

interface Run {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Record<string, string>;
  /** A command line around it, in which `"$@"` stands for it. */
  readonly shell?: string;
}

/** Runs the command without a terminal, as a scheduler would. */
function run(
  argv: readonly string[],
  { cwd = makeFolder(), input = '', env = {}, shell = '"$@"' }: Run = {},
) {
  const child = spawn('bash', ['-c', shell, 'bash', process.execPath, CLI, 'token', 'create', ...argv], {
    cwd,
    env: { ...process.env, ...env },
    // A session of its own has no terminal.
    detached: true,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => {
      expect(stderr).not.toContain(PASSWORD);
      resolve({ code, stdout, stderr });
    });
  });
  return Object.assign(ended, { child });
}

const passwordOf = (body: string) => new URLSearchParams(body).get('PASSWORD');

describe('the password comes', () => {
  test.each<[string, readonly string[], Run]>([
    ['from standard input', ['--password-stdin'], { input: `${PASSWORD}\n` }],
    [
      'late, and in pieces',
      ['--password-stdin'],
      { shell: `(sleep 0.2; printf 'p4ss&='; sleep 0.2; echo '+% wörd') | "$@"` },
    ],
    ['from a file', ['--password-stdin'], { shell: `"$@" < <(echo '${PASSWORD}')` }],
    ['from a file descriptor', ['--password-fd', '3'], { shell: `"$@" 3<<< '${PASSWORD}'` }],
    ['from a program', ['--password-fd', '7'], { shell: `"$@" 7< <(sleep 0.2; echo '${PASSWORD}')` }],
  ])('%s', async (_what, argv, how) => {
    const server = await startAccounts(say(ISSUED));
    const { code, stdout } = await run(['--host', server.host, ...USER, '--print', ...argv], how);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${TOKEN}\n` });
    expect(passwordOf(server.received[0]!.body)).toBe(PASSWORD);
  });
});

describe('without a terminal', () => {
  test.each<[string, readonly string[]]>([
    ['a password', USER],
    ['a user', ['--password-stdin']],
  ])('%s that is not given is asked for in vain, and the next step is said', async (_what, argv) => {
    const server = await startAccounts(say(ISSUED));
    const { code, stdout, stderr } = await run(['--host', server.host, '--print', ...argv], {
      input: `${PASSWORD}\n`,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      'There is no terminal to ask on: give --user NAME, and the password by --password-stdin or --password-fd N',
    );
    expect(server.connections()).toBe(0);
  });

  test('nothing is waited for where standard input is closed', async () => {
    const { code, stderr } = await run([...USER, '--print', '--password-stdin'], { shell: '"$@" <&-' });
    expect(code).toBe(2);
    expect(stderr).toContain('Standard input holds no password');
  });
});

describe('HTTPS', () => {
  const at = async (host: 'localhost' | '127.0.0.1', env: Record<string, string> = {}) => {
    const server = await startAccounts(say(ISSUED), { tls: TLS });
    const url = server.host.replace('127.0.0.1', host);
    const result = await run(['--host', url, ...USER, '--print', '--password-stdin'], {
      input: `${PASSWORD}\n`,
      env,
    });
    return { ...result, received: server.received.length };
  };

  test('with a certificate that cannot be verified is refused, whatever the environment says', async () => {
    for (const env of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
      const { code, stdout, stderr, received } = await at('localhost', env);
      expect({ code, stdout, received }).toEqual({ code: 2, stdout: '', received: 0 });
      expect(stderr).toContain(
        'could be made (DEPTH_ZERO_SELF_SIGNED_CERT). A certificate that cannot be verified is never accepted',
      );
      expect(stderr).toContain('Nothing was sent.');
    }
  });

  test('with a certificate for another host is refused', async () => {
    const { code, stderr, received } = await at('127.0.0.1', {
      NODE_EXTRA_CA_CERTS: join(TLS_FOLDER, 'cert.pem'),
    });
    expect({ code, received }).toEqual({ code: 2, received: 0 });
    expect(stderr).toContain('(ERR_TLS_CERT_ALTNAME_INVALID)');
  });

  test('with a certificate that Node was told to trust is spoken', async () => {
    const result = await at('localhost', { NODE_EXTRA_CA_CERTS: join(TLS_FOLDER, 'cert.pem') });
    expect(result).toMatchObject({ code: 0, stdout: `${TOKEN}\n`, received: 1 });
    expect(result.stderr).toContain('is no host of Zoho that is known here: who runs it gets the password.');
  });
});

describe('a token that can be brought to no place', () => {
  const LOST =
    'It is lost: remove or regenerate it (Zoho Accounts > Settings > Active Authtokens), then try again.';

  test.runIf(existsSync('/dev/full'))('is told of where it cannot be printed', async () => {
    const server = await startAccounts(say(ISSUED));
    const argv = ['--host', server.host, ...USER, '--print', '--password-stdin', '--display-name', 'app'];
    const { code, stderr } = await run(argv, { input: PASSWORD, shell: '"$@" > /dev/full' });
    expect(code).toBe(2);
    expect(stderr).toContain("A token was issued under the name 'app', and it could not be printed: ");
    expect(stderr).toContain(LOST);
    expect(stderr).not.toContain(TOKEN);
  });

  test('is told of where nobody reads it', async () => {
    const server = await startAccounts((response) => setTimeout(() => response.end(ISSUED), 300));
    const argv = ['--host', server.host, ...USER, '--print', '--password-stdin'];
    const { stderr } = await run(argv, { input: PASSWORD, shell: '"$@" | true' });
    expect(stderr).toContain('it could not be printed: ');
    expect(stderr).toContain(LOST);
  });
});

describe('a signal while the request is under way', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends it, and says that a token may have been issued', async (signal, code) => {
    const cwd = makeFolder({ '.env': 'A=1\n' });
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await startAccounts(() => arrived());
    const argv = [
      '--host',
      server.host,
      ...USER,
      '--write-env',
      '.env',
      '--password-stdin',
      '--display-name',
      'app',
    ];
    const running = run(argv, { cwd, input: PASSWORD, shell: 'exec "$@"' });
    await arrival;
    running.child.kill(signal);
    const result = await running;
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(
      "Interrupted. A token may have been issued all the same: look for 'app' in",
    );
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe('A=1\n');
    expect(readdirSync(cwd)).toEqual(['.env']);
  });
});

// What is asked on a terminal; skipped, by name, where python3 is missing, which makes one.
describe.skipIf(!hasPty)('on a terminal (skipped without python3)', () => {
  const start = async (
    argv: readonly string[],
    { answer = say(ISSUED) as Answer, cwd = makeFolder(), shell = '"$@"' } = {},
  ) => {
    const server = await startAccounts(answer);
    const command = [process.execPath, CLI, 'token', 'create', '--host', server.host, ...argv];
    return {
      server,
      cwd,
      pty: startInPty(['bash', '-c', `${shell}; echo "ended with $?"; exec cat`, 'bash', ...command], {
        cwd,
        columns: 200,
      }),
    };
  };

  test('the user is asked for, and the password without echo', async () => {
    const { server, pty, cwd } = await start(['--print'], { shell: '"$@" > out' });
    await pty.waitFor('User name or e-mail address: ');
    pty.send('bob@example.com\r');
    await pty.waitFor('Password of bob@example.com: ');
    expect(await pty.echoes()).toBe(false);
    pty.send(`${PASSWORD}x\x7f\r`);
    await pty.waitFor('ended with 0');
    expect(await pty.echoes()).toBe(true);
    const { body } = server.received[0]!;
    expect([new URLSearchParams(body).get('EMAIL_ID'), passwordOf(body)]).toEqual([
      'bob@example.com',
      PASSWORD,
    ]);
    expect(pty.output()).not.toMatch(/p4ss|wörd|\*/);
    expect(pty.output()).toContain('Password of bob@example.com: \r\n');
    // The token stands where it was asked for alone.
    expect(readFileSync(join(cwd, 'out'), 'utf8')).toBe(`${TOKEN}\n`);
    expect(pty.output()).not.toContain(TOKEN);
  });

  test('it is asked for there wherever the streams lead', async () => {
    const { server, pty, cwd } = await start([...USER, '--print'], {
      shell: '"$@" < /dev/null > out 2> err',
    });
    await pty.waitFor('Password of ann@example.com: ');
    pty.send('s3cret\r');
    await pty.waitFor('ended with 0');
    expect(passwordOf(server.received[0]!.body)).toBe('s3cret');
    expect(readFileSync(join(cwd, 'err'), 'utf8')).not.toContain('s3cret');
  });

  test('a pasted line is taken, with the keys that edit it', async () => {
    const { server, pty } = await start([...USER, '--print']);
    await pty.waitFor('Password of');
    pty.send('wrong\x15ab12 cd34 ef5X\x7f6\r');
    await pty.waitFor('ended with 0');
    expect(passwordOf(server.received[0]!.body)).toBe('ab12cd34ef56');
    expect(pty.output()).toContain('The spaces of the application-specific password are left out.');
    expect(pty.output()).not.toMatch(/ab12|wrong/);
  });

  test.each([
    ['Ctrl-C', 'abc\x03', 130, ''],
    ['Ctrl-D', '\x04', 2, 'No password was given'],
    ['an empty line', '\r', 2, 'No password was given'],
  ])('%s sends nothing, and puts the terminal back', async (_what, keys, code, message) => {
    const { server, pty } = await start([...USER, '--print']);
    await pty.waitFor('Password of');
    pty.send(keys);
    await pty.waitFor(`ended with ${code}`);
    expect(await pty.echoes()).toBe(true);
    expect(pty.output()).toContain(message);
    expect(pty.output()).not.toContain('abc');
    expect(server.connections()).toBe(0);
  });

  test('Ctrl-C where the user is asked for, and Ctrl-C while the request is under way', async () => {
    const asked = await start(['--print']);
    await asked.pty.waitFor('User name');
    asked.pty.send('\x03');
    await asked.pty.waitFor('ended with 130');
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const sent = await start([...USER, '--print'], { answer: () => arrived() });
    await sent.pty.waitFor('Password of');
    sent.pty.send('s3cret\r');
    await arrival;
    sent.pty.send('\x03');
    await sent.pty.waitFor('Interrupted. A token may have been issued');
    await sent.pty.waitFor('ended with 130');
  });

  test('a signal where the password is asked for puts the terminal back', async () => {
    const { server, pty } = await start([...USER, '--print'], { shell: 'trap : TERM; "$@"' });
    await pty.waitFor('Password of');
    expect(await pty.echoes()).toBe(false);
    pty.signal(15);
    await pty.waitFor('ended with 143');
    expect(await pty.echoes()).toBe(true);
    expect(server.connections()).toBe(0);
  });

  test('a password is not read where it would be shown', async () => {
    const { server, pty } = await start([...USER, '--print', '--password-stdin']);
    await pty.waitFor('leave --password-stdin and --password-fd out, and the password is asked for');
    await pty.waitFor('ended with 2');
    expect(server.connections()).toBe(0);
  });

  const spoiling =
    (cwd: string): Answer =>
    (response) => {
      writeFiles(cwd, { '.env': 'ZOHO_AUTHTOKEN=a\nZOHO_AUTHTOKEN=b\n' });
      response.end(ISSUED);
    };

  test('a token that cannot be stored is offered there, and shown if it is wanted', async () => {
    const cwd = makeRepository({ '.gitignore': '.env\n' });
    const { pty } = await start([...USER, '--write-env', '.env'], {
      cwd,
      answer: spoiling(cwd),
      shell: '"$@" > out 2> err',
    });
    await pty.waitFor('Password of');
    pty.send('s3cret\r');
    await pty.waitFor('Zoho shows it this once. Show it here? [y/N] ');
    expect(pty.output()).not.toContain(TOKEN);
    pty.send('y\r');
    await pty.waitFor(TOKEN);
    await pty.waitFor('ended with 2');
    for (const name of ['out', 'err']) expect(readFileSync(join(cwd, name), 'utf8')).not.toContain(TOKEN);
  });

  test.each([['\r'], ['n\r'], ['\x04'], ['\x03']])('and not if it is not: %j', async (keys) => {
    const cwd = makeFolder();
    const { pty } = await start([...USER, '--write-env', '.env'], { cwd, answer: spoiling(cwd) });
    await pty.waitFor('Password of');
    pty.send('s3cret\r');
    await pty.waitFor('Show it here? [y/N] ');
    pty.send(keys);
    await pty.waitFor('It is lost: remove or regenerate it');
    await pty.waitFor('ended with 2');
    expect(pty.output()).not.toContain(TOKEN);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareRecordings } from './compare.ts';
import { missingFor } from './interpreters.ts';
import { type Program, type Recording, record } from './record.ts';

/** The call that the example of a client sends. */
export const URL_TEXT = 'https://crm.zoho.com/crm/private/json/Leads/getRecords?newFormat=1&authtoken=t';

/** Runs one text as a program of its own; `file` names its language. */
export async function runText(file: string, text: string, more: Partial<Program> = {}): Promise<Recording> {
  const dir = await mkdtemp(join(tmpdir(), 'program-'));
  try {
    await writeFile(join(dir, file), text);
    return await record(dir, { run: file, ...more });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** `METHOD protocol//host:port/path body` of each request. */
function linesOf({ requests }: Recording): string[] {
  return requests.map(({ method, protocol, host, port, path, body }) =>
    `${method} ${protocol}//${host}:${port}${path} ${body}`.trimEnd(),
  );
}

const SENT = `GET ${URL_TEXT.replace('.com', '.com:443')}`;

/** What programs of one language do in a test; each text is a whole program that ends with printing `ok`. */
export interface Clients {
  /** Its entry, `main.php`. */
  readonly run: string;
  /** Clients by name: each gets URL_TEXT and prints `ok` where the reply has a `response`. */
  readonly get: Readonly<Record<string, string>>;
  /** Clients by name: each sends what is written beside it. */
  readonly send: Readonly<Record<string, readonly [text: string, ...lines: string[]]>>;
  /** Ways to reach a network by hand: each must fail and send nothing. */
  readonly refused: Readonly<Record<string, string>>;
  /** Prints the variables ZOHO_AUTHTOKEN_EU, ZOHO_AUTHTOKEN and OTHER, the last absent, with a space between. */
  readonly environment: string;
  /** Logs in as the user that the variable WHO names, prints the ticket and calls the CRM with it. */
  readonly login: string;
  /** The same call before a migration and after it. */
  readonly pair: readonly [before: string, after: string];
}

/** The tests of a language's recorder; they are skipped, and say so, where its interpreter is missing. */
export function testClients(clients: Clients): void {
  const { run } = clients;
  const missing = missingFor(run);
  const name =
    missing === undefined ? `recording ${run}` : `recording ${run} (SKIPPED: ${missing} is missing)`;
  describe.skipIf(missing !== undefined)(name, () => {
    it.concurrent.each(Object.entries(clients.get))('answers and records %s', async (_client, text) => {
      const done = await runText(run, text);
      expect(done).toMatchObject({ stderr: '', stdout: 'ok\n', exitCode: 0 });
      expect(linesOf(done)).toEqual([SENT]);
    });

    it.concurrent.each(Object.entries(clients.send))(
      'records what %s sends',
      async (_client, [text, ...lines]) => {
        const done = await runText(run, text);
        expect(done).toMatchObject({ stderr: '', exitCode: 0 });
        expect(linesOf(done)).toEqual(lines);
      },
    );

    it.concurrent.each(Object.entries(clients.refused))('lets nothing out through %s', async (_way, text) => {
      const done = await runText(run, text);
      expect(done.requests).toEqual([]);
      expect(done.exitCode, done.stdout + done.stderr).not.toBe(0);
      expect(done.stderr).toMatch(/must not open a connection/);
    });

    it.concurrent('answers a token that names its variable for every unset AUTHTOKEN variable', async () => {
      const { stdout } = await runText(run, clients.environment, { env: { ZOHO_AUTHTOKEN: 'set' } });
      expect(stdout.trimEnd()).toBe('tok-ZOHO_AUTHTOKEN_EU set');
    });

    it.concurrent('answers a login with a ticket of that user', async () => {
      const [ann, bob] = await Promise.all(
        ['ann', 'bob'].map((WHO) => runText(run, clients.login, { env: { WHO } })),
      );
      const ticket = ann!.stdout.trim();
      expect(ticket, ann!.stderr).toMatch(/^[0-9a-f]{32}$/);
      expect(bob!.stdout.trim()).toMatch(/^(?!.*undef)[0-9a-f]{32}$/);
      expect(bob!.stdout).not.toBe(ann!.stdout);
      expect(linesOf(ann!)[1]).toContain(`ticket=${ticket}`);
    });

    it.concurrent('compares a program before its migration and after it', async () => {
      const [before, after] = await Promise.all(clients.pair.map((text) => runText(run, text)));
      expect([before!.exitCode, before!.stderr, before!.requests.length]).toEqual([0, '', 1]);
      expect(compareRecordings(before!, after!, { tokens: 1 })).toEqual([]);
      expect(compareRecordings(before!, before!)).not.toEqual([]);
    });
  });
}

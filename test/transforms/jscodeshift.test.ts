import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

// Each rule alone under the stock command, as anybody would run it.

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COMMAND = join(ROOT, 'node_modules/jscodeshift/bin/jscodeshift.js');

/** Text before and after; `undefined` where nothing changes. Bytes are latin-1 here. */
const FILES: Readonly<Record<string, readonly [before: string, after: string | undefined]>> = {
  'concatenation.js': [
    'function list(key, ticket) {\r\n\treturn fetch("https://crm.zoho.com/crm/private/xml/Leads/getRecords" +\r\n\t\t"?apikey=" + key +\r\n\t\t\'&ticket=\' + ticket)\r\n}\r\n',
    'function list(key, ticket) {\r\n\treturn fetch("https://crm.zoho.com/crm/private/xml/Leads/getRecords" +\r\n\t\t"?authtoken=" + key +\r\n\t\t\'&scope=crmapi\')\r\n}\r\n',
  ],
  'template.mjs': [
    'const at = (n) => `https://crm.zoho.eu/crm/private/json/Leads/getRecords?a=\\x26&apikey=${process.env.ZOHO_APIKEY}&ticket=${ process.env.ZOHO_TICKET }&toIndex=${\tn }`;fetch(at(3))',
    'const at = (n) => `https://crm.zoho.eu/crm/private/json/Leads/getRecords?a=\\x26&authtoken=${process.env.ZOHO_APIKEY}&scope=crmapi&toIndex=${\tn }`;fetch(at(3))',
  ],
  'comment.ts': [
    '/**\n * @see https://crm.zoho.com/crm/private/xml/Leads/getRecords?apikey=xxxx&ticket=xxxx,\n */\nexport const zoho: number = 1;\n',
    '/**\n * @see https://crm.zoho.com/crm/private/xml/Leads/getRecords?authtoken=xxxx&scope=crmapi,\n */\nexport const zoho: number = 1;\n',
  ],
  'recruit.js': [
    'fetch(`https://recruit.zoho.com/ats/private/xml/A/getRecords?apikey=${key}&ticket=${ticket}`);\n',
    undefined,
  ],
  'latin1.js': [
    "// Universit\xe4t\nfetch('https://crm.zoho.com/crm/private/xml/Leads/getRecords?apikey=' + key + '&ticket=' + ticket);\n",
    undefined,
  ],
  'broken.js': ["fetch('https://crm.zoho.com/crm/private/xml/?apikey=' + ;\n", undefined],
};

let place: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'jscodeshift-'));
});

afterAll(() => rm(place, { recursive: true, force: true }));

async function run(transform: string, folder: string): Promise<string> {
  const files = Object.keys(FILES).map((name) => join(place, folder, name));
  for (const [i, [before]] of Object.values(FILES).entries()) {
    await mkdir(dirname(files[i]!), { recursive: true });
    await writeFile(files[i]!, before, 'latin1');
  }
  const args = [COMMAND, '-t', join(ROOT, transform), '--cpus=1', ...files];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: place });
  return stdout + stderr;
}

async function readAll(folder: string): Promise<Record<string, string>> {
  const names = Object.keys(FILES);
  const texts = await Promise.all(names.map((name) => readFile(join(place, folder, name), 'latin1')));
  return Object.fromEntries(names.map((name, i) => [name, texts[i]!]));
}

const BEFORE = Object.fromEntries(Object.entries(FILES).map(([name, [before]]) => [name, before]));
const AFTER = Object.fromEntries(
  Object.entries(FILES).map(([name, [before, after]]) => [name, after ?? before]),
);

it.each(['transforms/deprecated-params.ts', 'dist/transforms/deprecated-params.js'])(
  '%s rewrites single files and no other byte',
  async (transform) => {
    const folder = transform.replaceAll('/', '-');
    const output = await run(transform, folder);
    expect(await readAll(folder), output).toEqual(AFTER);
    expect(output).toContain('ZOHO_APIKEY (environment) must now hold a token');
    expect(output).toContain('it is not UTF-8');
    expect(output).toMatch(/1 errors/);
  },
);

it('transforms that only report change nothing', async () => {
  const output = await run('transforms/other-zoho-service.ts', 'report');
  expect(await readAll('report')).toEqual(BEFORE);
  expect(output).toContain('recruit.zoho.com');
});

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { migrate } from '../../src/engine/migrate.ts';
import { makeFolder } from '../files/workspace.ts';
import { type GeneratedProgram, programs } from './programs.ts';
import { type Sent, sentBy } from './sent.ts';

// Another walk: PROPERTY_SEED=7 PROPERTY_RUNS=2000 npx vitest run test/properties
const seed = Number(process.env.PROPERTY_SEED ?? 20111003);
const numRuns = Number(process.env.PROPERTY_RUNS ?? 150);

const ENV = {
  ZOHO_APIKEY: 'DGb_pXKLCRzvpTB5y33Dy$',
  ZOHO_TICKET: '6cde6a3a3d3c4e3ea5fb4b8d9a0ea1c2',
};
const TOKEN = 'the-token';

async function migrateOnce(folder: string): Promise<void> {
  await migrate({ paths: ['.'], cwd: folder, write: true });
}

/** Whatever the variable is called now, it holds the token. */
const AFTERWARDS: Readonly<Record<string, string>> = new Proxy({}, { get: () => TOKEN });

async function check({ text, kept, form }: GeneratedProgram): Promise<void> {
  const folder = makeFolder({ 'program.js': text });
  const file = join(folder, 'program.js');
  try {
    const [before] = sentBy(text, ENV) as [Sent];
    await migrateOnce(folder);
    const migrated = readFileSync(file, 'utf8');
    const what = `${form}\n${text}\n=>\n${migrated}`;
    const [after, ...more] = sentBy(migrated, AFTERWARDS) as [Sent];
    expect(more).toEqual([]);
    expect(after.address, what).toBe(before.address);
    expect(after.parameters.filter(isOther), what).toEqual(before.parameters.filter(isOther));
    expect(after.parameters.filter((each) => !isOther(each)).sort(), what).toEqual([
      ['authtoken', TOKEN],
      ['scope', 'crmapi'],
    ]);
    for (const part of kept) expect(migrated.includes(part), what).toBe(true);
    await migrateOnce(folder);
    expect(readFileSync(file, 'utf8'), what).toBe(migrated);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isOther([name]: Sent['parameters'][number]): boolean {
  return !['apikey', 'ticket', 'authtoken', 'scope'].includes(name);
}

test('a program sends the same after the migration, with the token in place of the pair, and nothing else changed', async () => {
  await fc.assert(
    fc.asyncProperty(
      programs(() => true),
      check,
    ),
    { seed, numRuns, verbose: 1 },
  );
});

test.each(['recruit.zoho.com', 'crm.example.com', 'creator.zoho.com'])(
  'the same programs stay as they are when they speak to %s',
  async (host) => {
    const property = fc.asyncProperty(
      programs(() => true),
      async ({ text }) => {
        const other = text.replaceAll('crm.zoho.com', host);
        const folder = makeFolder({ 'program.js': other });
        await migrateOnce(folder);
        expect(readFileSync(join(folder, 'program.js'), 'utf8')).toBe(other);
        rmSync(folder, { recursive: true });
      },
    );
    await fc.assert(property, { seed, numRuns: Math.ceil(numRuns / 3) });
  },
);

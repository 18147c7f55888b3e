import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import parts from '../../scripts/sample-report.json' with { type: 'json' };
import { migrate } from '../../src/engine/migrate.ts';
import type { MigrationResult } from '../../src/model/migration.ts';
import { makeFolder } from '../files/workspace.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/** What a dry run finds in a tree of fixtures, or in some of its folders: several languages, ticket code, hand work. */
export async function sampleResult(names: readonly string[] = Object.keys(parts)): Promise<MigrationResult> {
  const folder = makeFolder();
  for (const [name, fixture] of Object.entries(parts)) {
    if (!names.includes(name)) continue;
    const input = fixture === 'legacy-app' ? '' : 'input';
    cpSync(join(FIXTURES, fixture, input), join(folder, name), { recursive: true });
  }
  return migrate({ paths: ['.'], cwd: folder, write: false, displayName: 'shop', allowDirty: true });
}

// Writes what `--format html` makes of a tree of fixtures: several languages, ticket code, hand work. Build first.
//   node scripts/sample-report.mjs FILE [ARGUMENT of migrate]...
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [file = 'report.html', ...args] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'zoho-authtoken-sample-'));
try {
  const parts = JSON.parse(readFileSync(join(ROOT, 'scripts/sample-report.json'), 'utf8'));
  for (const [name, fixture] of Object.entries(parts)) {
    const from = join(ROOT, 'fixtures', fixture, fixture === 'legacy-app' ? '' : 'input');
    cpSync(from, join(folder, name), { recursive: true });
  }
  const { status } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'dist/src/cli.js'),
      'migrate',
      '--dry-run',
      '--display-name',
      'shop',
      '--format',
      `html=${resolve(file)}`,
      ...args,
    ],
    { cwd: folder, stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

import { test } from 'vitest';
import { cpSync } from 'node:fs';
import { Pty } from '../support/pty.ts';
test('x', async () => {
  cpSync('/tmp/inter/p1', '/tmp/inter/p2', { recursive: true });
  const p = new Pty([process.execPath, '/work/wt/inter/dist/src/cli.js', 'migrate', '--interactive'], { cwd: '/tmp/inter/p2', columns: Number(process.env.COLS ?? 100) });
  for (const k of (process.env.KEYS ?? 'ynynn')) { try { await p.waitFor(/\] $|more.*-- $|none\): $/); } catch (e) { console.log(String(e)); break; } p.send(k === '/' ? 'the proxy adds it\r' : k); }
  const code = await p.exit;
  console.log(p.output, code);
}, 60000);

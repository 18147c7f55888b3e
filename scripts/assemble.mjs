// Assembles what is written for WebAssembly, of which the sources keep the bytes: nothing has to be built to run them.
//   node scripts/assemble.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));
const { parseWat } = await wabt();

for (const name of ['files/words/find.wat', 'engine/sighting/sift.wat']) {
  const source = join(SOURCES, name);
  const { buffer } = parseWat(source, readFileSync(source, 'utf8'), { simd: true }).toBinary({});
  const lines = Buffer.from(buffer)
    .toString('base64')
    .match(/.{1,100}/g)
    .map((line) => `  '${line}',`);
  writeFileSync(
    join(dirname(source), 'assembled.ts'),
    `/** \`${basename(name)}\`, as \`scripts/assemble.mjs\` assembled it. */\nexport const ASSEMBLED = [\n${lines.join('\n')}\n].join('');\n`,
  );
}

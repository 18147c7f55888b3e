// Assembles the search for words, of which the sources keep the bytes: nothing has to be built to run them.
//   node scripts/assemble.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const FOLDER = fileURLToPath(new URL('../src/files/words/', import.meta.url));
const SOURCE = join(FOLDER, 'find.wat');

const { parseWat } = await wabt();
const { buffer } = parseWat(SOURCE, readFileSync(SOURCE, 'utf8'), { simd: true }).toBinary({});
const lines = Buffer.from(buffer)
  .toString('base64')
  .match(/.{1,100}/g)
  .map((line) => `  '${line}',`);
writeFileSync(
  join(FOLDER, 'assembled.ts'),
  `/** \`find.wat\`, as \`scripts/assemble.mjs\` assembled it. */\nexport const ASSEMBLED = [\n${lines.join('\n')}\n].join('');\n`,
);

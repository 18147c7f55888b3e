// What the page of `--format html` shows and runs, as texts to be put into it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const PAGE = fileURLToPath(new URL('../../src/report/html/page/', import.meta.url));

/** For rolldown and vitest alike: gives `page:text`, whatever imports it. */
export const pageText = {
  name: 'page-text',
  resolveId: (/** @type {string} */ id) => (id === 'page:text' ? '\0page:text' : undefined),
  load: async (/** @type {string} */ id) =>
    id === '\0page:text'
      ? `export const STYLE = ${JSON.stringify(style())};\nexport const SCRIPT = ${JSON.stringify(await script())};\n`
      : undefined,
};

/** Browsers count a line end as one character before they compare the hash. */
function style() {
  const text = readFileSync(`${PAGE}page.css`, 'utf8').replaceAll('\r\n', '\n');
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\n\s*/g, '\n');
}

async function script() {
  const { output } = await build({
    input: `${PAGE}main.ts`,
    platform: 'browser',
    write: false,
    output: { format: 'iife', minify: true },
  });
  const { code } = output[0];
  if (/<\/script|<!--/i.test(code)) throw new Error('The script of the page would end before its end');
  return code.trim();
}

// Builds dist: one bundle for the command and one file a rule: few large files start several times as fast as many small ones.
import { readdirSync } from 'node:fs';
import { build } from 'rolldown';

const rules = readdirSync('transforms').map((file) => file.replace(/\.ts$/, ''));

await build({
  input: {
    'src/cli': 'src/cli.ts',
    // Beside the chunks that start it.
    'chunks/thread': 'src/engine/sighting/thread.ts',
    ...Object.fromEntries(rules.map((rule) => [`transforms/${rule}`, `transforms/${rule}.ts`])),
  },
  platform: 'node',
  // Large, seldom needed, and required when a question needs them.
  external: ['ts-morph', 'jscodeshift', 'recast'],
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    // What is loaded for a run can be told from the names of the files.
    codeSplitting: {
      groups: [{ debugName: 'packages', test: /node_modules/, name: (id) => `packages/${packageOf(id)}` }],
    },
  },
});

function packageOf(/** @type {string} */ id) {
  return id.replaceAll('\\', '/').match(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? 'others';
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const PACKAGES = join(HERE, '../../node_modules');
/** Beside the command when it is built; in the packages that the build copies them from. */
const PLACES = [
  { grammars: join(HERE, '../grammars'), runtime: join(HERE, '../grammars') },
  { grammars: join(PACKAGES, '@vscode/tree-sitter-wasm/wasm'), runtime: join(PACKAGES, 'web-tree-sitter') },
];

/** The compiled grammar of a language with what runs it; undefined where it is not installed. */
export function readGrammar(name: string): { runtime: Uint8Array; grammar: Uint8Array } | undefined {
  for (const { grammars, runtime } of PLACES) {
    const files = [join(runtime, 'web-tree-sitter.wasm'), join(grammars, `tree-sitter-${name}.wasm`)];
    if (!files.every((file) => existsSync(file))) continue;
    const [engine, grammar] = files.map((file) => readFileSync(file));
    return { runtime: engine!, grammar: grammar! };
  }
  return undefined;
}

import type { Parser, Node as SyntaxNode } from 'web-tree-sitter';
import { OutOfTime } from '../model/work.ts';

/** What a grammar makes of a text: `use` gets the root of a tree that is gone when it returns. */
export type Parse = <T>(text: string, use: (root: SyntaxNode) => T) => T;

/** The compiled parts that parsing needs, as they are shipped. */
export interface GrammarBytes {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** How long one file may take, in milliseconds: far more than any source needs, so that it ends for hostile ones alone. */
const LIMIT = 20_000;

let runtime: Promise<typeof import('web-tree-sitter')> | undefined;

/** Makes a grammar ready. Offsets of its nodes are UTF-16 units. */
export async function openGrammar(bytes: GrammarBytes): Promise<Parse> {
  runtime ??= startRuntime(bytes.runtime);
  const { Language, Parser } = await runtime;
  const parser = new Parser();
  parser.setLanguage(await Language.load(bytes.grammar));
  return (text, use) => parseWith(parser, text, use);
}

async function startRuntime(wasmBinary: Uint8Array): Promise<typeof import('web-tree-sitter')> {
  const module = await import('web-tree-sitter');
  await module.Parser.init({ wasmBinary });
  return module;
}

/** @throws OutOfTime */
function parseWith<T>(parser: Parser, text: string, use: (root: SyntaxNode) => T): T {
  const end = performance.now() + LIMIT;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > end });
  if (!tree) {
    parser.reset();
    throw new OutOfTime('it would take too long to parse');
  }
  try {
    return use(tree.rootNode);
  } finally {
    tree.delete();
  }
}

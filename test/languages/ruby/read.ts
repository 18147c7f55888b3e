import { readGrammar } from '../../../src/files/grammars.ts';
import type { Language } from '../../../src/languages/code/language.ts';
import type { CodeTree } from '../../../src/languages/code/tree.ts';
import { openGrammar } from '../../../src/languages/grammar.ts';
import { languageOf } from '../../../src/languages/registry.ts';

/** Ruby as the product loads it. */
export async function loadRuby(): Promise<Language> {
  const entry = languageOf('client.rb')!;
  return entry.load(await openGrammar(readGrammar(entry.grammar!)!));
}

interface Node {
  readonly kind?: string;
  readonly start: number;
  readonly end: number;
}

/** A tree in few words: what stands at its places, by its own source. */
export function sketch(value: unknown, source: string): unknown {
  if (Array.isArray(value)) return value.map((item) => sketch(item, source));
  if (!isNode(value)) return value;
  const { start, end, kind, ...rest } = value as Node & Record<string, unknown>;
  const slices = /^(?:name|number|this)$/.test(kind ?? '') || kind === undefined;
  if (slices && !('value' in rest))
    return kind === 'this' ? `this${rest.isStatic ? ' (class)' : ''}` : (rest.text ?? rest.name);
  if (kind === 'characters') return rest.text;
  const inner = Object.entries(rest).filter(
    ([name, part]) => part !== undefined && !/^(?:offsets|list)$/.test(name),
  );
  return Object.fromEntries([
    ...(kind ? [['kind', kind]] : []),
    ...inner.map(([name, part]) => [name, sketch(part, source)]),
  ]);
}

/** Every part of a tree with what it lies in. */
export function* placesOf(tree: CodeTree): Generator<{ node: Node; parent: Node | undefined }> {
  function* below(
    value: unknown,
    parent: Node | undefined,
  ): Generator<{ node: Node; parent: Node | undefined }> {
    if (Array.isArray(value)) for (const item of value) yield* below(item, parent);
    else if (typeof value === 'object' && value !== null) {
      const own = isNode(value) ? value : parent;
      if (isNode(value)) yield { node: value, parent };
      for (const part of Object.values(value)) yield* below(part, own);
    }
  }
  yield* below(tree.body, undefined);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}

import { readGrammar } from '../../files/grammars.ts';
import { openGrammar } from '../../languages/grammar.ts';
import { type LanguageEntry, languageOf } from '../../languages/registry.ts';
import { createCodeFrontEnd } from './code.ts';
import { isMarkup } from './files.ts';
import type { FrontEnd, FrontEnds } from './front-end.ts';

/** Loads the front ends that some files need: a grammar is only read for a language that there is a file of. */
export async function loadFrontEnds(files: readonly string[]): Promise<FrontEnds> {
  const needed = new Set(files.flatMap((file) => languageOf(file) ?? []));
  const loaded = new Map<LanguageEntry, FrontEnd | string>();
  for (const entry of needed) loaded.set(entry, await load(entry));
  const markup = files.some(isMarkup) ? (await import('./markup.ts')).markup : undefined;
  const found = (file: string) => {
    const entry = languageOf(file);
    return entry && loaded.get(entry);
  };
  return {
    of(file) {
      if (isMarkup(file)) return markup;
      const known = found(file);
      return typeof known === 'object' ? known : undefined;
    },
    missing(file) {
      const known = found(file);
      return typeof known === 'string' ? known : undefined;
    },
  };
}

async function load(entry: LanguageEntry): Promise<FrontEnd | string> {
  if (entry.grammar === undefined) {
    const parse = () => {
      throw new Error(`${entry.name} is read without a grammar`);
    };
    return createCodeFrontEnd(await entry.load(parse));
  }
  const bytes = readGrammar(entry.grammar);
  if (!bytes) return `is judged as text, because the grammar of ${entry.name} is not installed`;
  return createCodeFrontEnd(await entry.load(await openGrammar(bytes)));
}

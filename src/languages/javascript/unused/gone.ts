import { namePattern } from '../../../model/patterns.ts';
import type { Bundle } from '../rename/bundles.ts';
import type { Draft } from '../spell/draft.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';

/** Whether edits take a name away with what is around it; one that only writes another name does not. */
export function isGoneFrom(draft: Draft, name: Node): boolean {
  const isVariable = draft.module.scopes.bindingOf(name) !== undefined;
  const [start, end] = [startOf(name), endOf(name)];
  const text = draft.module.text.slice(start, end).replace(/^['"`]|['"`]$/g, '');
  return draft.edits.some(
    (edit) =>
      edit.start <= start &&
      end <= edit.end &&
      (edit.end - edit.start > end - start || (isVariable && !/^[\w$]+$/.test(edit.text))) &&
      !hasWord(edit.text, text),
  );
}

/** The bundles whose edits take some of these names away; undefined where one of the names stays. */
export function takersOf<T extends Bundle>(
  bundles: readonly T[],
  names: readonly { readonly module: JsModule; readonly node: Node }[],
): readonly T[] | undefined {
  const takers = new Set<T>();
  for (const { module, node } of names) {
    const taker = bundles.find(({ drafts }) => {
      const draft = drafts.get(module);
      return draft !== undefined && isGoneFrom(draft, node);
    });
    if (!taker) return undefined;
    takers.add(taker);
  }
  return [...takers];
}

function hasWord(text: string, word: string): boolean {
  return namePattern(word).test(text);
}

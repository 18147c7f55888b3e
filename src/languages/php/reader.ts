import type { TreeCursor } from 'web-tree-sitter';
import type { CodeTree, Span } from '../code/tree.ts';
import type { Parse } from '../grammar.ts';
import { partsOf, type Reading } from './reading.ts';
import { readAll } from './statements.ts';

/** Reads PHP: what stands between its tags, and where HTML stands around it. */
export function readPhp(text: string, parse: Parse): CodeTree {
  return parse(text, (root) => {
    const seen: Seen = { comments: [], tags: [], errors: 0 };
    lookAround(root.walk(), seen);
    const reading: Reading = { text, aliases: new Map(), classes: [] };
    return {
      body: readAll(partsOf(root), reading),
      comments: seen.comments,
      errors: seen.errors,
      outside: outsideOf(seen.tags, text),
    };
  });
}

interface Seen {
  readonly comments: Span[];
  /** The opening and closing tags, in order. */
  readonly tags: { readonly opens: boolean; readonly at: Span }[];
  errors: number;
}

/** Notes what has no place in the tree. */
function lookAround(cursor: TreeCursor, seen: Seen): void {
  do {
    const at = { start: cursor.startIndex, end: cursor.endIndex };
    if (cursor.nodeType === 'comment') seen.comments.push(at);
    if (cursor.nodeType === 'php_tag') seen.tags.push({ opens: true, at });
    if (cursor.nodeType === 'php_end_tag') seen.tags.push({ opens: false, at });
    if (cursor.nodeType === 'ERROR' || cursor.nodeIsMissing) seen.errors++;
    if (cursor.gotoFirstChild()) {
      lookAround(cursor, seen);
      cursor.gotoParent();
    }
  } while (cursor.gotoNextSibling());
}

/** The HTML: all that no pair of tags encloses. */
function outsideOf(tags: Seen['tags'], text: string): Span[] {
  const outside: Span[] = [];
  let from: number | undefined = 0;
  for (const { opens, at } of tags) {
    if (opens && from !== undefined && from < at.start) outside.push({ start: from, end: at.start });
    from = opens ? undefined : (from ?? at.end);
  }
  if (from !== undefined && from < text.length) outside.push({ start: from, end: text.length });
  return outside;
}

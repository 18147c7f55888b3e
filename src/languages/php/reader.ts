import type { TreeCursor } from 'web-tree-sitter';
import { nodesOf } from '../code/children.ts';
import type { CodeTree, Span } from '../code/tree.ts';
import type { Parse } from '../grammar.ts';
import { partsOf, type Reading } from './reading.ts';
import { readAll } from './statements.ts';

/** Reads PHP: what stands between its tags, and where HTML stands around it. */
export function readPhp(text: string, parse: Parse): CodeTree {
  const tree = readAs(text, text, parse);
  if (tree.errors === 0) return tree;
  const plain = withoutCurlyIndexes(text, tree);
  if (plain === text) return tree;
  const again = readAs(text, plain, parse);
  return again.errors < tree.errors ? again : tree;
}

/** @param parsed what the grammar gets to see: as long as the text */
function readAs(text: string, parsed: string, parse: Parse): CodeTree {
  return parse(parsed, (root) => {
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

/** Before PHP 8 `$text{0}` was `$text[0]`, which the grammar knows alone. In strings it is another thing. */
function withoutCurlyIndexes(text: string, tree: CodeTree): string {
  const kept = [
    ...tree.comments,
    ...tree.outside,
    ...[...nodesOf(tree)].filter(({ kind }) => kind === 'text'),
  ];
  return text.replace(CURLY_INDEX, (index, object: string, key: string, at: number) =>
    kept.some(({ start, end }) => start <= at && at < end) ? index : `${object}[${key}]`,
  );
}

const CURLY_INDEX = /(\$\w+(?:->\w+|\[[^\]\n]*\])*)\{([^{}\n;]*)\}/g;

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

import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { CodeTree, Imports } from '../code/tree.ts';
import type { Parse } from '../grammar.ts';
import { partsOf, spanOf } from './nodes.ts';
import { fileScope, namesBroughtBy } from './scope.ts';
import { readBlock } from './statements.ts';

/** Reads Python 2 or 3: the grammar knows both. */
export function readPython(text: string, parse: Parse): CodeTree {
  return parse(text, (root) => {
    const scope = fileScope(root);
    const body = readBlock(root, scope);
    const comments = [...root.descendantsOfType('comment'), ...scope.comments].flatMap((node) =>
      node ? [spanOf(node)] : [],
    );
    return {
      body,
      comments: comments.sort((a, b) => a.start - b.start),
      errors: countErrors(root),
      outside: [],
      imports: importsAtTop(root, text),
    };
  });
}

function countErrors(root: SyntaxNode): number {
  return countEmptyBlocks(root) + countUnread(root);
}

/** Blocks with nothing in them: the grammar lets them pass, Python does not. A comment is nothing, a docstring is enough. */
function countEmptyBlocks(root: SyntaxNode): number {
  return root.descendantsOfType('block').filter((block) => block && partsOf(block).length === 0).length;
}

/** What the grammar could make nothing of. */
function countUnread(root: SyntaxNode): number {
  if (!root.hasError) return 0;
  const open = [root];
  let found = 0;
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.isError || node.isMissing) found++;
    for (const child of node.children) if (child && (child.hasError || child.isMissing)) open.push(child);
  }
  return found;
}

/** What imports at the top of the file bring, and where another may stand: before them, behind what must come first. */
function importsAtTop(root: SyntaxNode, text: string): Imports {
  const statements = partsOf(root).filter(({ type }) => type !== 'future_import_statement');
  const imports = statements.filter(isImport);
  const [first] = statements.filter((node) => !isText(node));
  return {
    names: new Map(imports.flatMap(namesBroughtBy)),
    at: first && isImport(first) && isAtLineStart(first, text) ? first.startIndex : behindHead(root, text),
  };
}

function isImport({ type }: SyntaxNode): boolean {
  return type === 'import_statement' || type === 'import_from_statement';
}

function isText(node: SyntaxNode): boolean {
  return node.type === 'expression_statement' && /string$/.test(partsOf(node)[0]?.type ?? '');
}

function isAtLineStart(node: SyntaxNode, text: string): boolean {
  return node.startIndex === 0 || /[\r\n]/.test(text[node.startIndex - 1]!);
}

/** Behind the first comments, which may name the interpreter and the encoding, the docstring and `__future__`. */
function behindHead(root: SyntaxNode, text: string): number {
  let at = 0;
  let isCode = false;
  for (const node of root.namedChildren) {
    if (!node) continue;
    const isHead =
      node.type === 'future_import_statement' ||
      (!isCode && isText(node)) ||
      (node.type === 'comment' && !isCode && /^#!|coding[:=]/.test(node.text));
    if (node.type !== 'comment') isCode = true;
    if (!isHead && node.type !== 'comment') break;
    if (isHead) at = lineAfter(text, node.endIndex);
  }
  return at;
}

function lineAfter(text: string, at: number): number {
  const end = text.slice(at).search(/\r\n?|\n/);
  if (end < 0) return text.length;
  return at + end + (text.startsWith('\r\n', at + end) ? 2 : 1);
}

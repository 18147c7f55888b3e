import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { CodeTree } from '../code/tree.ts';
import { findAll, pairHeredocs, type Reading, spanOf } from './reading/reading.ts';
import { fileScope } from './reading/scope.ts';
import { readBody } from './reading/statements.ts';

/** A file of Ruby as a tree; what stands behind `__END__` is no code. */
export function readRuby(text: string, root: SyntaxNode): CodeTree {
  const named = (types: RegExp) =>
    findAll(root, ({ type, isNamed }) => isNamed && types.test(type)).map((node) =>
      lastPart(node.childForFieldName('name')!.text),
    );
  const reading: Reading = {
    text,
    heredocs: pairHeredocs(root),
    methods: new Set([...named(/^(?:singleton_)?method$/), ...aliasesIn(root)]),
    classes: new Set(named(/^(?:class|module)$/)),
    scope: fileScope(),
  };
  const outside = findAll(root, ({ type }) => type === 'uninterpreted').map(spanOf);
  return {
    body: readBody(root, reading),
    comments: findAll(root, ({ type }) => type === 'comment').map(spanOf),
    errors: root.hasError ? findAll(root, ({ isError, isMissing }) => isError || isMissing).length : 0,
    outside,
  };
}

function lastPart(name: string): string {
  return name.split('::').at(-1)!;
}

/** The names that `alias` and `alias_method` give to methods. */
function aliasesIn(root: SyntaxNode): string[] {
  return findAll(root, ({ type }) => type === 'alias' || type === 'call').flatMap((node) => {
    const isAlias = node.type === 'alias';
    if (!isAlias && node.childForFieldName('method')?.text !== 'alias_method') return [];
    const name = isAlias
      ? node.childForFieldName('name')
      : node.childForFieldName('arguments')?.namedChildren[0];
    return name ? [name.text.replace(/^[:'"]|['"]$/g, '')] : [];
  });
}

import type { Node as SyntaxNode } from 'web-tree-sitter';

/** What the code around a place says of the names in it. */
export interface Scope {
  /** Names that imports anywhere in the file bring, with what they stand for in full. */
  readonly imports: ReadonlyMap<string, string>;
  /** The classes of the file: a call by such a name makes an instance. */
  readonly classes: ReadonlySet<string>;
  /** What is found on the way and is no code: comments, docstrings. */
  readonly comments: SyntaxNode[];
  /** The class that the code belongs to. */
  readonly type?: ClassScope;
  /** The first parameter of the method around: `self`, or `cls` of the class. */
  readonly self?: { readonly name: string; readonly isStatic: boolean };
  /** True inside of a function. */
  readonly isInner?: true;
}

/** A class as the code in it sees it. */
export interface ClassScope {
  readonly name: string;
  readonly supers: readonly string[];
}

/** The scope of a file. */
export function fileScope(root: SyntaxNode): Scope {
  const classes = root
    .descendantsOfType('class_definition')
    .flatMap((node) => node?.childForFieldName('name')?.text ?? []);
  return { imports: importsOf(root), classes: new Set(classes), comments: [] };
}

function importsOf(root: SyntaxNode): Map<string, string> {
  const found = new Map<string, string>();
  for (const node of root.descendantsOfType(['import_statement', 'import_from_statement']))
    for (const [local, full] of node ? namesBroughtBy(node) : [])
      if (!found.has(local)) found.set(local, full);
  return found;
}

/** The names that an import brings, each with what it stands for. */
export function namesBroughtBy(node: SyntaxNode): [local: string, full: string][] {
  const module = node.childForFieldName('module_name')?.text;
  return node.childrenForFieldName('name').flatMap((name): [string, string][] => {
    const written = name.childForFieldName('name') ?? name;
    const alias = name.childForFieldName('alias')?.text;
    if (module !== undefined) return [[alias ?? written.text, `${module}.${written.text}`]];
    const [first = written.text] = written.text.split('.');
    // `import a.b` brings `a`.
    return [alias === undefined ? [first, first] : [alias, written.text]];
  });
}

import type { Node as SyntaxNode } from 'web-tree-sitter';

/** What the code around a place says of the names in it. */
export interface Scope {
  /** Names that imports anywhere in the file bring, with what they stand for in full. */
  readonly imports: ReadonlyMap<string, string>;
  /** Whether a call by a name makes an instance: of a class of the file, or of another, as its name is written. */
  isClass(name: string): boolean;
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
interface ClassScope {
  readonly name: string;
  readonly supers: readonly string[];
}

/** The scope of a file. */
export function fileScope(root: SyntaxNode): Scope {
  const namesOf = (type: string) =>
    new Set(root.descendantsOfType(type).map((node) => node?.childForFieldName('name')?.text));
  const [classes, functions] = [namesOf('class_definition'), namesOf('function_definition')];
  return {
    imports: importsOf(root),
    isClass: (name) => classes.has(name) || (/^_*[A-Z]+[a-z]/.test(name) && !functions.has(name)),
    comments: [],
  };
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

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';
import type * as t from '@babel/types';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** One source of the product, as its syntax tree shows it. */
export interface SourceModule {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  readonly body: readonly t.Statement[];
  readonly imports: readonly ImportOf[];
  /** Every node of the tree, outermost first. */
  readonly nodes: readonly t.Node[];
}

interface ImportOf {
  /** The file that a relative specifier means, as `file` above; a package or built-in module by its name. */
  readonly target: string;
  readonly typeOnly: boolean;
}

/** Parses all TypeScript files of some folders of the repository. */
export function readSources(...folders: readonly string[]): SourceModule[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => readSource(join(folder, name).replaceAll(sep, '/'))),
  );
}

function readSource(file: string): SourceModule {
  const tree = parse(readFileSync(join(ROOT, file), 'utf8'), {
    sourceType: 'module',
    plugins: ['typescript'],
  });
  const nodes = [...walk(tree.program)];
  const imports = nodes.flatMap((node): ImportOf[] => {
    const found = importOf(node);
    return found ? [{ ...found, target: resolveFrom(file, found.target) }] : [];
  });
  return { file, body: tree.program.body, imports, nodes };
}

function* walk(node: t.Node): Generator<t.Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && typeof child === 'object' && typeof child.type === 'string' && 'start' in child)
        yield* walk(child as t.Node);
    }
  }
}

/** `import … from`, `export … from`, `import(…)`, `require(…)`, `createRequire(…)(…)` and `import('…').Type`. */
function importOf(node: t.Node): ImportOf | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return { target: node.source.value, typeOnly: node.importKind === 'type' };
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return node.type === 'ExportAllDeclaration' || node.source
        ? { target: node.source!.value, typeOnly: node.exportKind === 'type' }
        : undefined;
    case 'TSImportType': {
      const { argument } = node;
      return argument.type === 'StringLiteral' ? { target: argument.value, typeOnly: true } : undefined;
    }
    case 'CallExpression':
      return isLoading(node.callee) ? { target: literalOf(node), typeOnly: false } : undefined;
    default:
      return undefined;
  }
}

function isLoading(callee: t.Node): boolean {
  if (callee.type === 'Import') return true;
  if (callee.type === 'Identifier') return callee.name === 'require';
  return (
    callee.type === 'CallExpression' &&
    callee.callee.type === 'Identifier' &&
    callee.callee.name === 'createRequire'
  );
}

function literalOf({ arguments: [argument], loc }: t.CallExpression): string {
  if (argument?.type === 'StringLiteral') return argument.value;
  throw new Error(`an import in line ${loc?.start.line} cannot be read: its specifier is no literal`);
}

function resolveFrom(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier.replace(/^node:/, '');
  return relative(ROOT, join(ROOT, dirname(file), specifier)).replaceAll(sep, '/');
}

import { dirname, join } from 'node:path';
import { isScript } from '../languages/javascript/syntax/files.ts';
import { resolveRelative } from '../tracing/resolve.ts';
import { findComponents } from './components.ts';
import type { Tree } from './tree.ts';

/** The fields of a package's description that name what others load. */
const ENTRY_FIELDS = ['main', 'module', 'browser', 'exports', 'bin', 'types'] as const;

/**
 * Tells which files may have users that are not in the tree: what a package names as its entry, and what no file of the
 * tree imports.
 */
export function publicFiles(tree: Tree): (file: string) => boolean {
  const { importersOf } = findComponents(tree);
  let entries: ReadonlySet<string> | undefined;
  return (file) => {
    entries ??= new Set(tree.files.filter(isPackage).flatMap((one) => entriesOf(tree, one)));
    return entries.has(file) || importersOf(file).length === 0;
  };
}

function isPackage(file: string): boolean {
  return /(?:^|[\\/])package\.json$/.test(file);
}

function entriesOf(tree: Tree, description: string): string[] {
  const fields = parse(tree.read(description) ?? '');
  const named = ENTRY_FIELDS.flatMap((field) => textsIn(fields[field]));
  return [...named, './index'].flatMap((name) => {
    const specifier = name.startsWith('.') ? name : `./${name}`;
    const file = resolveRelative(join(dirname(description), 'package.json'), specifier, tree.has);
    return file !== undefined && isScript(file) ? [file] : [];
  });
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // A description that is no JSON names no entry; npm says so to its owner.
    return {};
  }
}

/** All texts in a value, however deep: `exports` may be nested by condition. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

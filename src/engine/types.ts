import type { References } from '../model/references.ts';
import { findReferences } from '../tracing/references.ts';
import { resolveDeclarations } from '../tracing/resolve.ts';
import { API_KEY, TICKET } from '../zoho/parameters.ts';
import type { Resolve } from './imports.ts';
import type { Tree } from './tree.ts';

type Files = readonly { readonly file: string; readonly text: string }[];

const TYPED = /\.[cm]?tsx?$/;
const DECLARATIONS = /\.d\.[cm]?ts$/;

/** What types say in each part of a tree; TypeScript is asked, and loaded, only where somebody wants to know. */
export class TypesOfParts {
  private readonly parts = new Map<string, { readonly files: Files; references?: References }>();
  private readonly ambient: Files;
  private readonly resolve: Resolve;

  /** Declarations may be global, so that no import tells who relies on them: each part sees all that name parameters. */
  constructor(tree: Tree, read: (file: string) => string | undefined, resolve: Resolve) {
    const declarations = tree.candidates.filter(
      (file) => DECLARATIONS.test(file) && tree.namesParameters(file),
    );
    this.ambient = declarations.flatMap((file) => {
      const text = read(file);
      return text === undefined ? [] : [{ file, text }];
    });
    const declared = new Set(declarations);
    this.resolve = (from, specifier) =>
      resolve(from, specifier) ?? resolveDeclarations(from, specifier, (file) => declared.has(file));
  }

  /** Adds the files of a part; one without TypeScript has nothing to say. */
  add(files: Files): void {
    if (!files.some(({ file }) => TYPED.test(file))) return;
    const known = new Set(files.map(({ file }) => file));
    const part = { files: [...files, ...this.ambient.filter(({ file }) => !known.has(file))] };
    for (const { file } of files) this.parts.set(file, part);
  }

  /** What the types of the part that holds a file say. */
  around(file: string): References | undefined {
    const part = this.parts.get(file);
    if (!part) return undefined;
    part.references ??= findReferences({ files: part.files, resolve: this.resolve }, [API_KEY, TICKET]);
    return part.references;
  }
}

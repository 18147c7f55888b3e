import type { References } from '../model/references.ts';
import { findReferences } from '../tracing/references.ts';
import { API_KEY, TICKET } from '../zoho/parameters.ts';
import type { Resolve } from './imports.ts';

type Files = readonly { readonly file: string; readonly text: string }[];

const TYPED = /\.[cm]?tsx?$/;

/** What types say in each part of a tree; TypeScript is asked, and loaded, only where somebody wants to know. */
export class TypesOfParts {
  private readonly parts = new Map<string, { readonly files: Files; references?: References }>();
  private readonly resolve: Resolve;

  constructor(resolve: Resolve) {
    this.resolve = resolve;
  }

  /** Adds the files of a part; one without TypeScript has nothing to say. */
  add(files: Files): void {
    if (!files.some(({ file }) => TYPED.test(file))) return;
    const part = { files };
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

import type { SourceRange } from '../../model/edit.ts';
import type { Site } from '../../model/query-text.ts';

/** The characters of a URL in prose; `offsets[i]` is where the i-th stands in the file. */
export interface CharactersSite {
  readonly type: 'characters';
  readonly at: SourceRange;
  readonly offsets: readonly number[];
}

/** A placeholder, or a value that commented-out code puts into the URL. */
export interface SlotSite {
  readonly type: 'placeholder' | 'code';
  readonly at: SourceRange;
  /** What is left of the source when the value goes: the quote that ends the last literal. */
  readonly residue: string;
}

export type TextSite = CharactersSite | SlotSite;

const sites = new WeakSet<Site>();

/** Marks a site as one of this front end. */
export function textSite<T extends TextSite>(site: T): T {
  sites.add(site);
  return site;
}

/** Whether a site is one of this front end. */
export function isTextSite(site: Site): boolean {
  return sites.has(site);
}

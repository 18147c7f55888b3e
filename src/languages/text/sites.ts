import type { SourceRange } from '../../model/edit.ts';
import type { Site } from '../../model/query-text.ts';
import type { Spelled, Spelling } from './characters.ts';
import type { Variable } from './variables.ts';

/** The characters of a URL in a text, each with the place where it is spelled. */
export interface CharactersSite {
  readonly type: 'characters';
  readonly at: SourceRange;
  readonly characters: readonly Spelled[];
  readonly spell: Spelling;
}

/** A placeholder, the name of a value, or a value that commented-out code puts into the URL. */
export interface SlotSite {
  readonly type: 'placeholder' | 'reference' | 'code';
  readonly at: SourceRange;
  /** What is left of the source when the value goes: the quote that ends the last literal. */
  readonly residue: string;
  readonly spell: Spelling;
  /** What the name of a value means in the text, where that is known. */
  readonly variable?: Variable;
}

export type TextSite = CharactersSite | SlotSite;

const sites = new WeakSet<Site>();

/** Marks a site as one of this front end. */
export function textSite<T extends TextSite>(site: T): T {
  sites.add(site);
  return site;
}

/** Whether a site is one of this front end. */
export function isTextSite(site: Site): site is TextSite {
  return sites.has(site);
}

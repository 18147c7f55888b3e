import type { SourceRange } from '../../model/edit.ts';
import type { Site } from '../../model/query-text.ts';
import type { DocumentEntry } from './entries.ts';

/** A name with its value in a document. */
export interface EntrySite {
  readonly at: SourceRange;
  readonly entry: DocumentEntry;
  /** The text of the document. */
  readonly text: string;
}

const sites = new WeakSet<Site>();

/** Marks a site as one of a document. */
export function entrySite(site: EntrySite): EntrySite {
  sites.add(site);
  return site;
}

/** Whether a site is one of a document. */
export function isEntrySite(site: Site): site is EntrySite {
  return sites.has(site);
}

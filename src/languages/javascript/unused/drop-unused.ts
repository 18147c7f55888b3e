import type { DocumentSurroundings } from '../documents/surroundings.ts';
import type { Bundle } from '../rename/bundles.ts';
import type { Tracer } from '../values/tracer.ts';
import { dropDocumentKeys } from './document-keys.ts';
import { dropSettings, type FindSetting } from './settings.ts';
import { dropVariables } from './variables.ts';

/**
 * Removes what fed only what is no longer sent, where it is seen that nothing else needs it: constants and locals, then
 * the settings and keys of documents that nothing reads any more.
 */
export function dropUnused(
  tracer: Tracer,
  bundles: readonly Bundle[],
  { findSetting, documents }: { findSetting: FindSetting; documents: DocumentSurroundings },
): readonly Bundle[] {
  const withoutVariables = dropVariables(tracer, bundles);
  return dropDocumentKeys(tracer, dropSettings(withoutVariables, findSetting), documents);
}

import type { Tracer } from '../values/tracer.ts';
import type { KeyUses } from './following.ts';
import type { DocumentKey } from './keys.ts';
import { namesDocumentOtherwise } from './mentions.ts';
import { hasStrangeRead } from './strange-reads.ts';
import type { DocumentSurroundings } from './surroundings.ts';

/** Whether the program holds everybody who may use a key of a document, and reads it in no other way than is known. */
export function isWholeProgram(
  tracer: Tracer,
  key: DocumentKey,
  uses: KeyUses,
  documents: DocumentSurroundings,
): boolean {
  const { program } = tracer;
  const givers = [key.document, ...uses.exporters];
  return (
    uses.reads.size > 0 &&
    givers.every(({ file }) => documents.importersOf(file).every((importer) => program.has(importer))) &&
    !program.modules.some((module) => !module.json && namesDocumentOtherwise(tracer, module, key.document)) &&
    !hasStrangeRead(tracer, key, uses)
  );
}

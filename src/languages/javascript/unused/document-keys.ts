import { type KeyRead, usesOf } from '../documents/following.ts';
import { type DocumentKey, keysOf, pathsOf } from '../documents/keys.ts';
import { removeProperties } from '../documents/remove-properties.ts';
import { isWholeProgram } from '../documents/seen.ts';
import type { DocumentSurroundings } from '../documents/surroundings.ts';
import { type Bundle, joinBundles } from '../rename/bundles.ts';
import { Draft } from '../spell/draft.ts';
import { isMember, memberName, type Node, staticName } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf, type Value } from '../values/values.ts';
import { valueOfPattern } from '../values/variables.ts';
import { isGoneFrom, takersOf } from './gone.ts';

/** Takes the keys that nothing reads any more out of JSON documents, where every use of them is seen. */
export function dropDocumentKeys(
  tracer: Tracer,
  bundles: readonly Bundle[],
  documents: DocumentSurroundings,
): readonly Bundle[] {
  const values = bundles.flatMap(({ drafts }) =>
    [...drafts.values()].flatMap((draft) => valuesTakenAway(tracer, draft)),
  );
  return keysOf(tracer, values).reduce(
    (current, key) => dropKey(tracer, current, key, documents) ?? current,
    bundles,
  );
}

/** What stands in documents under the names that edits no longer read. */
export function valuesTakenAway(tracer: Tracer, draft: Draft): Node[] {
  return valuesRead(tracer, draft.module, (name) => isGoneFrom(draft, name));
}

/** What stands in documents under names that a module reads. */
export function valuesRead(tracer: Tracer, module: JsModule, isMeant: (name: Node) => boolean): Node[] {
  if (module.json) return [];
  const members = [...module.nodes('MemberExpression'), ...module.nodes('OptionalMemberExpression')];
  const ofMembers = members.flatMap((member) => {
    const name = isMeant(member.property) ? memberName(member) : undefined;
    return name === undefined ? [] : valuesUnder(tracer, tracer.evaluate(member.object, undefined), name);
  });
  const ofPatterns = module.nodes('ObjectPattern').flatMap((pattern) =>
    pattern.properties.flatMap((property) => {
      if (property.type !== 'ObjectProperty' || !isMeant(property.key)) return [];
      const name = staticName(property.key, property.computed);
      const value = valueOfPattern(tracer, pattern);
      return name !== undefined && value ? valuesUnder(tracer, value, name) : [];
    }),
  );
  return [...ofMembers, ...ofPatterns];
}

function valuesUnder(tracer: Tracer, value: Value, name: string): Node[] {
  tracer.refresh();
  const entries = optionsOf(value).flatMap((option) => (option.kind === 'set' ? option.entries : []));
  return entries.flatMap((entry) =>
    entry.name === name && entry.value?.type === 'StringLiteral' && tracer.moduleOf(entry.value).json
      ? [entry.value]
      : [],
  );
}

function dropKey(
  tracer: Tracer,
  bundles: readonly Bundle[],
  key: DocumentKey,
  documents: DocumentSurroundings,
): readonly Bundle[] | undefined {
  const { document, name, properties } = key;
  const uses = usesOf(tracer, key);
  if (!uses || !isWholeProgram(tracer, key, uses, documents)) return undefined;
  const takers = takersOf(
    bundles,
    [...uses.reads].map((read) => ({ module: tracer.moduleOf(read), node: nameOf(read) })),
  );
  const holders = bundles.filter(({ drafts }) => drafts.has(document));
  const concerned = takers && [...new Set([...takers, ...holders])];
  const joined = concerned && joinBundles(concerned);
  const change = { document: document.file, name, paths: pathsOf(key), to: undefined };
  const others = joined && documents.follow(change, (file) => tracer.program.has(file));
  if (!others) return undefined;
  const draft = joined.drafts.get(document) ?? new Draft(document);
  if ([...properties].some((property) => isEdited(draft, property))) return undefined;
  removeProperties(draft, properties);
  const merged: Bundle = {
    ...joined,
    drafts: new Map([...joined.drafts, [document, draft]]),
    others: [...joined.others, ...others],
  };
  return [...bundles.filter((one) => !concerned.includes(one)), merged];
}

function nameOf(read: KeyRead): Node {
  return isMember(read) ? read.property : read.key;
}

function isEdited({ edits }: Draft, { start, end }: Node): boolean {
  return edits.some((edit) => edit.start < (end ?? 0) && (start ?? 0) < edit.end);
}

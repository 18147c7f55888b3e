import { joinBundles } from '../rename/bundles.ts';
import { type CarriedTokens, carriedTokens } from '../rename/carried-tokens.ts';
import type { Spelled, TokenNameFor } from '../rename/rename-variables.ts';
import { Draft } from '../spell/draft.ts';
import { isTested } from '../spell/named-reads.ts';
import { endOf, isMember, type Node, startOf } from '../syntax/ast.ts';
import { type JsModule, wrapped } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { type KeyRead, usesOf } from './following.ts';
import { type DocumentKey, keysOfTokens, pathsOf } from './keys.ts';
import { isWholeProgram } from './seen.ts';
import type { DocumentSurroundings } from './surroundings.ts';

/**
 * Renames the keys of JSON documents whose values become tokens, where every use of such a key is seen, and carries the
 * token: in the document, in all code that reads it, in examples of it. Else the key stays, and holds the token.
 */
export function renameDocumentKeys(
  tracer: Tracer,
  spelled: readonly Spelled[],
  tokenNameFor: TokenNameFor,
  documents: DocumentSurroundings,
): readonly Spelled[] {
  const keys = keysOfTokens(
    tracer,
    spelled.flatMap(({ changes }) => changes),
  );
  const given = new Map<JsModule, Set<string>>();
  let current = spelled;
  for (const key of keys) {
    const to = tokenNameFor(key.name);
    const taken = given.get(key.document) ?? new Set();
    const renamed =
      to === undefined || taken.has(to) ? undefined : renameKey(tracer, current, key, to, documents);
    if (!renamed) continue;
    given.set(key.document, taken.add(to!));
    current = renamed;
  }
  return current;
}

function renameKey(
  tracer: Tracer,
  spelled: readonly Spelled[],
  key: DocumentKey,
  to: string,
  documents: DocumentSurroundings,
): readonly Spelled[] | undefined {
  if (!isWritable(key, to)) return undefined;
  const uses = usesOf(tracer, key);
  if (!uses || uses.otherNames.has(to) || !isWholeProgram(tracer, key, uses, documents)) return undefined;
  const tokens = carriedTokens(tracer, spelled);
  if (![...uses.reads].every((read) => carriesToken(tracer, read, tokens))) return undefined;
  const modules = new Set([key.document, ...[...uses.reads].map((read) => tracer.moduleOf(read))]);
  const concerned = spelled.filter(({ drafts }) => [...modules].some((module) => drafts.has(module)));
  const bundle = joinBundles(concerned);
  if (!bundle) return undefined;
  const { document, name } = key;
  const change = { document: document.file, name, paths: pathsOf(key), to };
  const others = documents.follow(change, (file) => tracer.program.has(file));
  if (!others) return undefined;
  const drafts = new Map(bundle.drafts);
  const draftOf = (module: JsModule) => {
    const draft = drafts.get(module) ?? new Draft(module);
    drafts.set(module, draft);
    return draft;
  };
  for (const property of key.properties) draftOf(document).rename(property.key, to);
  for (const read of uses.reads)
    if (!writeRead(draftOf(tracer.moduleOf(read)), read, name, to)) return undefined;
  const renamed: Spelled = {
    groups: bundle.groups,
    drafts,
    others: [...bundle.others, ...others],
    changes: concerned.flatMap(({ changes }) => changes),
    wishes: concerned.flatMap(({ wishes }) => wishes),
  };
  return [...spelled.filter((one) => !concerned.includes(one)), renamed];
}

/** Whether a key is written plainly wherever it stands, and its new name is free beside it. */
function isWritable({ document, name, properties }: DocumentKey, to: string): boolean {
  return [...properties].every((property) => {
    const { key } = property;
    const object = document.parents.get(property);
    const keys =
      object?.type === 'ObjectExpression'
        ? object.properties.flatMap((other) =>
            other.type === 'ObjectProperty' && other.key.type === 'StringLiteral' ? [other.key.value] : [],
          )
        : [];
    return (
      document.text.slice(startOf(key) + 1, endOf(key) - 1) === name &&
      keys.filter((other) => other === name).length === 1 &&
      !keys.includes(to)
    );
  });
}

/** Whether what is read is sent as a token alone, or only asked for, or the read goes. */
function carriesToken(tracer: Tracer, read: KeyRead, { variables, members, isGone }: CarriedTokens): boolean {
  const module = tracer.moduleOf(read);
  if (isMember(read))
    return (
      members.has(read) ||
      isGone(read.property, nameOf(read.property)) ||
      isTested(module, wrapped(module, read))
    );
  const target = read.value.type === 'AssignmentPattern' ? read.value.left : read.value;
  const binding = target.type === 'Identifier' ? module.scopes.bindingOf(target) : undefined;
  return (
    binding !== undefined &&
    (variables.has(binding) ||
      binding.reads.every((each) => isGone(each, each.name) || isTested(module, wrapped(module, each))))
  );
}

function nameOf(property: Node): string {
  return property.type === 'Identifier' ? property.name : '';
}

/** Writes the new name where a key is read; false where edits leave no way. */
function writeRead(draft: Draft, read: KeyRead, name: string, to: string): boolean {
  const node = isMember(read) ? read.property : read.key;
  const [start, end] = [startOf(node), endOf(node)];
  const touching = draft.edits.filter((edit) => edit.start < end && start < edit.end);
  if (touching.length > 0)
    return touching.every((edit) => edit.start <= start && end <= edit.end && !edit.text.includes(name));
  const isPlain =
    node.type === 'Identifier' ? draft.module.text.slice(start, end) === name : node.type === 'StringLiteral';
  if (!isPlain) return false;
  if (!isMember(read) && read.shorthand) draft.replace(start, end, `${to}: ${name}`);
  else draft.rename(node, to);
  return true;
}

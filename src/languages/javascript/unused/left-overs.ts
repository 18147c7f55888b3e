import type { Edit } from '../../../model/edit.ts';
import type { LeftOver } from '../../../model/left-over.ts';
import { environmentMentions } from '../program/environment-names.ts';
import type { JsProgram } from '../program/program.ts';
import { Draft } from '../spell/draft.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { Tracer } from '../values/tracer.ts';
import { valuesRead, valuesTakenAway } from './document-keys.ts';
import { isGoneFrom } from './gone.ts';
import type { FindSetting } from './settings.ts';

/**
 * What stays behind once all edits are made.
 *
 * @param whole the modules that edits lie in
 */
export function leftOversOf(whole: JsProgram, edits: readonly Edit[], find: FindSetting): LeftOver[] {
  const drafts = new Map<JsModule, Draft>();
  for (const { file, start, end, text } of edits) {
    const module = whole.load(file);
    if (!module) continue;
    const draft = drafts.get(module) ?? new Draft(module);
    drafts.set(module, draft);
    draft.replace(start, end, text);
  }
  const tracer = new Tracer(whole);
  return [...drafts.values()].flatMap((draft) => [
    ...variablesLeft(draft),
    ...keysLeft(tracer, draft, drafts),
    ...settingsLeft(draft, drafts, edits, find),
  ]);
}

function variablesLeft(draft: Draft): LeftOver[] {
  const { module } = draft;
  const isLeft = ({ kind, reads, declaration }: Binding) =>
    (kind === 'variable' || kind === 'parameter' || kind === 'import') &&
    reads.length > 0 &&
    reads.every((read) => isGoneFrom(draft, read)) &&
    !isRemoved(draft, declaration);
  return module.scopes.all.filter(isLeft).map(({ name, declaration }) => {
    const start = startOf(declaration);
    return { kind: 'variable', name, at: { file: module.file, start, end: start + name.length } };
  });
}

function keysLeft(tracer: Tracer, draft: Draft, drafts: ReadonlyMap<JsModule, Draft>): LeftOver[] {
  return valuesTakenAway(tracer, draft).flatMap((value): LeftOver[] => {
    const document = tracer.moduleOf(value);
    const property = document.parents.get(value);
    if (property?.type !== 'ObjectProperty' || property.key.type !== 'StringLiteral') return [];
    const own = drafts.get(document);
    const { key } = property;
    if ((own && isRemoved(own, key)) || isStillRead(tracer, value, key.value, drafts)) return [];
    return [
      { kind: 'key', name: key.value, at: { file: document.file, start: startOf(key), end: endOf(key) } },
    ];
  });
}

function isStillRead(
  tracer: Tracer,
  value: Node,
  name: string,
  drafts: ReadonlyMap<JsModule, Draft>,
): boolean {
  return tracer.program.modules.some((module) => {
    const draft = drafts.get(module);
    const stays = (node: Node) => nameOf(node) === name && !(draft && isGoneFrom(draft, node));
    return valuesRead(tracer, module, stays).includes(value);
  });
}

function nameOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'StringLiteral' ? node.value : undefined;
}

/** Environment variables that are still set where nothing can be shown to be the last to read them. */
function settingsLeft(
  draft: Draft,
  drafts: ReadonlyMap<JsModule, Draft>,
  edits: readonly Edit[],
  find: FindSetting,
): LeftOver[] {
  const gone = environmentMentions(draft.module).filter(({ node }) => isGoneFrom(draft, node));
  return [...new Set(gone.map(({ name }) => name))].flatMap((name): LeftOver[] => {
    const { mentions = [], places = [] } = find(name) ?? {};
    const isRead = mentions.some(({ module, node }) => {
      const own = drafts.get(module);
      return !own || !isGoneFrom(own, node);
    });
    const left = places.filter(
      (at) => !edits.some((edit) => edit.file === at.file && edit.start <= at.start && at.end <= edit.end),
    );
    return isRead ? [] : left.map((at) => ({ kind: 'setting', name, at }));
  });
}

function isRemoved({ edits }: Draft, node: Node): boolean {
  const [start, end] = [startOf(node), endOf(node)];
  return edits.some((edit) => edit.start <= start && end <= edit.end && edit.end - edit.start > end - start);
}

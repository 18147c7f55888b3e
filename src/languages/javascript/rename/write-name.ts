import type { Draft } from '../spell/draft.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { renameInDocs } from './docs.ts';

/**
 * Writes another name wherever a variable is named, beside the edits that are there already.
 *
 * @returns false where these edits leave no way; then nothing was changed
 */
export function writeName(draft: Draft, binding: Binding, to: string): boolean {
  const { name } = binding;
  const mentions = mentionsOf(binding);
  if (!mentions.every((mention) => isWritable(draft, mention, name)) || isCopied(draft, binding))
    return false;
  for (const mention of mentions) writeMention(draft, mention, name, to);
  renameInDocs(draft, binding, to);
  return true;
}

/** Every identifier that means a variable, its declarations included. */
export function mentionsOf(binding: Binding): Node[] {
  return [...new Set<Node>([...binding.declarations, ...binding.reads, ...binding.writes])];
}

/** Whether an edit takes an identifier away; one that only puts a key before it does not. */
export function isTakenAway(draft: Draft, identifier: Node, name: string): boolean {
  const { start, end } = spanOf(identifier, name);
  return draft.covers(start, end) && keyBefore(draft, start, end, name) === undefined;
}

/** A type that stands behind a parameter belongs to its node, not to its name. */
function spanOf(identifier: Node, name: string): { start: number; end: number } {
  return { start: startOf(identifier), end: startOf(identifier) + name.length };
}

function isWritable(draft: Draft, mention: Node, name: string): boolean {
  const { start, end } = spanOf(mention, name);
  // It may be written with escapes.
  if (draft.module.text.slice(start, end) !== name) return false;
  return draft.edits.every(
    (edit) => edit.end <= start || edit.start >= end || (edit.start <= start && edit.end >= end),
  );
}

/** Whether an edit writes the old name anew: what it means there is not known. */
function isCopied(draft: Draft, { name, scope }: Binding): boolean {
  const word = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])(?!\\s*:)`);
  return draft.edits.some(
    ({ start, end, text }) =>
      start >= startOf(scope.node) &&
      end <= endOf(scope.node) &&
      word.test(text) &&
      keyBefore(draft, start, end, name) === undefined,
  );
}

/** The key that an edit writes before a name that was key and value in one: `{ authtoken: apikey }`. */
function keyBefore(draft: Draft, start: number, end: number, name: string): string | undefined {
  const edit = draft.edits.find((one) => one.start === start && one.end === end);
  const [key, value, ...rest] = edit?.text.split(': ') ?? [];
  return value === name && rest.length === 0 ? key : undefined;
}

function writeMention(draft: Draft, mention: Node, name: string, to: string): void {
  const { start, end } = spanOf(mention, name);
  const key = keyBefore(draft, start, end, name);
  if (key !== undefined) {
    draft.forget(start, end);
    return draft.replace(start, end, key === to ? to : `${key}: ${to}`);
  }
  if (draft.covers(start, end)) return;
  if (!isShorthand(draft.module, mention)) return draft.replace(start, end, to);
  const inserted = draft.edits.find(
    (edit) => edit.start === start && edit.end === start && edit.text.endsWith(': '),
  );
  if (!inserted) return draft.replace(start, end, `${name}: ${to}`);
  if (inserted.text === `${to}: `) draft.forget(start, start);
  draft.replace(start, end, to);
}

/** Whether an identifier is key and value in one, `{ apikey }`, or so with a default, `{ apikey = '' }`. */
function isShorthand(module: JsModule, identifier: Node): boolean {
  const parent = module.parents.get(identifier);
  const property =
    parent?.type === 'AssignmentPattern' && parent.left === identifier ? module.parents.get(parent) : parent;
  return property?.type === 'ObjectProperty' && property.shorthand === true;
}

import type { TokenReference } from '../../../model/change.ts';
import { Refusal } from '../../refusal.ts';
import { eraseAll, joinSegments, type Segment } from '../../segments.ts';
import type { Source } from '../source.ts';
import type { Characters, Node, Text } from '../tree.ts';
import type { Draft } from './draft.ts';
import { needsBrackets } from './surroundings.ts';

/** The string that characters are a part of. */
export function textAround(source: Source, node: Characters): Text {
  const parent = source.parents.get(node);
  if (parent?.kind !== 'text') throw new Error('characters stand outside of a string');
  return parent;
}

/** The string that stands nearest: its quotes are those of what is put in beside it. */
export function textLike(source: Source, node: Node): Text | undefined {
  const own = findText(source, node);
  if (own) return own;
  for (const around of source.around(node)) {
    if (around.kind === 'text') return around;
    const found = findText(source, around);
    if (found) return found;
    if (around.kind === 'statement' || around.kind === 'return') break;
  }
  return undefined;
}

function findText(source: Source, node: Node): Text | undefined {
  return source.nodes.find(
    (each): each is Text => each.kind === 'text' && each.start >= node.start && each.end <= node.end,
  );
}

/** Where a run-time character of a literal stands in the file. */
export function offsetIn(node: Characters, at: number): number {
  return node.offsets?.[at] ?? node.start + at;
}

/** Whether segments leave nothing of a literal. */
export function isErased(node: Characters, segments: readonly Segment[]): boolean {
  if (node.text === '') return true;
  return eraseAll(node.text.length, segments);
}

/** Writes the segments of one literal. @throws Refusal when the string takes no token */
export function spellSegments(draft: Draft, node: Characters, segments: readonly Segment[]): void {
  const text = textAround(draft.source, node);
  for (const { from, to, parts } of joinSegments(segments)) {
    const at = { start: offsetIn(node, from), end: offsetIn(node, to) };
    const isWhole = text.parts.length === 1 && from === 0 && to === node.text.length;
    const [only] = parts.filter((part) => part !== '');
    if (isWhole && parts.length === 1 && typeof only === 'object') {
      const { before, after } = gluesOf(draft.source, text);
      draft.replaceSpan(text, before + tokenFor(draft, only, text, text) + after);
      if (before !== '' || after !== '') bracket(draft, text);
      continue;
    }
    if (parts.every((part) => typeof part === 'string'))
      draft.replaceSpan(at, parts.map((part) => escapeIn(draft.source, part as string, text)).join(''));
    else spellToken(draft, text, at, parts);
  }
}

/** A reference to the token, to be put in the place of a node or within it. @throws Refusal when no call can stand there */
export function tokenFor(draft: Draft, { name }: TokenReference, like: Text | undefined, at: Node): string {
  const { source } = draft;
  const reason = source.language.spelling.refusesCall?.(source, at);
  if (reason !== undefined) throw new Refusal(reason);
  draft.tokens.push(at);
  return source.language.spelling.token(name, like, source);
}

function escapeIn({ language }: Source, text: string, within: Text): string {
  return language.spelling.escape(text, within);
}

/** A token within a string: as an expression in it, or between two halves of it. */
function spellToken(
  draft: Draft,
  text: Text,
  at: { start: number; end: number },
  parts: readonly (string | TokenReference)[],
): void {
  const { source } = draft;
  const { spelling } = source.language;
  const embedded = parts.map((part) =>
    typeof part === 'string'
      ? escapeIn(source, part, text)
      : spelling.embed(tokenFor(draft, part, undefined, text), text),
  );
  if (!embedded.includes(undefined)) {
    draft.replaceSpan(at, embedded.join(''));
    return;
  }
  const quotes = spelling.delimiters(text, source.text);
  if (!quotes) throw new Refusal('the string takes no expression, and cannot be cut in two');
  const { open, close } = quotes;
  const { plus } = spelling;
  const atStart = at.start === text.start + open.length;
  const atEnd = at.end === text.end - close.length;
  let code = '';
  let isOpen = !(atStart && typeof parts[0] === 'object');
  for (const part of parts) {
    if (typeof part === 'string') {
      if (part === '') continue;
      code += (isOpen ? '' : plus + open) + escapeIn(source, part, text);
      isOpen = true;
    } else {
      code += (isOpen ? close + plus : code === '' ? '' : plus) + tokenFor(draft, part, text, text);
      isOpen = false;
    }
  }
  const endsBare = atEnd && !isOpen;
  if (!isOpen && !endsBare) code += plus + open;
  const startsBare = atStart && typeof parts[0] === 'object';
  const { before, after } = gluesOf(source, text);
  draft.replace(
    startsBare ? text.start : at.start,
    endsBare ? text.end : at.end,
    (startsBare ? before : '') + code + (endsBare ? after : ''),
  );
  bracket(draft, text);
}

/** What must stand between an expression in a string's place and the strings that stand side by side with it. */
function gluesOf(
  { parents, language }: Source,
  text: Text,
): { readonly before: string; readonly after: string } {
  const parent = parents.get(text);
  const row = parent?.kind === 'sum' && parent.isAdjacent ? parent.operands : [];
  const i = row.indexOf(text);
  const { plus } = language.spelling;
  return {
    before: i > 0 ? plus.trimStart() : '',
    after: i >= 0 && i < row.length - 1 ? plus.trimEnd() : '',
  };
}

/** Puts brackets around what becomes a sum, where something takes it that binds tighter. */
function bracket(draft: Draft, text: Text): void {
  const parent = draft.source.parents.get(text);
  const whole = parent?.kind === 'sum' && parent.isAdjacent ? parent : text;
  if (!needsBrackets(draft.source, whole)) return;
  draft.replace(whole.start, whole.start, '(');
  draft.replace(whole.end, whole.end, ')');
}

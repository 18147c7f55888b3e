import type { Change } from '../../../model/change.ts';
import { Refusal } from '../../refusal.ts';
import type { CodeSite } from '../run/values.ts';
import type { Source } from '../source.ts';
import type { Call, Expression, NameSpan, Node, Span, Statement } from '../tree.ts';
import type { Draft } from './draft.ts';
import { offsetIn, textLike, tokenFor } from './literals.ts';
import type { Removals } from './removals.ts';
import { indentBefore, lineEndNear, ownStatement } from './surroundings.ts';

export type EntryChange = Extract<Change, { readonly entry: unknown }>;

/**
 * Spells a change of a named parameter: an item of a map, an assignment by key, a setter, a named argument.
 *
 * @throws Refusal when the syntax leaves no way
 */
export function spellEntry(draft: Draft, change: EntryChange, removals: Removals): void {
  const site = change.entry.site as CodeSite;
  switch (change.kind) {
    case 'rename-entry':
      renameEntry(draft, site, change.to);
      return;
    case 'replace-value':
      draft.replaceSpan(
        valueSpan(site),
        tokenFor(draft, change.by, textLike(draft.source, site.node), valueSpan(site)),
      );
      return;
    case 'replace-entry':
      renameEntry(draft, site, change.name);
      draft.replaceSpan(valueSpan(site), quoted(draft.source, site, change.value));
      return;
    case 'remove-entry':
      removeEntry(site, removals);
      return;
    case 'insert-entry-after':
      insertAfter(draft, site, change.name, change.value);
  }
}

/** Where a parameter's value stands; what wraps it as an object of the library stays. */
function valueSpan({ value, source }: CodeSite): Expression {
  if (!value) throw new Refusal('the value of the parameter is set in a way that could not be followed');
  const meaning = value.kind === 'call' && value.isNew ? source.language.reader.meaningOf(value) : undefined;
  return meaning?.kind === 'same' ? meaning.value : value;
}

/** Where the characters of a parameter's name stand. */
function nameSpan({ name }: CodeSite): Span {
  if (!name) throw new Refusal('the name of the parameter is set in a way that could not be followed');
  if (!('kind' in name)) return name as NameSpan;
  const [only, ...others] = name.kind === 'text' ? name.parts : [];
  if (only?.kind !== 'characters' || others.length > 0)
    throw new Refusal('the name of the parameter does not stand beside its value');
  return { start: offsetIn(only, 0), end: offsetIn(only, only.text.length) };
}

function renameEntry(draft: Draft, site: CodeSite, to: string): void {
  const { name, value } = site;
  if (value && value.start === value.end)
    throw new Refusal('the name of the parameter says its value, too: write both');
  const span = nameSpan(site);
  const isText = name && 'kind' in name && name.kind === 'text';
  draft.replaceSpan(span, isText ? draft.source.language.spelling.escape(to, name) : to);
}

/** A value in the quotes of the name, or of what stands nearest. */
function quoted(source: Source, site: CodeSite, value: string): string {
  const { name } = site;
  const own = name && 'kind' in name && name.kind === 'text' ? name : undefined;
  const quotes = own && source.language.spelling.delimiters(own, source.text);
  // A bare key has no quotes that a value could take.
  const like =
    quotes && quotes.open !== '' && !/^[:\w]/.test(quotes.open) ? own : textLike(source, site.node);
  return source.language.spelling.quote(value, like);
}

function removeEntry({ node, source }: CodeSite, removals: Removals): void {
  switch (node.kind) {
    case 'item':
    case 'argument':
      removals.addItem(node);
      return;
    case 'assignment':
      if (removals.addStatement(node)) return;
      throw new Refusal('the parameter is set within another expression');
    case 'call': {
      const holder = source.parents.get(node);
      if (holder?.kind === 'item' || (holder?.kind === 'argument' && !isStep(source, holder)))
        removals.addItem(holder);
      else removals.addCall(node);
      return;
    }
    default:
      throw new Refusal('the parameter is set in a way that could not be followed');
  }
}

function isStep(source: Source, argument: Node): boolean {
  const call = source.parents.get(argument);
  return call?.kind === 'call' && source.language.reader.meaningOf(call) === undefined;
}

/** Writes a second entry behind one, in the same words. */
function insertAfter(draft: Draft, site: CodeSite, name: string, value: string): void {
  const { source } = draft;
  const { node } = site;
  const holder = node.kind === 'call' ? source.parents.get(node) : undefined;
  const whole =
    holder?.kind === 'item' || (holder?.kind === 'argument' && isPairOf(source, node as Call))
      ? holder
      : node;
  if (whole.kind === 'item' || whole.kind === 'argument') {
    const parent = source.parents.get(whole);
    const list: readonly Node[] =
      parent?.kind === 'collection' ? parent.items : parent?.kind === 'call' ? parent.arguments : [];
    draft.replace(
      whole.end,
      whole.end,
      separatorIn(source, list, whole) + copyOf(source, whole, site, name, value),
    );
    return;
  }
  if (whole.kind === 'assignment' || whole.kind === 'call') {
    const statement = ownStatement(source, whole);
    if (statement) {
      draft.replace(
        statement.end,
        statement.end,
        betweenStatements(source, statement) + copyOf(source, statement, site, name, value),
      );
      return;
    }
    if (whole.kind === 'call' && whole.receiver) {
      const link = { start: whole.receiver.end, end: whole.end };
      draft.replace(whole.end, whole.end, copyOf(source, link, site, name, value));
      return;
    }
  }
  throw new Refusal('there is no place for the scope');
}

function isPairOf(source: Source, call: Call): boolean {
  return source.language.reader.meaningOf(call)?.kind === 'pair';
}

/** The source of an entry with another name and value. */
function copyOf(source: Source, span: Span, site: CodeSite, name: string, value: string): string {
  const parts = [
    { ...spanOf(nameSpan(site)), text: name },
    { ...spanOf(valueSpan(site)), text: quoted(source, site, value) },
  ].sort((a, b) => a.start - b.start);
  let copy = '';
  let done = span.start;
  for (const { start, end, text } of parts) {
    if (start < done || end > span.end)
      throw new Refusal('the parameter is set in a way that cannot be repeated');
    copy += source.text.slice(done, start) + text;
    done = end;
  }
  return copy + source.text.slice(done, span.end);
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** What stands between the items of a list around one of them. */
function separatorIn({ text, language }: Source, list: readonly Node[], item: Node): string {
  const i = list.indexOf(item);
  const [before, after] = [list[i - 1], list[i + 1]];
  const between = before
    ? text.slice(before.end, item.start)
    : after
      ? text.slice(item.end, after.start)
      : undefined;
  const { separator } = language.spelling;
  if (separator !== undefined)
    return between !== undefined && /^[\s\\]+$/.test(between) ? between : separator;
  if (between !== undefined && /^\s*,\s*$/.test(between)) return between;
  const indent = indentBefore({ text } as Source, item.start);
  return indent === undefined ? ', ' : `,${lineEndNear({ text } as Source, item.start)}${indent}`;
}

/** What stands between two statements: a line break with the indentation, or a blank. */
function betweenStatements(source: Source, { start, end }: Statement): string {
  const indent = indentBefore(source, start);
  if (indent !== undefined) return lineEndNear(source, end) + indent;
  return source.text.slice(end - 1, end) === ';' ? ' ' : `${source.language.spelling.terminator || ';'} `;
}

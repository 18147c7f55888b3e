import type { Change } from '../../../model/change.ts';
import { Refusal } from '../../refusal.ts';
import { endOf, isCall, isMember, type Node, startOf, unwrap } from '../syntax/ast.ts';
import { isStatementList } from '../syntax/module.ts';
import { type NamedPair, pairOf } from '../syntax/pairs.ts';
import type { EntrySite } from '../values/values.ts';
import type { Draft } from './draft.ts';
import { removeItem, separatorAt } from './lists.ts';
import { printString, printToken, type Quote, quoteLike, quoteOf, usualQuote } from './print.ts';
import { type Getter, type Property, spellProperty } from './property-entries.ts';
import { lineStart, removeStatement } from './statements.ts';

export type EntryChange = Extract<
  Change,
  { kind: 'rename-entry' | 'replace-entry' | 'replace-value' | 'remove-entry' | 'insert-entry-after' }
>;

type Assignment = Extract<Node, { type: 'AssignmentExpression' }>;
type CallSite = Extract<EntrySite, { kind: 'call' }>;

/**
 * Spells the changes of one entry of a parameter set.
 *
 * @throws Refusal when the syntax around the entry leaves no way
 */
export function spellEntry(draft: Draft, change: EntryChange): void {
  const site = change.entry.site as EntrySite;
  switch (site.kind) {
    case 'property':
      return spellProperty(draft, site.node as Property | Getter, change);
    case 'assignment':
      return spellAssignment(draft, site.node as Assignment, change);
    case 'call':
      return spellCall(draft, site, change);
    case 'pair':
      return spellPair(draft, site.node, change);
    case 'helper':
      throw new Refusal('a helper puts the parameter in, in a way that could not be followed');
  }
}

/** Where the name of an entry is written. */
export function nameOfEntry(site: EntrySite): Node | undefined {
  switch (site.kind) {
    case 'property':
      return 'key' in site.node ? (site.node.key as Node) : undefined;
    case 'assignment': {
      const { left } = site.node as Assignment;
      return isMember(left) ? left.property : undefined;
    }
    case 'call':
      return site.name;
    case 'pair':
      return pairOf(site.node)?.name;
  }
}

function spellAssignment(draft: Draft, assignment: Assignment, change: EntryChange): void {
  const { left, right } = assignment;
  if (!isMember(left)) throw new Refusal('the parameter is set in a way that could not be followed');
  const statement = draft.module.parents.get(assignment);
  const isStatement = statement?.type === 'ExpressionStatement';
  switch (change.kind) {
    case 'rename-entry':
      return renameMember(draft, left, change.to);
    case 'replace-value':
      return draft.replaceNode(right, printToken(draft.module, change.by, usualQuote(draft.module)));
    case 'replace-entry':
      if (unwrap(right).type === 'AssignmentExpression')
        throw new Refusal('several values are set in one expression');
      renameMember(draft, left, change.name);
      return draft.replaceNode(right, printString(change.value, quoteLike(draft.module, right)));
    case 'remove-entry':
      if (!isStatement) throw new Refusal('the ticket is set within another expression');
      return removeStatement(draft, statement);
    case 'insert-entry-after': {
      if (!isStatement) throw new Refusal('the key is set within another expression');
      const target = draft.module.text.slice(startOf(left.object), endOf(left.object));
      const written = draft.insertedNames.get(startOf(left.property));
      const access = left.computed
        ? `[${written ?? printString(change.name, quoteOf(draft.module, startOf(left.property)))}]`
        : `.${change.name}`;
      return insertStatement(
        draft,
        statement,
        `${target}${access} = ${printString(change.value, usualQuote(draft.module))}`,
      );
    }
  }
}

function renameMember(
  draft: Draft,
  member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  to: string,
): void {
  const { property } = member;
  if (draft.keptNames.has(startOf(property))) return;
  if (!member.computed || property.type === 'StringLiteral') draft.rename(property, to);
  else draft.replaceNode(property, printString(to, usualQuote(draft.module)));
}

function spellCall(draft: Draft, site: CallSite, change: EntryChange): void {
  const { node: call, name, value } = site;
  const quote = quoteLike(draft.module, name);
  const statement = draft.module.parents.get(call);
  const isStatement = statement?.type === 'ExpressionStatement';
  const isChain = isMember(call.callee) && isCall(unwrap(call.callee.object));
  switch (change.kind) {
    case 'rename-entry':
      return renameArgument(draft, name, change.to, quote);
    case 'replace-value':
      return draft.replaceNode(value, printToken(draft.module, change.by, quote));
    case 'replace-entry':
      renameArgument(draft, name, change.name, quote);
      return draft.replaceNode(value, printString(change.value, quote));
    case 'remove-entry':
      if (isStatement && !isChain) return removeStatement(draft, statement);
      if (!isMember(call.callee)) throw new Refusal('the ticket is set within another expression');
      return draft.delete(endOf(call.callee.object), endOf(call));
    case 'insert-entry-after': {
      if (isStatement && !isChain)
        return insertStatement(draft, statement, sameWith(draft, call, site, startOf(call), change, quote));
      if (!isMember(call.callee)) throw new Refusal('the key is set within another expression');
      const method = sameWith(draft, call, site, endOf(call.callee.object), change, quote);
      return draft.replace(endOf(call), endOf(call), method);
    }
  }
}

/** The text of a call or a pair from some place on, with another name and value. */
function sameWith(
  draft: Draft,
  whole: Node,
  { name, value }: NamedPair,
  from: number,
  change: { readonly name: string; readonly value: string },
  quote: Quote,
): string {
  const { text } = draft.module;
  return [
    text.slice(from, startOf(name)),
    draft.insertedNames.get(startOf(name)) ?? printString(change.name, quote),
    text.slice(endOf(name), startOf(value)),
    printString(change.value, quote),
    text.slice(endOf(value), endOf(whole)),
  ].join('');
}

function renameArgument(draft: Draft, name: Node, to: string, quote: Quote): void {
  if (draft.keptNames.has(startOf(name))) return;
  if (name.type === 'StringLiteral') draft.rename(name, to);
  else draft.replaceNode(name, printString(to, quote));
}

function spellPair(draft: Draft, pair: Node, change: EntryChange): void {
  const { name, value } = pairOf(pair) ?? {};
  const list = draft.module.parents.get(pair);
  if (!name || !value) throw new Refusal('the pair has no value');
  const quote = quoteLike(draft.module, name);
  switch (change.kind) {
    case 'rename-entry':
      return renameArgument(draft, name, change.to, quote);
    case 'replace-value':
      return draft.replaceNode(value, printToken(draft.module, change.by, quote));
    case 'replace-entry':
      renameArgument(draft, name, change.name, quote);
      return draft.replaceNode(value, printString(change.value, quote));
    case 'remove-entry': {
      if (list?.type === 'ArrayExpression') return removeItem(draft, list.elements, pair);
      const statement = list && draft.module.parents.get(list);
      if (list && isCall(list) && list.arguments.length > 1) return removeItem(draft, list.arguments, pair);
      if (statement?.type !== 'ExpressionStatement')
        throw new Refusal('the ticket is set within another expression');
      return removeStatement(draft, statement);
    }
    case 'insert-entry-after': {
      const items =
        list?.type === 'ArrayExpression' ? (list.elements.filter((item) => item !== null) as Node[]) : [pair];
      return draft.replace(
        endOf(pair),
        endOf(pair),
        separatorAt(draft, items, pair) +
          sameWith(draft, pair, { name, value }, startOf(pair), change, quote),
      );
    }
  }
}

/** Puts a statement behind another one, on a line of its own where that has one. */
function insertStatement(draft: Draft, statement: Node, source: string): void {
  const { module } = draft;
  const parent = module.parents.get(statement);
  const end = module.text[endOf(statement) - 1] === ';' ? ';' : '';
  if (!parent || !isStatementList(parent, statement)) {
    draft.replace(startOf(statement), startOf(statement), '{ ');
    draft.replace(endOf(statement), endOf(statement), ` ${source}${end} }`);
    return;
  }
  const separator = lineStart(module, statement);
  draft.replace(
    endOf(statement),
    endOf(statement),
    `${separator === ' ' && !end ? '; ' : separator}${source}${end}`,
  );
}

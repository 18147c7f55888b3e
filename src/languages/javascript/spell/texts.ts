import type { Change, TokenReference } from '../../../model/change.ts';
import { Refusal } from '../../refusal.ts';
import { eraseAll, joinSegments, type Segment } from '../../segments.ts';
import { type CallNode, endOf, isCall, isMember, memberName, type Node, startOf } from '../syntax/ast.ts';
import { wrapped } from '../syntax/module.ts';
import { cookedOf } from '../text/text.ts';
import type { JsSite, LiteralSite, SlotSite } from '../values/values.ts';
import type { Draft } from './draft.ts';
import {
  hasEnvironment,
  placeholderFor,
  printString,
  printToken,
  type Quote,
  quoteLike,
  quoteOf,
  usualQuote,
} from './print.ts';
import { rawOffsets } from './raw-offsets.ts';
import { operandsOf, Removals, topOfSum } from './removals.ts';

type TextChange = Extract<Change, { kind: 'replace-text' | 'remove-hole' | 'replace-hole' | 'insert-after' }>;

/**
 * Spells the changes of a module's texts: characters of literals, and values that come and go.
 *
 * @throws Refusal when the syntax around a text leaves no way
 */
export function spellTexts(draft: Draft, changes: readonly TextChange[]): void {
  const segments = new Map<Node, Segment[]>();
  const addSegment = (node: Node, segment: Segment) => {
    const known = segments.get(node) ?? [];
    if (
      !known.some(
        (other) => other.from === segment.from && other.to === segment.to && other.by === segment.by,
      )
    )
      known.push(segment);
    segments.set(node, known);
  };
  const removedNodes: Node[] = [];
  const removals = new Removals(draft);
  for (const change of changes) {
    if (change.kind === 'replace-text') {
      const site = change.piece.site as LiteralSite;
      addSegment(site.node, {
        from: change.piece.offset + change.from,
        to: change.piece.offset + change.to,
        by: change.by,
      });
    } else if (change.kind === 'insert-after') spellInsertion(draft, change, addSegment);
    else {
      const site = change.piece.site as JsSite;
      if (change.kind === 'remove-hole') {
        if (site.type === 'slot') removeSlot(draft, site, addSegment, removals);
        else removedNodes.push(site.node);
      } else if (site.type === 'slot') replaceSlot(draft, site, change.by, addSegment);
      else replaceHole(draft, site.node, change.by);
    }
  }
  const isEmptied = (node: Node) => cookedOf(node).length === 0 || isErased(node, segments.get(node) ?? []);
  for (const [node, own] of segments)
    if (node.type === 'StringLiteral' && isErased(node, own)) removedNodes.push(node);
  for (const node of removedNodes) removals.add(node, isEmptied);
  for (const node of segments.keys()) markErasedTemplate(draft, node, removals, isEmptied);
  removals.write();
  for (const [node, own] of segments) if (!removals.has(node)) spellSegments(draft, node, own);
}

/** A template that never had expressions goes when its characters do. */
function markErasedTemplate(
  draft: Draft,
  node: Node,
  removals: Removals,
  isEmptied: (node: Node) => boolean,
): void {
  const template = draft.module.parents.get(node);
  if (node.type !== 'TemplateElement' || template?.type !== 'TemplateLiteral') return;
  if (template.expressions.length === 0 && isEmptied(node)) removals.add(template, isEmptied);
}

function isErased(node: Node, segments: readonly Segment[]): boolean {
  return segments.length > 0 && eraseAll(cookedOf(node).length, segments);
}

function spellSegments(draft: Draft, node: Node, segments: readonly Segment[]): void {
  const offsets = rawOffsets(draft.module, node);
  const runs = joinSegments(segments);
  for (const run of runs) {
    const at = { start: offsets[run.from]!, end: offsets[run.to]! };
    if (node.type === 'TemplateElement')
      draft.replace(at.start, at.end, run.parts.map((part) => partOfTemplate(draft, part)).join(''));
    else spellRun(draft, node, at, run.parts);
  }
  if (runs.some(({ parts }) => parts.some((part) => typeof part !== 'string'))) protect(draft, node);
}

function partOfTemplate(draft: Draft, part: string | TokenReference): string {
  if (typeof part === 'string') return part;
  return hasEnvironment(draft.module)
    ? '${' + printToken(draft.module, part, '`') + '}'
    : placeholderFor(part);
}

/** Spells a run of a quoted literal: a token that is no text closes the quotes before it and opens them behind it. */
function spellRun(
  draft: Draft,
  node: Node,
  at: { start: number; end: number },
  parts: readonly (string | TokenReference)[],
): void {
  const { module } = draft;
  const quote = quoteOf(module, startOf(node));
  const written = parts
    .filter((part) => part !== '')
    .map((part) => (typeof part === 'string' || hasEnvironment(module) ? part : placeholderFor(part)));
  const beginsBare = at.start === startOf(node) + 1 && typeof written[0] === 'object';
  const endsBare = at.end === endOf(node) - 1 && typeof written.at(-1) === 'object';
  let code = '';
  let isQuoted = !beginsBare;
  for (const part of written) {
    if (typeof part === 'string') code += (isQuoted ? '' : ` + ${quote}`) + part;
    else code += (isQuoted ? `${quote} + ` : code && ' + ') + printToken(module, part, quote);
    isQuoted = typeof part === 'string';
  }
  if (!isQuoted && !endsBare) code += ` + ${quote}`;
  draft.replace(beginsBare ? startOf(node) : at.start, endsBare ? endOf(node) : at.end, code);
}

/** A literal that becomes a sum needs parentheses in some places, and cannot stand in others. */
function protect(draft: Draft, node: Node): void {
  const { module } = draft;
  const parent = module.parents.get(node);
  if (node.type !== 'StringLiteral' || !parent || !hasEnvironment(module)) return;
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
    case 'UnaryExpression':
    case 'AwaitExpression':
    case 'TSNonNullExpression':
      draft.replace(startOf(node), startOf(node), '(');
      draft.replace(endOf(node), endOf(node), ')');
      return;
    case 'TSAsExpression':
      if (isConstCast(parent)) draft.delete(endOf(node), endOf(parent));
      return;
    case 'TSEnumMember':
    case 'TSLiteralType':
    case 'Directive':
    case 'JSXAttribute':
      throw new Refusal('a token cannot be read from the environment here');
  }
}

/** `… as const` */
export function isConstCast(node: Extract<Node, { type: 'TSAsExpression' }>): boolean {
  const type = node.typeAnnotation;
  return (
    type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const'
  );
}

type AddSegment = (node: Node, segment: Segment) => void;

function spellInsertion(
  draft: Draft,
  change: Extract<TextChange, { kind: 'insert-after' }>,
  addSegment: AddSegment,
): void {
  if (!('site' in change.piece) || !change.piece.site) throw new Refusal('there is no place for the scope');
  const site = change.piece.site as JsSite;
  if (site.type === 'slot') {
    if (isHere(draft, site.slot))
      addSegment(site.slot.node, { from: site.slot.to, to: site.slot.to, by: change.text });
    return;
  }
  insertAfterNode(draft, outermostWrapper(draft, site.node), change.text, addSegment);
}

function outermostWrapper(draft: Draft, node: Node): Node {
  const parent = draft.module.parents.get(node);
  return parent?.type === 'ParenthesizedExpression' ||
    parent?.type === 'TSNonNullExpression' ||
    parent?.type === 'TSAsExpression'
    ? outermostWrapper(draft, parent)
    : node;
}

function insertAfterNode(draft: Draft, node: Node, text: string, addSegment: AddSegment): void {
  const { module } = draft;
  const parent = module.parents.get(node);
  if (parent?.type === 'TemplateLiteral') {
    const next = parent.quasis[parent.expressions.indexOf(node as never) + 1]!;
    addSegment(next, { from: 0, to: 0, by: text });
    return;
  }
  if (parent?.type === 'BinaryExpression' && parent.operator === '+') {
    const operands = operandsOf(topOfSum(module, parent));
    const next = operands[operands.indexOf(node) + 1];
    if (next?.type === 'StringLiteral') {
      addSegment(next, { from: 0, to: 0, by: text });
      return;
    }
    if (next?.type === 'TemplateLiteral') {
      addSegment(next.quasis[0]!, { from: 0, to: 0, by: text });
      return;
    }
  }
  const isLoose = /^(Conditional|Logical|Assignment|Sequence|ArrowFunction|Yield)/.test(node.type);
  if (isLoose) draft.replace(startOf(node), startOf(node), '(');
  draft.replace(endOf(node), endOf(node), `${isLoose ? ')' : ''} + ${printString(text, usualQuote(module))}`);
}

/** A slot and what is put into it may stand in different files: each is spelled in its own. */
function isHere(draft: Draft, { at }: JsSite): boolean {
  return at.file === draft.module.file;
}

function removeSlot(draft: Draft, site: SlotSite, addSegment: AddSegment, removals: Removals): void {
  if (isHere(draft, site.slot))
    addSegment(site.slot.node, { from: site.slot.from, to: site.slot.to, by: '' });
  if (!isHere(draft, site)) return;
  if (site.binding === 'replace') removals.addCallPart(site.call);
  if (site.binding === 'argument') removeArgument(draft, site.node, removals);
}

/** Takes out a value that is in step with its slot by its position. */
function removeArgument(draft: Draft, node: Node, removals: Removals): void {
  const parent = draft.module.parents.get(node);
  if (parent && isCall(parent) && parent.callee !== node && !isAddedTo(parent))
    return removals.addItem(parent.arguments, node);
  if (parent?.type !== 'ArrayExpression' || !isReadOnce(draft, parent))
    throw new Refusal('the value of a slot is handed over in a way that could not be followed');
  removals.addItem(parent.elements, node);
}

/** `values.push(ticket)`: others may count on the positions of the list. */
function isAddedTo({ callee }: CallNode): boolean {
  return isMember(callee) && /^(?:push|unshift)$/.test(memberName(callee) ?? '');
}

/** Whether nothing else counts on the positions of a list. */
function isReadOnce({ module }: Draft, list: Node): boolean {
  const parent = module.parents.get(wrapped(module, list));
  if (parent?.type !== 'VariableDeclarator') return parent !== undefined && takesList(parent);
  const binding = parent.id.type === 'Identifier' ? module.scopes.bindingOf(parent.id) : undefined;
  return binding !== undefined && binding.reads.length === 1 && binding.writes.length < 2;
}

function takesList(parent: Node): boolean {
  return isCall(parent) || parent.type === 'SpreadElement' || isMember(parent);
}

function replaceSlot(
  draft: Draft,
  site: SlotSite,
  by: string | TokenReference,
  addSegment: AddSegment,
): void {
  if (typeof by !== 'string') {
    if (site.chosen) throw new Refusal('one of several values is put into its place');
    if (isHere(draft, site)) replaceHole(draft, site.node, by);
  } else if (isHere(draft, site.slot))
    addSegment(site.slot.node, { from: site.slot.from, to: site.slot.to, by });
}

function replaceHole(draft: Draft, node: Node, by: string | TokenReference): void {
  const quote: Quote = quoteLike(draft.module, node);
  const parent = draft.module.parents.get(node);
  if (parent && isCall(parent) && parent.callee === node) throw new Refusal('a function is called there');
  if (parent?.type === 'TemplateLiteral' && typeof by === 'string') {
    const i = parent.expressions.indexOf(node as never);
    return draft.replace(endOf(parent.quasis[i]!), startOf(parent.quasis[i + 1]!), by);
  }
  draft.replaceNode(
    node,
    typeof by === 'string' ? printString(by, quote) : printToken(draft.module, by, quote),
  );
}

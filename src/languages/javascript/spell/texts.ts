import type { Change, TokenReference } from '../../../model/change.ts';
import { endOf, isCall, type Node, startOf } from '../ast.ts';
import { cookedOf } from '../text.ts';
import type { JsSite, LiteralSite, SlotSite } from '../values.ts';
import type { Draft } from './draft.ts';
import { hasEnvironment, placeholderFor, printString, printToken, type Quote, quoteOf, usualQuote } from './print.ts';
import { rawOffsets } from './raw-offsets.ts';
import { Refusal } from './refusal.ts';
import { operandsOf, Removals, topOfSum } from './removals.ts';

type TextChange = Extract<Change, { kind: 'replace-text' | 'remove-hole' | 'replace-hole' | 'insert-after' }>;

/** Run-time characters `[from, to)` of a literal, and what takes their place. */
interface Segment {
  readonly from: number;
  readonly to: number;
  readonly by: string | TokenReference;
}

/**
 * Spells the changes of a module's texts: characters of literals, and values that come and go.
 *
 * @throws Refusal when the syntax around a text leaves no way
 */
export function spellTexts(draft: Draft, changes: readonly TextChange[]): void {
  const segments = new Map<Node, Segment[]>();
  const addSegment = (node: Node, segment: Segment) => {
    const known = segments.get(node) ?? [];
    if (!known.some((other) => other.from === segment.from && other.to === segment.to && other.by === segment.by)) known.push(segment);
    segments.set(node, known);
  };
  const removedNodes: Node[] = [];
  const removals = new Removals(draft);
  for (const change of changes) {
    if (change.kind === 'replace-text') {
      const site = change.piece.site as LiteralSite;
      addSegment(site.node, { from: change.piece.offset + change.from, to: change.piece.offset + change.to, by: change.by });
    } else if (change.kind === 'insert-after') spellInsertion(draft, change, addSegment);
    else {
      const site = change.piece.site as JsSite;
      if (change.kind === 'remove-hole') {
        if (site.type === 'slot') removeSlot(site, addSegment, removals);
        else removedNodes.push(site.node);
      } else if (site.type === 'slot') replaceSlot(draft, site, change.by, addSegment);
      else replaceHole(draft, site.node, change.by);
    }
  }
  const isEmptied = (node: Node) => cookedOf(node).length === 0 || isErased(node, segments.get(node) ?? []);
  for (const [node, own] of segments) if (node.type === 'StringLiteral' && isErased(node, own)) removedNodes.push(node);
  for (const node of removedNodes) removals.add(node, isEmptied);
  for (const node of segments.keys()) markErasedTemplate(draft, node, removals, isEmptied);
  removals.write();
  for (const [node, own] of segments) if (!removals.has(node)) spellSegments(draft, node, own);
}

/** A template that never had expressions goes when its characters do. */
function markErasedTemplate(draft: Draft, node: Node, removals: Removals, isEmptied: (node: Node) => boolean): void {
  const template = draft.module.parents.get(node);
  if (node.type !== 'TemplateElement' || template?.type !== 'TemplateLiteral') return;
  if (template.expressions.length === 0 && isEmptied(node)) removals.add(template, isEmptied);
}

function isErased(node: Node, segments: readonly Segment[]): boolean {
  if (segments.length === 0 || segments.some((segment) => segment.by !== '')) return false;
  const gone = new Set<number>();
  for (const { from, to } of segments) for (let i = from; i < to; i++) gone.add(i);
  return gone.size === cookedOf(node).length;
}

function spellSegments(draft: Draft, node: Node, segments: readonly Segment[]): void {
  const offsets = rawOffsets(draft.module, node);
  const ordered = mergeSegments(segments);
  for (const { from, to, by } of ordered) {
    const start = offsets[from]!;
    const end = offsets[to]!;
    if (typeof by === 'string') draft.replace(start, end, by);
    else spellToken(draft, node, { start, end }, by, segments.length === 1);
  }
  if (ordered.some(({ by }) => typeof by !== 'string')) protect(draft, node);
}

/** Segments in order; an insertion and a replacement at one place become one. */
function mergeSegments(segments: readonly Segment[]): Segment[] {
  const ordered = [...segments].sort((a, b) => a.from - b.from || a.to - b.to);
  const merged: Segment[] = [];
  for (const segment of ordered) {
    const last = merged.at(-1);
    if (last && last.to > segment.from) throw new Refusal('two changes of the same characters disagree');
    if (last && last.to === segment.from && typeof last.by === 'string' && typeof segment.by === 'string') merged[merged.length - 1] = { from: last.from, to: segment.to, by: last.by + segment.by };
    else merged.push(segment);
  }
  return merged;
}

function spellToken(draft: Draft, node: Node, at: { start: number; end: number }, token: TokenReference, alone: boolean): void {
  const { module } = draft;
  if (!hasEnvironment(module)) {
    draft.replace(at.start, at.end, placeholderFor(token));
    return;
  }
  if (node.type === 'TemplateElement') {
    draft.replace(at.start, at.end, '${' + printToken(module, token, '`') + '}');
    return;
  }
  const quote = quoteOf(module, startOf(node));
  const atStart = at.start === startOf(node) + 1 && alone;
  const atEnd = at.end === endOf(node) - 1;
  const expression = printToken(module, token, quote);
  draft.replace(atStart ? startOf(node) : at.start, atEnd ? endOf(node) : at.end, (atStart ? '' : `${quote} + `) + expression + (atEnd ? '' : ` + ${quote}`));
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
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const';
}

type AddSegment = (node: Node, segment: Segment) => void;

function spellInsertion(draft: Draft, change: Extract<TextChange, { kind: 'insert-after' }>, addSegment: AddSegment): void {
  if (!('site' in change.piece) || !change.piece.site) throw new Refusal('there is no place for the scope');
  const site = change.piece.site as JsSite;
  if (site.type === 'slot') {
    addSegment(site.slot.node, { from: site.slot.to, to: site.slot.to, by: change.text });
    return;
  }
  insertAfterNode(draft, outermostWrapper(draft, site.node), change.text, addSegment);
}

function outermostWrapper(draft: Draft, node: Node): Node {
  const parent = draft.module.parents.get(node);
  return parent?.type === 'ParenthesizedExpression' || parent?.type === 'TSNonNullExpression' || parent?.type === 'TSAsExpression' ? outermostWrapper(draft, parent) : node;
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

function removeSlot(site: SlotSite, addSegment: AddSegment, removals: Removals): void {
  addSegment(site.slot.node, { from: site.slot.from, to: site.slot.to, by: '' });
  if (site.binding === 'replace') removals.addCallPart(site.call);
  if (site.binding !== 'argument') return;
  const list = site.call.arguments.find((arg) => arg.type === 'ArrayExpression' && arg.elements.includes(site.node as never));
  removals.addItem(list?.type === 'ArrayExpression' ? list.elements : site.call.arguments, site.node);
}

function replaceSlot(draft: Draft, site: SlotSite, by: string | TokenReference, addSegment: AddSegment): void {
  if (typeof by === 'string') addSegment(site.slot.node, { from: site.slot.from, to: site.slot.to, by });
  else replaceHole(draft, site.node, by);
}

function replaceHole(draft: Draft, node: Node, by: string | TokenReference): void {
  const quote: Quote = node.type === 'StringLiteral' ? quoteOf(draft.module, startOf(node)) : usualQuote(draft.module);
  const parent = draft.module.parents.get(node);
  if (parent && isCall(parent) && parent.callee === node) throw new Refusal('a function is called there');
  if (parent?.type === 'TemplateLiteral' && typeof by === 'string') {
    const i = parent.expressions.indexOf(node as never);
    return draft.replace(endOf(parent.quasis[i]!), startOf(parent.quasis[i + 1]!), by);
  }
  draft.replaceNode(node, typeof by === 'string' ? printString(by, quote) : printToken(draft.module, by, quote));
}

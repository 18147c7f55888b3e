import { Refusal } from '../../refusal.ts';
import type { Source } from '../source.ts';
import type { Call, Characters, Expression, Node, Span, Statement, Sum, Text } from '../tree.ts';
import type { Draft } from './draft.ts';
import { removeItems } from './lists.ts';
import { textLike } from './literals.ts';
import { removeStatement } from './statements.ts';
import { ownStatement, withBrackets } from './surroundings.ts';

/**
 * Takes expressions out of the texts that they are parts of: operands of sums, expressions in strings, items of lists,
 * statements that only add. An expression all of whose parts go, goes itself.
 */
export class Removals {
  private readonly removed = new Set<Node>();
  private readonly sums = new Set<Sum>();
  private readonly lists = new Map<readonly Node[], Set<Node>>();
  private readonly statements = new Set<Statement>();
  private readonly links = new Set<Call>();
  private readonly emptied = new Set<Node>();
  private readonly draft: Draft;
  private readonly source: Source;
  private readonly isEmpty: (node: Characters) => boolean;

  /** @param isEmpty whether nothing is left of a literal's characters */
  constructor(draft: Draft, isEmpty: (node: Characters) => boolean) {
    this.draft = draft;
    this.source = draft.source;
    this.isEmpty = isEmpty;
  }

  has(node: Node): boolean {
    if (this.removed.has(node)) return true;
    for (const around of this.source.around(node)) {
      if (this.removed.has(around)) return true;
      if (this.statements.has(around as Statement)) return true;
    }
    return false;
  }

  /** Marks an expression as gone. */
  add(node: Node): void {
    if (this.removed.has(node)) return;
    this.removed.add(node);
    const parent = this.source.parents.get(node);
    switch (parent?.kind) {
      case 'embedded':
        this.removed.add(parent);
        this.addIfErased(this.source.parents.get(parent) as Text);
        return;
      case 'sum':
        this.sums.add(parent);
        if (parent.operands.every((operand) => this.removed.has(operand))) this.add(parent);
        return;
      case 'item':
        this.addItem(parent);
        return;
      case 'argument':
        this.addArgument(parent, this.source.parents.get(parent) as Call);
        return;
      case 'assignment':
        if (parent.operator === 'append' && parent.value === node && this.addStatement(parent)) return;
        this.emptied.add(node);
        return;
      default:
        this.emptied.add(node);
    }
  }

  /** A string goes when nothing is left of its characters and all expressions in it are gone. */
  addIfErased(text: Text): void {
    const isGone = text.parts.every((part) =>
      part.kind === 'characters' ? this.isEmpty(part) : this.removed.has(part),
    );
    if (isGone) this.add(text);
  }

  /** Marks an item of a collection, or an argument, as gone. */
  addItem(item: Node): void {
    const parent = this.source.parents.get(item);
    const list =
      parent?.kind === 'collection' ? parent.items : parent?.kind === 'call' ? parent.arguments : undefined;
    if (!list) {
      this.emptied.add(item);
      return;
    }
    this.removed.add(item);
    this.lists.set(list, (this.lists.get(list) ?? new Set()).add(item));
  }

  private addArgument(argument: Node, call: Call): void {
    const meaning = this.source.language.reader.meaningOf(call);
    const isOnly = call.arguments.length === 1;
    switch (meaning?.kind) {
      case 'concat':
        this.addItem(argument);
        return;
      case 'append':
      case 'add':
        if (!isOnly) this.addItem(argument);
        else this.addCall(call);
        return;
      default:
        this.emptied.add((argument as Extract<Node, { kind: 'argument' }>).value);
    }
  }

  /** Marks a call as gone: the statement that it is, or its part of a chain. */
  addCall(call: Call): void {
    const chain = chainAround(this.source, call);
    if (chain.length > 1) {
      this.links.add(call);
      for (const argument of call.arguments) this.removed.add(argument);
      if (!chain.every((link) => this.links.has(link)) || chain[0]!.receiver?.kind === 'call') return;
      // Nothing is left of the chain but what it was called on.
      const last = chain.at(-1)!;
      if (this.addStatement(last)) this.removed.add(last);
      return;
    }
    this.removed.add(call);
    if (this.addStatement(call)) return;
    if (call.receiver) this.links.add(call);
    else this.emptied.add(call);
  }

  /** Marks the statement that an expression is. @returns whether it is one */
  addStatement(expression: Node): boolean {
    const statement = ownStatement(this.source, expression);
    if (!statement) return false;
    this.statements.add(statement);
    return true;
  }

  /** Writes down the edits of everything that was marked. @throws Refusal where something cannot go */
  write(): void {
    for (const sum of this.sums) if (!this.has(sum)) this.writeSum(sum);
    for (const node of this.removed)
      if (node.kind === 'embedded' && !this.isWithinRemoved(node)) this.draft.replaceSpan(node, '');
    for (const [items, removed] of this.lists)
      if (!this.isWithinRemoved(items[0]!) && !this.removeOperator(items, removed))
        removeItems(this.draft, items, removed);
    for (const call of this.links)
      if (!this.isWithinRemoved(call)) this.draft.delete(call.receiver!.end, call.end);
    for (const statement of this.statements) removeStatement(this.draft, statement);
    for (const node of this.emptied)
      if (!this.isWithinRemoved(node)) this.draft.replaceSpan(node, this.emptyText(node));
  }

  /** An operator goes with the last that it is given. @throws Refusal where what it is called on needs it */
  private removeOperator(items: readonly Node[], removed: ReadonlySet<Node>): boolean {
    const call = this.source.parents.get(items[0]!);
    if (call?.kind !== 'call' || !call.isOperator || !call.receiver || removed.size < items.length)
      return false;
    if (/%%/.test(this.source.slice(call.receiver)))
      throw new Refusal('the text has signs in it that only the operator behind it makes what they are');
    this.draft.delete(call.receiver.end, call.end);
    return true;
  }

  /** Whether what a node stands in goes as a whole. */
  private isWithinRemoved(node: Node): boolean {
    for (const around of this.source.around(node))
      if (this.removed.has(around) || this.statements.has(around as Statement)) return true;
    return false;
  }

  private emptyText(node: Node): string {
    return this.source.language.spelling.quote('', textLike(this.source, node));
  }

  /** Takes operands out of a sum; where what is left would be no text any more, an empty one stays. */
  private writeSum(sum: Sum): void {
    const { operands } = sum;
    const staying = operands.filter((operand) => !this.removed.has(operand));
    const second = staying[1] ? operands.indexOf(staying[1]) : operands.length;
    const isText =
      this.source.language.spelling.plus.trim() !== '+' ||
      this.source.language.spelling.addsOnlyTexts ||
      staying.slice(0, 2).some((operand) => isSurelyText(operand)) ||
      // What begins as it did is as much a text as it was.
      (staying.length > 1 && !operands.slice(0, second).some((operand) => this.removed.has(operand)));
    const kept = isText ? undefined : operands.find((operand) => this.removed.has(operand));
    if (kept) this.draft.replaceSpan(kept, this.emptyText(kept));
    const places = operands.map((operand) => withBrackets(this.source, operand, sum));
    for (let i = 0; i < operands.length; i++) {
      if (!this.removed.has(operands[i]!) || operands[i] === kept) continue;
      let last = i;
      while (
        last + 1 < operands.length &&
        this.removed.has(operands[last + 1]!) &&
        operands[last + 1] !== kept
      )
        last++;
      if (!this.joinAround(operands, places, i, last)) {
        if (i > 0) this.draft.delete(places[i - 1]!.end, places[last]!.end);
        else this.draft.delete(places[i]!.start, places[last + 1]!.start);
      }
      i = last;
    }
  }

  /** Makes the literals around removed operands one: `'a' . $x . 'b'`, on one line, in the same quotes. */
  private joinAround(
    operands: readonly Expression[],
    places: readonly Span[],
    from: number,
    to: number,
  ): boolean {
    const [before, after] = [operands[from - 1], operands[to + 1]];
    if (before?.kind !== 'text' || after?.kind !== 'text' || before.style !== after.style) return false;
    if (places[from - 1]!.end !== before.end || places[to + 1]!.start !== after.start) return false;
    const { text, language } = this.source;
    const [ends, begins] = [before, after].map((one) => language.spelling.delimiters(one, text));
    if (!ends || !begins || ends.open !== begins.open) return false;
    const isGlue = (glue: string) => glue.trim() !== '' && !/[\r\n]/.test(glue);
    const gaps = [text.slice(before.end, operands[from]!.start), text.slice(operands[to]!.end, after.start)];
    // What ends in a numeric escape would go on with the digits that follow.
    const lastCharacters = text.slice(Math.max(before.start, before.end - 8), before.end - ends.close.length);
    if (!gaps.every(isGlue) || /\\[0-9a-fA-FxXuU{]+$/.test(lastCharacters)) return false;
    this.draft.replace(before.end - ends.close.length, after.start + begins.open.length, '');
    return true;
  }
}

/** The calls of one chain that each put something into the same object, from the first on. */
function chainAround(source: Source, call: Call): Call[] {
  const chain = [call];
  for (let at = call.receiver; at?.kind === 'call' && isStep(source, at); at = at.receiver) chain.unshift(at);
  for (let at = source.parents.get(call); at?.kind === 'call'; at = source.parents.get(at)) {
    if (at.receiver !== chain.at(-1) || !isStep(source, at)) break;
    chain.push(at);
  }
  return chain;
}

function isStep(source: Source, call: Call): boolean {
  return /^(?:put|append|add|attach)$/.test(source.language.reader.meaningOf(call)?.kind ?? '');
}

function isSurelyText(node: Expression): boolean {
  return node.kind === 'text' || (node.kind === 'sum' && node.operands.slice(0, 2).some(isSurelyText));
}

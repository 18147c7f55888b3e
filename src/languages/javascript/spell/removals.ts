import {
  type CallNode,
  endOf,
  isCall,
  isMember,
  isTransparent,
  memberName,
  type Node,
  startOf,
} from '../syntax/ast.ts';
import { splitBefore } from '../syntax/callee-names.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Draft } from './draft.ts';
import { removeItems } from './lists.ts';
import { quoteLike } from './print.ts';
import { isPure, removeStatement } from './statements.ts';

type Sum = Extract<Node, { type: 'BinaryExpression' }>;

/**
 * Takes expressions out of the texts that they are parts of: operands of `+`, holes of templates, elements of joined
 * arrays, `+=` statements. An expression all of whose parts go, goes itself.
 */
export class Removals {
  private readonly removed = new Set<Node>();
  private readonly sums = new Set<Sum>();
  private readonly lists = new Map<readonly (Node | null)[], Set<Node>>();
  private readonly templates = new Set<Extract<Node, { type: 'TemplateLiteral' }>>();
  private readonly statements = new Set<Node>();
  private readonly callParts = new Set<Node>();
  private readonly emptied = new Set<Node>();
  private readonly draft: Draft;
  private readonly module: JsModule;

  constructor(draft: Draft) {
    this.draft = draft;
    this.module = draft.module;
  }

  has(node: Node): boolean {
    for (let n: Node | undefined = node; n; n = this.module.parents.get(n))
      if (this.removed.has(n)) return true;
    return false;
  }

  /** Marks an expression as gone. `isEmptied` tells whether a template's own characters are all gone. */
  add(node: Node, isEmptied: (quasi: Node) => boolean): void {
    if (this.removed.has(node)) return;
    this.removed.add(node);
    const parent = this.module.parents.get(node);
    if (!parent) return;
    if (isTransparent(parent)) return this.add(parent, isEmptied);
    switch (parent.type) {
      case 'BinaryExpression': {
        const sum = topOfSum(this.module, parent);
        this.sums.add(sum);
        if (operandsOf(sum).every((operand) => this.removed.has(operand))) this.add(sum, isEmptied);
        return;
      }
      case 'TemplateLiteral':
        this.templates.add(parent);
        if (parent.expressions.every((e) => this.removed.has(e)) && parent.quasis.every(isEmptied))
          this.add(parent, isEmptied);
        return;
      case 'ConditionalExpression':
        if (this.removed.has(parent.consequent) && this.removed.has(parent.alternate))
          this.add(parent, isEmptied);
        else if (isEmptyString(parent.consequent === node ? parent.alternate : parent.consequent))
          this.add(parent, isEmptied);
        else this.emptied.add(node);
        return;
      case 'LogicalExpression':
        return parent.operator === '&&' ? this.add(parent, isEmptied) : void this.emptied.add(node);
      case 'ArrayExpression':
        return this.addItem(parent.elements, node);
      case 'AssignmentExpression':
        return this.addAssigned(parent, node);
      default:
        if (isCall(parent) && parent.callee !== node) return this.addArgument(parent, node);
        this.emptied.add(node);
    }
  }

  /** Marks a call of a chain (`.replace('{ticket}', ticket)`) as gone: its receiver stays. */
  addCallPart(call: Node): void {
    this.callParts.add(call);
  }

  addItem(items: readonly (Node | null)[], item: Node): void {
    const known = this.lists.get(items);
    if (known) known.add(item);
    else this.lists.set(items, new Set([item]));
  }

  private addAssigned(assignment: Extract<Node, { type: 'AssignmentExpression' }>, node: Node): void {
    const goes = assignment.operator === '+=' || isNextPosition(assignment.left);
    if (!goes || !this.addEffect(assignment)) this.emptied.add(node);
  }

  /** Marks what is only done for its effect: it goes with its statement. @returns whether it is such a thing */
  private addEffect(effect: Node): boolean {
    const parent = this.module.parents.get(effect);
    if (!parent) return false;
    if (parent.type === 'ExpressionStatement') {
      this.statements.add(parent);
      return true;
    }
    if (isTransparent(parent)) return this.addEffect(parent);
    switch (parent.type) {
      case 'LogicalExpression':
        return parent.operator === '&&' && parent.right === effect && isPure(parent.left)
          ? this.addEffect(parent)
          : false;
      case 'SequenceExpression':
        return this.addSequenced(parent, effect);
      default:
        return false;
    }
  }

  private addSequenced(sequence: Extract<Node, { type: 'SequenceExpression' }>, effect: Node): boolean {
    const { expressions } = sequence;
    if (this.module.parents.get(sequence)?.type !== 'ExpressionStatement') return false;
    this.addOneOf(expressions, effect, sequence);
    return true;
  }

  /** Marks an item as gone, and the effect that it belongs to when that has no other. */
  private addOneOf(items: readonly (Node | null)[], item: Node, effect: Node): void {
    this.addItem(items, item);
    if (this.lists.get(items)?.size !== items.length) return;
    this.lists.delete(items);
    this.addEffect(effect);
  }

  private addArgument(call: CallNode, node: Node): void {
    const name = isMember(call.callee) ? memberName(call.callee) : undefined;
    const isOnly = call.arguments.length === 1;
    if ((name === 'concat' || name === 'query') && isOnly && this.isInChain(call)) this.callParts.add(call);
    else if ((name === 'push' || name === 'write') && this.statementOf(call))
      this.addOneOf(call.arguments, node, call);
    else if (name === 'push' || name === 'concat') this.addItem(call.arguments, node);
    else this.emptied.add(node);
  }

  /** The statement that consists of a call, also of one that a test decides on: `isFirst && list.push(key)`. */
  private statementOf(call: Node): Node | undefined {
    const parent = this.module.parents.get(call);
    const whole =
      parent?.type === 'LogicalExpression' && parent.right === call && isPure(parent.left) ? parent : call;
    const statement = this.module.parents.get(whole);
    return statement?.type === 'ExpressionStatement' ? statement : undefined;
  }

  /** Whether a call of a chain may go, its receiver standing for it: `text.concat(key)`, `request.get(url).query(key)`. */
  private isInChain({ callee }: CallNode): boolean {
    return isMember(callee) && (memberName(callee) === 'concat' || isCall(callee.object));
  }

  /** Writes down the edits of everything that was marked. */
  write(): void {
    for (const sum of this.sums) if (!this.has(sum) && !this.addIdentity(sum)) this.writeSum(sum);
    for (const template of this.templates) if (!this.has(template)) this.writeTemplate(template);
    for (const [items, removed] of this.lists)
      if (!this.isInside(items)) removeItems(this.draft, items, removed);
    const calls = [...this.callParts].filter((call) => !this.addIdentityCall(call));
    for (const call of calls) if (!this.isInStatement(call)) this.writeCallPart(call);
    for (const statement of this.statements) removeStatement(this.draft, statement);
    for (const node of this.emptied)
      if (!this.isSpokenFor(node)) this.draft.replaceNode(node, this.emptyString(node));
  }

  /** Marks `url = url + …` as gone when nothing but `url` stays of the sum. @returns whether it is so */
  private addIdentity(sum: Sum): boolean {
    const [only, ...others] = operandsOf(sum).filter((operand) => !this.removed.has(operand));
    return others.length === 0 && only !== undefined && this.addSelfAssigned(sum, only);
  }

  /** Marks `url = url.replace('{ticket}', …)` as gone when the calls that go leave nothing but `url`. */
  private addIdentityCall(call: Node): boolean {
    let staying = call;
    while (this.callParts.has(staying) && isCall(staying) && isMember(staying.callee))
      staying = splitBefore(staying)?.text ?? staying.callee.object;
    return this.addSelfAssigned(call, staying);
  }

  /** Marks `name = …` as gone where `name` itself is all that stays of the right side. */
  private addSelfAssigned(right: Node, staying: Node): boolean {
    const assignment = this.module.parents.get(right);
    return (
      assignment?.type === 'AssignmentExpression' &&
      assignment.operator === '=' &&
      assignment.right === right &&
      staying.type === 'Identifier' &&
      assignment.left.type === 'Identifier' &&
      assignment.left.name === staying.name &&
      this.addEffect(assignment)
    );
  }

  private isInStatement(node: Node): boolean {
    for (let n: Node | undefined = node; n; n = this.module.parents.get(n))
      if (this.statements.has(n)) return true;
    return false;
  }

  private isInside(items: readonly (Node | null)[]): boolean {
    const first = items.find((item) => item !== null);
    const parent = first && this.module.parents.get(first);
    return parent !== undefined && this.has(parent);
  }

  private isSpokenFor(node: Node): boolean {
    const parent = this.module.parents.get(node);
    return parent !== undefined && this.has(parent);
  }

  private writeCallPart(call: Node): void {
    if (!isCall(call) || !isMember(call.callee)) return;
    const before = splitBefore(call)?.text ?? call.callee.object;
    this.draft.delete(endOf(before), endOf(call));
  }

  private writeTemplate(template: Extract<Node, { type: 'TemplateLiteral' }>): void {
    template.expressions.forEach((expression, i) => {
      if (!this.removed.has(expression)) return;
      this.draft.replace(endOf(template.quasis[i]!), startOf(template.quasis[i + 1]!), '');
    });
  }

  /** Takes operands out of a sum. What is left must still be a sum of texts, else an empty text stays. */
  private writeSum(sum: Sum): void {
    const operands = operandsOf(sum);
    const staying = operands.filter((operand) => !this.removed.has(operand));
    const firstText = operands.findIndex((operand) => !this.removed.has(operand) && isSurelyText(operand));
    const firstRemoved = operands.findIndex((operand) => this.removed.has(operand));
    const isText = staying.slice(0, 2).some(isSurelyText) || (firstText !== -1 && firstText < firstRemoved);
    const kept = isText ? undefined : operands.find((operand) => this.removed.has(operand));
    if (kept) this.draft.replaceNode(kept, this.emptyString(kept));
    for (let i = 0; i < operands.length; i++) {
      if (!this.removed.has(operands[i]!) || operands[i] === kept) continue;
      let last = i;
      while (
        last + 1 < operands.length &&
        this.removed.has(operands[last + 1]!) &&
        operands[last + 1] !== kept
      )
        last++;
      if (this.canJoin(operands, i, last))
        this.draft.delete(endOf(operands[i - 1]!) - 1, startOf(operands[last + 1]!) + 1);
      else if (i > 0) this.draft.delete(endOf(operands[i - 1]!), endOf(operands[last]!));
      else this.draft.delete(startOf(operands[i]!), startOf(operands[last + 1]!));
      i = last;
    }
  }

  /** Whether the literals around removed operands become one: `'a' + x + 'b'`, on one line, in the same quotes. */
  private canJoin(operands: readonly Node[], from: number, to: number): boolean {
    const [before, after] = [operands[from - 1], operands[to + 1]];
    if (before?.type !== 'StringLiteral' || after?.type !== 'StringLiteral') return false;
    const { text } = this.module;
    if (text[endOf(before) - 1] !== text[startOf(after)]) return false;
    const isGlue = (glue: string) => /^[^\S\r\n]*\+[^\S\r\n]*$/.test(glue);
    const endsInNumber = /\\[0-7]+.$/.test(text.slice(startOf(before), endOf(before)));
    return (
      !endsInNumber &&
      isGlue(text.slice(endOf(before), startOf(operands[from]!))) &&
      isGlue(text.slice(endOf(operands[to]!), startOf(after)))
    );
  }

  private emptyString(node: Node): string {
    const quote = quoteLike(this.module, node);
    return quote + quote;
  }
}

/** The whole chain of `+` that a sum is a part of. */
export function topOfSum(module: JsModule, node: Sum): Sum {
  let top = node;
  for (
    let parent = module.parents.get(top);
    parent?.type === 'BinaryExpression' && parent.operator === '+' && parent.left === top;
    parent = module.parents.get(top)
  )
    top = parent;
  return top;
}

/** The operands of a chain of `+`, from left to right. */
export function operandsOf(sum: Sum): Node[] {
  const operands: Node[] = [];
  let node: Node = sum;
  while (node.type === 'BinaryExpression' && node.operator === '+') {
    operands.unshift(node.right);
    node = node.left;
  }
  return [node, ...operands];
}

/** `list[list.length]` and `list[i++]`: the positions after it follow when it goes. */
function isNextPosition(node: Node): boolean {
  if (!isMember(node) || !node.computed) return false;
  const { property } = node;
  if (property.type === 'UpdateExpression') return property.operator === '++' && !property.prefix;
  return isMember(property) && memberName(property) === 'length';
}

function isEmptyString(node: Node): boolean {
  return node.type === 'StringLiteral' && node.value === '';
}

function isSurelyText(node: Node): boolean {
  if (node.type === 'StringLiteral' || node.type === 'TemplateLiteral') return true;
  if (isTransparent(node)) return isSurelyText(node.expression);
  if (node.type === 'BinaryExpression')
    return node.operator === '+' && operandsOf(node).slice(0, 2).some(isSurelyText);
  return (
    isCall(node) &&
    node.callee.type === 'Identifier' &&
    /^(encodeURI(Component)?|String|escape)$/.test(node.callee.name)
  );
}

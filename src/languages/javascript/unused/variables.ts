import { type Bundle, joinBundles } from '../rename/bundles.ts';
import { isFixed } from '../rename/fixed-names.ts';
import { Draft } from '../spell/draft.ts';
import { removeItem } from '../spell/lists.ts';
import { withLine } from '../spell/statements.ts';
import { endOf, isMember, memberName, type Node, startOf, unwrap } from '../syntax/ast.ts';
import { isStatementList, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf } from '../values/values.ts';
import { withComments } from './comments.ts';
import { takersOf } from './gone.ts';

type Declarator = Extract<Node, { type: 'VariableDeclarator' }>;
type Property = Extract<Node, { type: 'ObjectProperty' }>;

/**
 * Removes the constants and locals that nothing reads any more once all edits are made, as far as giving them their
 * value does nothing else; and what fed nothing but those.
 */
export function dropVariables(tracer: Tracer, bundles: readonly Bundle[]): readonly Bundle[] {
  let current = bundles;
  for (;;) {
    const next = dropOne(tracer, current);
    if (!next) return current;
    current = next;
  }
}

function dropOne(tracer: Tracer, bundles: readonly Bundle[]): readonly Bundle[] | undefined {
  const modules = new Set(bundles.flatMap(({ drafts }) => [...drafts.keys()]));
  for (const module of modules) {
    for (const binding of module.scopes.all) {
      if (binding.kind !== 'variable' || binding.reads.length === 0) continue;
      const takers = takersOf(
        bundles,
        binding.reads.map((node) => ({ module, node })),
      );
      const next = takers && drop(tracer, module, binding, bundles, takers);
      if (next) return next;
    }
  }
  return undefined;
}

function drop(
  tracer: Tracer,
  module: JsModule,
  binding: Binding,
  bundles: readonly Bundle[],
  takers: readonly Bundle[],
): readonly Bundle[] | undefined {
  const { declaration, declarations, writes } = binding;
  const isPlain = declarations.length === 1 && writes.every((write) => write === declaration);
  if (!isPlain || isFixed(tracer, binding)) return undefined;
  const removal = removalOf(tracer, module, declaration);
  const draft = removal && draftWith(module, bundles, takers, removal);
  if (!draft) return undefined;
  const joined = joinBundles([...takers]);
  if (!joined) return undefined;
  const whole = joined.drafts.get(module) ?? new Draft(module);
  for (const edit of draft.edits) whole.replace(edit.start, edit.end, edit.text);
  const merged: Bundle = {
    ...joined,
    drafts: new Map([...joined.drafts, [module, whole]]),
  };
  return [...bundles.filter((one) => !takers.includes(one)), merged];
}

/** The edits that remove something, where they need nothing that others change. */
function draftWith(
  module: JsModule,
  bundles: readonly Bundle[],
  takers: readonly Bundle[],
  remove: (draft: Draft) => void,
): Draft | undefined {
  const draft = new Draft(module);
  remove(draft);
  const known = bundles.flatMap((one) => one.drafts.get(module)?.edits ?? []);
  // What was removed before cannot be removed again, and a name that others write there must stay.
  const isFree = draft.edits.every((edit) =>
    known.every((other) => edit.end <= other.start || other.end <= edit.start),
  );
  return takers.length > 0 && isFree && draft.edits.length > 0 ? draft : undefined;
}

/** How a variable is removed with what gives it its value; undefined where that does more than that. */
function removalOf(
  tracer: Tracer,
  module: JsModule,
  declaration: Node,
): ((draft: Draft) => void) | undefined {
  const parent = module.parents.get(declaration);
  if (parent?.type === 'VariableDeclarator')
    return parent.init && isIdle(tracer, parent.init) ? removalOfDeclarator(module, parent) : undefined;
  const property =
    parent?.type === 'AssignmentPattern' && isIdle(tracer, parent.right)
      ? module.parents.get(parent)
      : parent;
  return property?.type === 'ObjectProperty' ? removalOfProperty(tracer, module, property) : undefined;
}

function removalOfDeclarator(module: JsModule, declarator: Declarator): ((draft: Draft) => void) | undefined {
  const declaration = module.parents.get(declarator);
  const list = declaration && module.parents.get(declaration);
  if (declaration?.type !== 'VariableDeclaration' || !list || !isStatementList(list, declaration))
    return undefined;
  if (declaration.declarations.length > 1)
    return (draft) => removeDeclarator(draft, declaration.declarations, declarator);
  const lines = withLine(module, withTrailing(module, declaration));
  const { start, end } = isWhole(module, lines) ? withComments(module, lines) : lines;
  return mayFollow(module, start, end) ? (draft) => draft.replace(start, end, '') : undefined;
}

/** Takes a declarator out of its list, with the comments around it where they speak of the ticket alone. */
function removeDeclarator(draft: Draft, list: readonly Node[], declarator: Node): void {
  const line = ownLine(draft.module, declarator);
  if (line) return draft.replace(line.start, line.end, '');
  const before = list[list.indexOf(declarator) - 1];
  if (!before) return removeItem(draft, list, declarator);
  const [start, end] = [endOf(before), endOf(declarator)];
  const comments = draft.module.comments.filter((one) => (one.start ?? 0) >= start && (one.end ?? 0) <= end);
  if (comments.every(({ value }) => /ticket/i.test(value))) draft.replace(start, end, '');
  else removeItem(draft, list, declarator);
}

/** The line of a declarator that stands there by itself, with its comma and what is said of it behind. */
function ownLine({ text }: JsModule, declarator: Node): { start: number; end: number } | undefined {
  const before = /[\r\n]([^\S\r\n]*)$/.exec(text.slice(0, startOf(declarator)));
  const after = /^[^\S\r\n]*,[^\S\r\n]*(?:\/\/[^\r\n]*)?(?:\r\n|\n|\r)/.exec(text.slice(endOf(declarator)));
  return before && after
    ? { start: startOf(declarator) - before[1]!.length, end: endOf(declarator) + after[0].length }
    : undefined;
}

function isWhole({ text }: JsModule, { start, end }: { start: number; end: number }): boolean {
  const isEnd = (at: number) => at === 0 || at === text.length || /[\r\n]/.test(text[at - 1]!);
  return isEnd(start) && isEnd(end);
}

/** Whether what follows does not go on where the statement before ends without a semicolon. */
function mayFollow({ text }: JsModule, start: number, end: number): boolean {
  return /(?:^|[;{}])\s*$/.test(text.slice(0, start)) || !/^\s*[([`/+*-]/.test(text.slice(end));
}

/** A statement with the comment that ends its line. */
function withTrailing(module: JsModule, statement: Node): { start: number; end: number } {
  const [start, end] = [startOf(statement), endOf(statement)];
  const comment = module.comments.find(({ start: at }) => (at ?? 0) >= end);
  const isBeside = comment && /^[^\S\r\n]*$/.test(module.text.slice(end, comment.start ?? 0));
  const endsLine = comment && /^[^\S\r\n]*(?:\r|\n|$)/.test(module.text.slice(comment.end ?? 0));
  return { start, end: isBeside && endsLine ? (comment.end ?? end) : end };
}

function removalOfProperty(
  tracer: Tracer,
  module: JsModule,
  property: Property,
): ((draft: Draft) => void) | undefined {
  const pattern = module.parents.get(property);
  const declarator = pattern && module.parents.get(pattern);
  if (pattern?.type !== 'ObjectPattern' || declarator?.type !== 'VariableDeclarator' || !declarator.init)
    return undefined;
  // What is left over would hold it.
  if (pattern.properties.some(({ type }) => type === 'RestElement')) return undefined;
  if (property.computed || !isKnown(tracer, declarator.init)) return undefined;
  if (pattern.properties.length > 1) return (draft) => removeItem(draft, pattern.properties, property);
  return isIdle(tracer, declarator.init) ? removalOfDeclarator(module, declarator) : undefined;
}

/** Whether evaluating an expression does nothing but give its value. */
function isIdle(tracer: Tracer, expression: Node): boolean {
  const node = unwrap(expression);
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'Identifier':
      return true;
    case 'TemplateLiteral':
      return node.expressions.every((each) => isIdle(tracer, each));
    case 'LogicalExpression':
    case 'BinaryExpression':
      return isIdle(tracer, node.left) && isIdle(tracer, node.right);
    case 'ConditionalExpression':
      return [node.test, node.consequent, node.alternate].every((each) => isIdle(tracer, each));
    case 'UnaryExpression':
      return node.operator !== 'delete' && isIdle(tracer, node.argument);
    default:
      if (!isMember(node) || node.computed) return false;
      return isEnvironment(node) || (isKnown(tracer, node.object) && isIdle(tracer, node.object));
  }
}

/** Whether it is known what an object is: reading it neither fails nor runs anything. */
function isKnown(tracer: Tracer, object: Node): boolean {
  tracer.refresh();
  return optionsOf(tracer.evaluate(object, undefined)).every(
    ({ kind }) => kind === 'set' || kind === 'environment' || kind === 'list',
  );
}

/** `process.env` itself. */
function isEnvironment(node: Node): boolean {
  return isMember(node) && node.object.type === 'Identifier' && memberName(node) === 'env';
}

import { SCOPE } from '../../../zoho/parameters.ts';
import { Refusal } from '../../refusal.ts';
import {
  endOf,
  isCall,
  isMember,
  type MemberNode,
  memberName,
  type Node,
  startOf,
  staticName,
} from '../syntax/ast.ts';
import { isAssigned, type JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { valueOfPattern } from '../values/variables.ts';
import type { Draft } from './draft.ts';
import { type Fate, fatesOf, KEPT, type RenamedEntries } from './renamed-entries.ts';

type Property = Extract<Node, { type: 'ObjectProperty' }>;

/**
 * Lets the code of a module that reads renamed entries by their old names follow: `auth.apikey`,
 * `const { apikey } = auth`, `params.get('apikey')`. What other edits replace or remove is theirs.
 *
 * @throws Refusal where a value is read that is no longer there
 */
export function spellNamedReads(tracer: Tracer, draft: Draft, entries: RenamedEntries): void {
  const { module } = draft;
  for (const type of ['MemberExpression', 'OptionalMemberExpression'] as const)
    for (const member of module.nodes(type)) spellMember(tracer, draft, member, entries);
  for (const pattern of module.nodes('ObjectPattern')) {
    for (const property of pattern.properties)
      if (property.type === 'ObjectProperty') spellTaken(tracer, draft, pattern, property, entries);
  }
  for (const call of module.nodes('CallExpression')) spellLookup(tracer, draft, call, entries);
  for (const test of module.nodes('BinaryExpression')) spellPresence(tracer, draft, test, entries);
}

/** `'ticket' in params` */
function spellPresence(
  tracer: Tracer,
  draft: Draft,
  { left, operator, right }: Extract<Node, { type: 'BinaryExpression' }>,
  entries: RenamedEntries,
): void {
  if (operator !== 'in' || left.type !== 'StringLiteral' || !entries.names.has(left.value)) return;
  const fates = fatesOf(tracer.evaluate(right, undefined), left.value, entries);
  follow(draft, left, left.value, fates, (to) => draft.rename(left, to), true);
}

function spellMember(tracer: Tracer, draft: Draft, member: MemberNode, entries: RenamedEntries): void {
  const name = memberName(member);
  if (name === undefined || !entries.names.has(name) || isAssigned(draft.module, member)) return;
  const fates = fatesOf(tracer.evaluate(member.object, undefined), name, entries);
  follow(draft, member, name, fates, (to) => draft.rename(member.property, to));
}

function spellTaken(
  tracer: Tracer,
  draft: Draft,
  pattern: Node,
  property: Property,
  entries: RenamedEntries,
): void {
  const name = staticName(property.key, property.computed === true);
  if (name === undefined || !entries.names.has(name)) return;
  const value = valueOfPattern(tracer, pattern);
  if (!value) return;
  follow(draft, property, name, fatesOf(value, name, entries), (to) => {
    if (property.shorthand) draft.replace(startOf(property), startOf(property), `${to}: `);
    else draft.rename(property.key, to);
  });
}

/** `params.get('apikey')`, `params.has('ticket')` */
function spellLookup(
  tracer: Tracer,
  draft: Draft,
  call: Extract<Node, { type: 'CallExpression' }>,
  entries: RenamedEntries,
): void {
  const [argument] = call.arguments;
  const { callee } = call;
  if (argument?.type !== 'StringLiteral' || call.arguments.length > 1 || !isMember(callee)) return;
  if (!entries.names.has(argument.value) || !/^(get|has|hasOwnProperty)$/.test(memberName(callee) ?? ''))
    return;
  const fates = fatesOf(tracer.evaluate(callee.object, undefined), argument.value, entries);
  const isGuard = memberName(callee) !== 'get';
  follow(draft, call, argument.value, fates, (to) => draft.rename(argument, to), isGuard);
}

function follow(
  draft: Draft,
  read: Node,
  name: string,
  found: readonly Fate[],
  rename: (to: string) => void,
  isGuard = isTested(draft.module, read),
): void {
  const fates = new Set(found);
  if (fates.size === 0 || (fates.size === 1 && fates.has(KEPT)) || draft.covers(startOf(read), endOf(read)))
    return;
  const [to, ...others] = fates;
  if (others.length > 0 || typeof to === 'symbol')
    throw new Refusal(`'${name}' is read (line ${lineOf(draft.module, read)}) of what may be another object`);
  const isToken = to !== undefined && to !== SCOPE;
  if (!isToken && isDeleted(draft.module, read)) return;
  if (to !== undefined && (isToken || isGuard)) return rename(to);
  throw new Refusal(`the ticket is read (line ${lineOf(draft.module, read)}) where it will no longer be`);
}

function isDeleted(module: JsModule, node: Node): boolean {
  const parent = module.parents.get(node);
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete';
}

/** Whether only the presence of a value is asked for: then any value does. */
export function isTested(module: JsModule, node: Node): boolean {
  const parent = module.parents.get(node);
  switch (parent?.type) {
    case 'UnaryExpression':
      return parent.operator === '!' || parent.operator === 'typeof';
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
      return parent.test === node;
    case 'LogicalExpression':
      return (parent.left === node && parent.operator === '&&') || isTested(module, parent);
    case 'BinaryExpression':
      return isNothing(parent.left === node ? parent.right : parent.left);
    default:
      return (
        parent !== undefined &&
        isCall(parent) &&
        parent.callee.type === 'Identifier' &&
        parent.callee.name === 'Boolean'
      );
  }
}

/** `null`, `undefined`, `''`, `'undefined'`: what a missing value is compared with. */
function isNothing(node: Node): boolean {
  if (node.type === 'StringLiteral') return node.value === '' || node.value === 'undefined';
  return node.type === 'NullLiteral' || (node.type === 'Identifier' && node.name === 'undefined');
}

export function lineOf(module: JsModule, node: Node): number {
  return node.loc?.start.line ?? module.text.slice(0, startOf(node)).split('\n').length;
}

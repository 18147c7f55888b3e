import type { Change } from '../../../model/change.ts';
import { SCOPE } from '../../../zoho/parameters.ts';
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
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { type EntrySite, optionsOf, type SetEntry, type Value } from '../values/values.ts';
import { valueOfPattern } from '../values/variables.ts';
import type { Draft } from './draft.ts';
import { Refusal } from './refusal.ts';

type Property = Extract<Node, { type: 'ObjectProperty' }>;

/** What becomes of the entries of a group, by the node that puts each into its set. */
export interface RenamedEntries {
  /** The names that are given up. */
  readonly names: ReadonlySet<string>;
  /** The new name; undefined where the entry goes. */
  readonly fates: ReadonlyMap<Node, string | undefined>;
}

/** Collects the entries that changes rename, replace or remove. */
export function renamedEntries(changes: readonly Change[]): RenamedEntries {
  const names = new Set<string>();
  const fates = new Map<Node, string | undefined>();
  for (const change of changes) {
    if (change.kind !== 'rename-entry' && change.kind !== 'replace-entry' && change.kind !== 'remove-entry')
      continue;
    names.add(change.entry.name);
    fates.set((change.entry.site as EntrySite).node, fateOf(change));
  }
  return { names, fates };
}

function fateOf(change: Extract<Change, { kind: 'rename-entry' | 'replace-entry' | 'remove-entry' }>) {
  if (change.kind === 'remove-entry') return undefined;
  return change.kind === 'rename-entry' ? change.to : change.name;
}

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
}

function spellMember(tracer: Tracer, draft: Draft, member: MemberNode, entries: RenamedEntries): void {
  const name = memberName(member);
  if (name === undefined || !entries.names.has(name) || isWritten(draft.module, member)) return;
  const fates = fatesOf(tracer.evaluate(member.object, undefined), name, entries);
  follow(draft, member, name, fates, (to) => {
    const { property } = member;
    if (property.type === 'StringLiteral') draft.replace(startOf(property) + 1, endOf(property) - 1, to);
    else draft.replaceNode(property, to);
  });
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
    const { key } = property;
    if (property.shorthand) draft.replace(startOf(property), startOf(property), `${to}: `);
    else if (key.type === 'StringLiteral') draft.replace(startOf(key) + 1, endOf(key) - 1, to);
    else draft.replaceNode(key, to);
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
  follow(
    draft,
    call,
    argument.value,
    fates,
    (to) => draft.replace(startOf(argument) + 1, endOf(argument) - 1, to),
    isGuard,
  );
}

/** What becomes of the entries that a read may mean; `kept` among them for one that stays as it is. */
function fatesOf(
  value: Value,
  name: string,
  { fates }: RenamedEntries,
): Set<string | undefined | typeof KEPT> {
  const entries = optionsOf(value).flatMap((option) =>
    entriesOf(option).filter((entry) => entry.name === name),
  );
  const found = new Set(entries.map(({ site }) => (fates.has(site.node) ? fates.get(site.node) : KEPT)));
  return found.size === 1 && found.has(KEPT) ? new Set() : found;
}

const KEPT = Symbol('kept');

function entriesOf(value: Value): readonly SetEntry[] {
  if (value.kind === 'set') return value.entries;
  return value.kind === 'url' ? value.query.entries : [];
}

function follow(
  draft: Draft,
  read: Node,
  name: string,
  fates: ReadonlySet<string | undefined | typeof KEPT>,
  rename: (to: string) => void,
  isGuard = isTested(draft.module, read),
): void {
  if (fates.size === 0 || isReplaced(draft, read)) return;
  const [to, ...others] = fates;
  if (others.length > 0 || typeof to === 'symbol')
    throw new Refusal(`'${name}' is read (line ${lineOf(draft.module, read)}) of what may be another object`);
  const isToken = to !== undefined && to !== SCOPE;
  if (!isToken && isDeleted(draft.module, read)) return;
  if (to !== undefined && (isToken || isGuard)) return rename(to);
  throw new Refusal(`the ticket is read (line ${lineOf(draft.module, read)}) where it will no longer be`);
}

function isWritten(module: JsModule, member: Node): boolean {
  const parent = module.parents.get(member);
  return parent?.type === 'AssignmentExpression' && parent.left === member;
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

function isReplaced(draft: Draft, node: Node): boolean {
  return draft.edits.some(
    (edit) => edit.start < edit.end && edit.start <= startOf(node) && edit.end >= endOf(node),
  );
}

function lineOf(module: JsModule, node: Node): number {
  return node.loc?.start.line ?? module.text.slice(0, startOf(node)).split('\n').length;
}

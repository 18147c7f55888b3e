import type { Reference } from '../../../model/references.ts';
import { CRM_SCOPE, SCOPE } from '../../../zoho/parameters.ts';
import { Refusal } from '../../refusal.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Draft } from './draft.ts';
import { removeItem, removeUnionMember } from './lists.ts';
import { printString, quoteLike, quoteOf } from './print.ts';
import { removeStatement } from './statements.ts';
import { checkName, type TypeName } from './type-names.ts';

type Member = Extract<Node, { type: 'TSPropertySignature' | 'ClassProperty' | 'TSMethodSignature' }>;

/**
 * Lets every place that types tie to a renamed parameter follow it, in all modules; what other edits replace is theirs.
 *
 * @throws Refusal where a place cannot follow
 */
export function spellTypeName(
  draftOf: (file: string) => Draft | undefined,
  typeName: TypeName,
  isSentElsewhere: (place: string) => boolean,
): void {
  checkName(typeName);
  const { to, references, spelled } = typeName;
  const others = references.filter(({ file, start }) => !spelled.has(`${file}:${start}`));
  if (others.some(({ file, start, writes }) => writes && isSentElsewhere(`${file}:${start}`)))
    throw new Refusal('a type also names a parameter of a request that stays as it is');
  const live = others.filter(({ file, start, end }) => !draftOf(file)?.covers(start, end));
  if (live.some(({ file }) => !draftOf(file)))
    throw new Refusal('a file that names the parameter in a type could not be read again');
  const isRead = live.some((reference) => isLiveRead(draftOf(reference.file)!, reference));
  for (const reference of live) {
    const draft = draftOf(reference.file)!;
    if (to === undefined) removeReference(draft, reference);
    else {
      renameReference(draft, reference, to);
      if (to === SCOPE && reference.writes && !isRead) setScope(draft, reference);
    }
  }
  if (typeName.beside !== undefined)
    for (const reference of live) allowBeside(draftOf(reference.file)!, reference, typeName.beside);
}

/** Whether a value is read that goes elsewhere than into what other edits replace. */
function isLiveRead(draft: Draft, { kind, writes, start, end }: Reference): boolean {
  if (writes || (kind !== 'access' && kind !== 'binding')) return false;
  const { module } = draft;
  const name = nodeAt(module, start, end);
  const holder = name && module.parents.get(name);
  const taken = holder?.type === 'ObjectProperty' ? holder.value : undefined;
  const variable = taken?.type === 'AssignmentPattern' ? taken.left : taken;
  const binding = variable?.type === 'Identifier' ? module.scopes.bindingOf(variable) : undefined;
  return !binding || binding.reads.some((read) => !draft.covers(startOf(read), endOf(read)));
}

function renameReference(draft: Draft, { kind, start, end, name }: Reference, to: string): void {
  const { text } = draft.module;
  switch (kind) {
    case 'via':
      return;
    case 'shorthand':
      return draft.replace(start, end, `${to}: ${name}`);
    case 'binding':
      return draft.replace(start, start, `${to}: `);
    case 'member':
    case 'type': {
      const node = nodeAt(draft.module, start, end);
      if (node && hasSibling(draft.module, node, to)) return removeNamed(draft, node);
    }
  }
  if (/["'`]/.test(text[start] ?? '')) draft.replace(start + 1, end - 1, to);
  else draft.replace(start, end, to);
}

/** What only carried the ticket into the request now carries the scope. */
function setScope(draft: Draft, { kind, start, end }: Reference): void {
  const { module } = draft;
  const key = nodeAt(module, start, end);
  const holder = key && module.parents.get(key);
  const value =
    holder?.type === 'ObjectProperty' && !holder.shorthand && kind !== 'shorthand'
      ? holder.value
      : holder && assigned(module, holder);
  const scope = printString(CRM_SCOPE, quoteLike(module, value));
  if (kind === 'shorthand') {
    draft.forget(start, end);
    draft.replace(start, end, `${SCOPE}: ${scope}`);
  } else if (value && !draft.covers(startOf(value), endOf(value))) draft.replaceNode(value, scope);
}

function assigned(module: JsModule, member: Node): Node | undefined {
  const parent = module.parents.get(member);
  return parent?.type === 'AssignmentExpression' && parent.left === member ? parent.right : undefined;
}

function removeReference(draft: Draft, { kind, start, end, name }: Reference): void {
  const node = nodeAt(draft.module, start, end);
  if (kind === 'via') return;
  if (!node || (kind !== 'member' && kind !== 'type' && kind !== 'entry' && kind !== 'shorthand'))
    throw new Refusal(`'${name}' is read where it will no longer be`);
  removeNamed(draft, node);
}

/** Takes the member, entry or literal type that a name stands in out of its list. */
function removeNamed(draft: Draft, name: Node): void {
  const { parents } = draft.module;
  const holder = parents.get(name);
  const list = holder && parents.get(holder);
  if (holder?.type === 'TSLiteralType') {
    if (list?.type !== 'TSUnionType')
      throw new Refusal('the parameter is the only one that a type lets pass');
    return removeUnionMember(draft, list.types, holder);
  }
  if (holder?.type === 'ObjectProperty' && list?.type === 'ObjectExpression')
    return removeItem(draft, list.properties, holder);
  if (holder?.type === 'TSEnumMember' && list && 'members' in list)
    return removeItem(draft, list.members as Node[], holder);
  if (holder && isMember(holder)) return removeStatement(draft, holder);
  throw new Refusal('the parameter is named in a type that cannot do without it');
}

/** Lets a type that names one parameter name another one too. */
function allowBeside(draft: Draft, { kind, start, end }: Reference, other: string): void {
  const { module } = draft;
  const node = nodeAt(module, start, end);
  const holder = node && module.parents.get(node);
  if (!node || !holder || hasSibling(module, node, other)) return;
  if (kind === 'type' && holder.type === 'TSLiteralType') {
    const quote = quoteOf(module, start);
    draft.replace(end, end, ` | ${printString(other, quote)}`);
  } else if (kind === 'member' && holder.type === 'TSPropertySignature') {
    const written = module.text.slice(startOf(holder), endOf(holder));
    const before = module.text.slice(0, startOf(holder));
    const line = /(?:\r\n|\n|\r)[^\S\r\n]*$/.exec(before)?.[0];
    const terminator = /[;,]$/.test(written) ? '' : line === undefined ? '; ' : '';
    const added = module.text.slice(endOf(node), endOf(holder));
    const readonly = holder.readonly === true ? 'readonly ' : '';
    draft.replace(
      endOf(holder),
      endOf(holder),
      `${terminator}${line ?? (terminator === '' ? ' ' : '')}${readonly}${other}${added}`,
    );
  }
}

function hasSibling(module: JsModule, name: Node, other: string): boolean {
  const holder = module.parents.get(name);
  const list = holder && module.parents.get(holder);
  if (holder?.type === 'TSLiteralType')
    return (
      list?.type === 'TSUnionType' &&
      list.types.some(
        (type) => type.type === 'TSLiteralType' && 'value' in type.literal && type.literal.value === other,
      )
    );
  const siblings =
    list &&
    ('members' in list
      ? list.members
      : list.type === 'TSInterfaceBody' || list.type === 'ClassBody'
        ? list.body
        : []);
  return ((siblings as Node[] | undefined) ?? []).some((sibling) => {
    const key = 'key' in sibling ? (sibling.key as Node) : 'id' in sibling ? (sibling.id as Node) : undefined;
    return (
      (key?.type === 'Identifier' && key.name === other) ||
      (key?.type === 'StringLiteral' && key.value === other)
    );
  });
}

function isMember(node: Node): node is Member {
  return (
    node.type === 'TSPropertySignature' || node.type === 'ClassProperty' || node.type === 'TSMethodSignature'
  );
}

/** The name that stands at these offsets. */
function nodeAt(module: JsModule, start: number, end: number): Node | undefined {
  return (['Identifier', 'StringLiteral', 'TemplateLiteral'] as const)
    .flatMap((type): readonly Node[] => module.nodes(type))
    .find((node) => startOf(node) === start && (endOf(node) === end || node.type === 'Identifier'));
}

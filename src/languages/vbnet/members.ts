import { childrenOf } from '../code/children.ts';
import type { ClassNode, Expression, FunctionNode, Member, Name, Node, Statement } from '../code/tree.ts';

/** Names that declare a variable where they stand, which a member of the same name does not. */
export type Locals = WeakSet<Name>;

/** The members of a class that may be named without what they belong to, and which of them are the class's own. */
type Members = ReadonlyMap<string, { readonly isStatic: boolean }>;

/** Makes members of the bare names that mean them. */
export function bindMembers(body: readonly Statement[], locals: Locals): readonly Statement[] {
  return body.map((statement): Statement => {
    if (statement.kind === 'class') return bindClass(statement, locals);
    return statement.kind === 'block'
      ? { ...statement, body: bindMembers(statement.body, locals) }
      : statement;
  });
}

function bindClass(node: ClassNode, locals: Locals): ClassNode {
  const own: Members = new Map(
    node.members.flatMap((member) =>
      (member.kind === 'declaration' || (member.kind === 'function' && member.isGetter)) && member.name
        ? [[member.name.text.toLowerCase(), { isStatic: member.isStatic === true }] as const]
        : [],
    ),
  );
  return {
    ...node,
    members: node.members.map((member) => {
      if (member.kind === 'class') return bindClass(member, locals);
      return member.kind === 'function' ? bindFunction(member, own, locals) : bind(member, own);
    }),
  };
}

function bindFunction(node: FunctionNode, members: Members, locals: Locals): FunctionNode {
  const declared = new Set<string>();
  if (node.name) declared.add(node.name.text.toLowerCase());
  const open: Node[] = [node];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.kind === 'parameter') declared.add(at.name.text.toLowerCase());
    if (at.kind === 'name' && locals.has(at)) declared.add(at.name.toLowerCase());
    for (const child of childrenOf(at)) open.push(child);
  }
  const seen = new Map([...members].filter(([name]) => !declared.has(name)));
  return seen.size > 0 ? bind(node, seen) : node;
}

/** The same node with the names in it that mean members as such. */
function bind<T>(node: T, members: Members): T {
  if (Array.isArray(node)) return node.map((item) => bind(item, members)) as T;
  if (typeof node !== 'object' || node === null) return node;
  if (isName(node)) return memberFor(node, members) as T;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === 'offsets' ? value : bind(value, members)]),
  ) as T;
}

function isName(node: object): node is Name {
  return 'kind' in node && node.kind === 'name';
}

function memberFor(node: Name, members: Members): Expression {
  const { name, start, end } = node;
  const member = members.get(name.toLowerCase());
  if (!member) return node;
  const object: Expression = { kind: 'this', start, end: start, ...(member.isStatic && { isStatic: true }) };
  return { kind: 'member', start, end, object, name: { text: name, start, end } } satisfies Member;
}

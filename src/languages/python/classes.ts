import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { ClassNode, FunctionNode, MemberDeclaration, Statement } from '../code/tree.ts';
import { readArguments } from './calls.ts';
import { readExpression, readField } from './expressions.ts';
import { type Decoration, readFunction } from './functions.ts';
import { field, nameOf, partsOf, spanOf } from './nodes.ts';
import type { Scope } from './scope.ts';
import { readStatement, statementsOf } from './statements.ts';

/** A class. What it assigns is its own and each instance's until the instance has something else. */
export function readClass(node: SyntaxNode, outer: Scope): ClassNode {
  const name = field(node, 'name');
  const list = field(node, 'superclasses');
  const bases = list ? partsOf(list).filter(({ type }) => type !== 'keyword_argument') : [];
  const supers = bases.flatMap((base) => base.text.split('.').at(-1) ?? []);
  const scope: Scope = { ...outer, type: { name: name?.text ?? '', supers } };
  const members: (MemberDeclaration | FunctionNode | ClassNode)[] = [];
  const body: Statement[] = list ? plainArguments(list, outer) : [];
  for (const statement of statementsOf(field(node, 'body'), scope)) {
    const member = readMemberOf(statement, scope);
    if (member) members.push(member.node);
    body.push(...(member ? member.decorators : readStatement(statement, scope)));
  }
  return { kind: 'class', ...spanOf(node), name: name && nameOf(name), supers, members, body };
}

/** What is evaluated beside the names of what is extended: `metaclass=f(x)`. */
function plainArguments(list: SyntaxNode, scope: Scope): Statement[] {
  return readArguments(list, scope)
    .filter(({ value }) => value.kind !== 'name' && value.kind !== 'member')
    .map(({ value }) => ({ kind: 'statement', start: value.start, end: value.end, expression: value }));
}

interface ReadMember {
  readonly node: MemberDeclaration | FunctionNode | ClassNode;
  readonly decorators: readonly Statement[];
}

function readMemberOf(statement: SyntaxNode, scope: Scope): ReadMember | undefined {
  switch (statement.type) {
    case 'expression_statement': {
      const node = readDeclaration(statement, scope);
      return node && { node, decorators: [] };
    }
    case 'function_definition':
      return { node: readFunction(statement, scope, true, plainDecoration(statement)), decorators: [] };
    case 'class_definition':
      return { node: readClass(statement, scope), decorators: [] };
    case 'decorated_definition':
      return readDecorated(statement, scope);
    default:
      return undefined;
  }
}

function readDeclaration(statement: SyntaxNode, scope: Scope): MemberDeclaration | undefined {
  const [assignment, ...more] = partsOf(statement);
  const name = assignment && field(assignment, 'left');
  if (assignment?.type !== 'assignment' || more.length > 0 || name?.type !== 'identifier') return undefined;
  return {
    kind: 'declaration',
    ...spanOf(assignment),
    name: nameOf(name),
    value: readField(assignment, 'right', scope),
    isStatic: true,
  };
}

function readDecorated(node: SyntaxNode, scope: Scope): ReadMember | undefined {
  const definition = field(node, 'definition');
  if (!definition) return undefined;
  const decorators = readDecorators(node, scope);
  if (definition.type === 'class_definition') return { node: readClass(definition, scope), decorators };
  return { node: readFunction(definition, scope, true, decorationOf(node, definition)), decorators };
}

/** The decorators of a definition, as expressions that are evaluated. */
export function readDecorators(node: SyntaxNode, scope: Scope): Statement[] {
  return decoratorsOf(node).map((inside) => ({
    kind: 'statement',
    ...spanOf(inside),
    expression: readExpression(inside, scope),
  }));
}

function decoratorsOf(node: SyntaxNode): SyntaxNode[] {
  return partsOf(node)
    .filter(({ type }) => type === 'decorator')
    .flatMap((decorator) => partsOf(decorator).slice(0, 1));
}

function decorationOf(node: SyntaxNode, definition: SyntaxNode): Decoration {
  const names = decoratorsOf(node).map(({ text }) => text);
  if (names.includes('classmethod')) return { isStatic: true, takesClass: true };
  if (names.includes('staticmethod')) return { isStatic: true };
  if (names.some((name) => /(?:^|\.|_)property$/.test(name))) return { isGetter: true };
  return plainDecoration(definition);
}

/** `f = classmethod(f)` and `f = property(f)` behind a method, as it was written before there were decorators. */
function plainDecoration(definition: SyntaxNode): Decoration {
  const name = field(definition, 'name')?.text;
  for (let next = definition.nextNamedSibling; next; next = next.nextNamedSibling) {
    const [, target, wrapper, wrapped] =
      /^(\w+)\s*=\s*(classmethod|staticmethod|property)\(\s*(\w+)\s*\)$/.exec(next.text) ?? [];
    if (wrapped !== name || target !== name || name === undefined) continue;
    if (wrapper === 'property') return { isGetter: true };
    return wrapper === 'classmethod' ? { isStatic: true, takesClass: true } : { isStatic: true };
  }
  return {};
}

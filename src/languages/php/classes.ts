import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { ClassNode, Expression, MemberDeclaration } from '../code/tree.ts';
import { argumentsOf } from './calls.ts';
import { readExpression } from './expressions.ts';
import { readFunction } from './functions.ts';
import { classNameOf, field, firstOf, nameSpan, other, partsOf, type Reading, spanOf } from './reading.ts';

/** A class, interface, trait or enumeration. */
export function readClass(node: SyntaxNode, reading: Reading): ClassNode {
  const name = field(node, 'name');
  const supers = supersOf(node, reading);
  reading.classes.push({ name: name?.text, parent: extendedBy(node, reading) });
  const members = membersOf(field(node, 'body'), reading);
  reading.classes.pop();
  return { kind: 'class', ...spanOf(node), name: name && nameSpan(name), supers, members, body: [] };
}

/** `new class (…) extends … { … }` */
export function readAnonymousClass(creation: SyntaxNode, reading: Reading): Expression {
  const type = firstOf(creation, 'anonymous_class')!;
  const { arguments: handed, list } = argumentsOf(type, reading);
  const values = handed.map(({ value }) => value);
  // It stands behind what is handed to it.
  const node = { ...readClass(type, reading), start: values.length > 0 ? list.end : type.startIndex };
  return { ...other(spanOf(creation), values), body: [node] };
}

function extendedBy(node: SyntaxNode, reading: Reading): string | undefined {
  const clause = firstOf(node, 'base_clause');
  const [first] = clause ? partsOf(clause) : [];
  return first && classNameOf(first, reading);
}

/** What it extends, then the traits that it uses, then its interfaces. */
function supersOf(node: SyntaxNode, reading: Reading): string[] {
  const body = field(node, 'body');
  const uses = body ? partsOf(body).filter(({ type }) => type === 'use_declaration') : [];
  const clauses = [firstOf(node, 'base_clause'), ...uses, firstOf(node, 'class_interface_clause')];
  return clauses
    .flatMap((clause) => (clause ? partsOf(clause) : []))
    .filter(({ type }) => type === 'name' || type === 'qualified_name')
    .map((each) => classNameOf(each, reading));
}

function membersOf(body: SyntaxNode | undefined, reading: Reading): ClassNode['members'] {
  return (body ? partsOf(body) : []).flatMap((member): ClassNode['members'][number][] => {
    switch (member.type) {
      case 'method_declaration':
        return [readFunction(member, reading) ?? []].flat();
      case 'property_declaration':
        return declarations(member, 'property_element', reading);
      case 'const_declaration':
        return declarations(member, 'const_element', reading);
      case 'enum_case':
        return [declaration(member, true, reading)];
      default:
        return [];
    }
  });
}

function declarations(node: SyntaxNode, type: string, reading: Reading): MemberDeclaration[] {
  const isStatic = type === 'const_element' || firstOf(node, 'static_modifier') !== undefined;
  return partsOf(node)
    .filter((part) => part.type === type)
    .map((part) => declaration(part, isStatic, reading));
}

function declaration(node: SyntaxNode, isStatic: boolean, reading: Reading): MemberDeclaration {
  const [name, value] = partsOf(node);
  const sign = name!.type === 'variable_name' ? 1 : 0;
  return {
    kind: 'declaration',
    ...spanOf(node),
    name: { start: name!.startIndex + sign, end: name!.endIndex, text: name!.text.slice(sign) },
    value: value && readExpression(value, reading),
    ...(isStatic && { isStatic: true }),
  };
}

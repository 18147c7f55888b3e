import type { Node as SyntaxNode } from 'web-tree-sitter';
import { childrenOf, nameOf, spanOf } from '../code/syntax.ts';
import type { ClassNode, Expression, MemberDeclaration, Span, Statement } from '../code/tree.ts';
import { bareList, madeOf, readExpression, readList } from './expressions.ts';
import { fieldsOf, type Reading, typeNameOf } from './reading.ts';
import { emptyText } from './texts.ts';

/** The types that a declaration names, as classes. */
export function readTypes(node: SyntaxNode): Statement[] {
  const specs = childrenOf(node).filter(({ type }) => type === 'type_spec');
  return specs.map((spec) => readType(spec, specs.length === 1 ? node : spec));
}

function readType(spec: SyntaxNode, whole: SyntaxNode): ClassNode {
  const type = spec.childForFieldName('type')!;
  const fields = type.type === 'struct_type' ? childrenOf(type).flatMap(childrenOf) : [];
  return {
    kind: 'class',
    ...spanOf(whole),
    name: nameOf(spec.childForFieldName('name')!),
    supers: fields.flatMap((field) =>
      field.childForFieldName('name') || field.type !== 'field_declaration'
        ? []
        : [typeNameOf(field.childForFieldName('type')!).text],
    ),
    isPart: true,
    members: type.type === 'struct_type' ? readFields(type) : [],
    body: [],
  };
}

/** A field that is declared alone is there as a whole. */
function readFields(struct: SyntaxNode): MemberDeclaration[] {
  return fieldsOf(struct).map((name) => {
    const field = name.parent!;
    const isAlone = field.type === 'field_declaration' && field.childrenForFieldName('name').length === 1;
    return {
      kind: 'declaration',
      ...spanOf(isAlone ? field : name),
      name: nameOf(name),
      value: undefined,
    };
  });
}

export function readConstants(node: SyntaxNode, reading: Reading): Statement[] {
  return readSpecs(node, 'const_spec', reading);
}

export function readVariables(node: SyntaxNode, reading: Reading): Statement[] {
  return readSpecs(node, 'var_spec', reading);
}

/** Each line of a declaration is a statement; one alone is the whole declaration. */
function readSpecs(node: SyntaxNode, kind: string, reading: Reading): Statement[] {
  const specs = node.descendantsOfType(kind).filter((spec) => spec !== null);
  const hasBrackets = node.children.some((child) => child?.type === '(' || child?.type === 'var_spec_list');
  return specs
    .filter((spec) => spec.parent?.id === node.id || spec.parent?.parent?.id === node.id)
    .map((spec) => ({
      kind: 'statement',
      ...spanOf(hasBrackets ? spec : node),
      expression: readSpec(spec, reading),
    }));
}

function readSpec(spec: SyntaxNode, reading: Reading): Expression {
  const names = spec
    .childrenForFieldName('name')
    .filter((name) => name?.isNamed)
    .map((name) => readExpression(name!, reading));
  const target = names.length === 1 ? names[0]! : bareList(spec, names);
  const given = spec.childForFieldName('value');
  const type = spec.childForFieldName('type');
  const value = given
    ? readList(given, reading)
    : type && names.length === 1 && firstValue(type, spec, reading);
  if (!value) return target;
  return { kind: 'assignment', ...spanOf(spec), target, value, operator: 'set' };
}

/** What a variable holds that nothing was put into: an empty text, an empty builder. */
function firstValue(type: SyntaxNode, { endIndex }: SyntaxNode, reading: Reading): Expression | undefined {
  const at: Span = { start: endIndex, end: endIndex };
  if (type.text === 'string') return emptyText(endIndex);
  if (/^(?:Buffer|Builder)$/.test(typeNameOf(type).text) || reading.fields.has(type.text))
    return madeOf(type, at, reading);
  return undefined;
}

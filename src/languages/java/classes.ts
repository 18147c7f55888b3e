import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childOfType, childrenOf, hasToken, insideOf, nameOf, spanOf } from '../code/syntax.ts';
import type { ClassNode, FunctionNode, MemberDeclaration, NameSpan, Statement } from '../code/tree.ts';
import { readArguments, readExpression, readOther, typeName } from './expressions.ts';
import { readFunction, readParameters } from './functions.ts';
import { readBlock, readStatement } from './statements.ts';

const CLASSES = new Set([
  'class_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
  'annotation_type_declaration',
]);

export function isClass({ type }: SyntaxNode): boolean {
  return CLASSES.has(type);
}

/** A class, interface, enumeration or record. */
export function readClass(node: SyntaxNode, names: DeclaredNames): ClassNode {
  const name = nameOf(node.childForFieldName('name')!);
  const parts = membersOf(node);
  const members: (MemberDeclaration | FunctionNode | ClassNode)[] = [];
  const body: Statement[] = [];
  const annotations = readAnnotations(node, names);
  names.inClass({ name: name.text, members: declaredIn(node, parts) }, () => {
    const components = node.childForFieldName('parameters');
    if (components) members.push(readComponents(name, components, names));
    for (const part of parts) {
      body.push(...(isClass(part) ? [] : readAnnotations(part, names)));
      const read = readMember(part, name.text, names);
      members.push(...read);
      if (read.length === 0) body.push(readLoose(part, names));
    }
  });
  return {
    kind: 'class',
    ...spanOf(node),
    name,
    supers: supersOf(node),
    members,
    body: [...annotations, ...body],
  };
}

/** What a class declares, that of an enumeration behind its constants. */
function membersOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node.childForFieldName('body')!).flatMap((part) =>
    part.type === 'enum_body_declarations' ? childrenOf(part) : [part],
  );
}

function supersOf(node: SyntaxNode): string[] {
  const superclass = node.childForFieldName('superclass');
  const interfaces = childOfType(node, 'super_interfaces', 'extends_interfaces');
  const types = [
    ...(superclass ? childrenOf(superclass) : []),
    ...(interfaces ? childrenOf(interfaces).flatMap(childrenOf) : []),
  ];
  return types.map((type) => typeName(type).text);
}

/** The members that can be named without an object. */
function declaredIn(node: SyntaxNode, parts: readonly SyntaxNode[]): Map<string, { isStatic: boolean }> {
  const declared = new Map<string, { isStatic: boolean }>();
  const components = node.childForFieldName('parameters');
  for (const component of components ? childrenOf(components) : []) {
    const name = component.childForFieldName('name');
    if (name) declared.set(name.text, { isStatic: false });
  }
  for (const part of parts)
    if (part.type === 'enum_constant') declared.set(part.childForFieldName('name')!.text, { isStatic: true });
    else
      for (const declarator of declaratorsOf(part))
        declared.set(declarator.childForFieldName('name')!.text, { isStatic: isStatic(part) });
  return declared;
}

function declaratorsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter(({ type }) => type === 'variable_declarator');
}

/** The constants of an interface belong to it without a word. */
function isStatic(node: SyntaxNode): boolean {
  const modifiers = childOfType(node, 'modifiers');
  return node.type === 'constant_declaration' || (modifiers !== undefined && hasToken(modifiers, 'static'));
}

function readMember(
  node: SyntaxNode,
  owner: string,
  names: DeclaredNames,
): (MemberDeclaration | FunctionNode | ClassNode)[] {
  if (isClass(node)) return [readClass(node, names)];
  switch (node.type) {
    case 'field_declaration':
    case 'constant_declaration':
      return readFields(node, names);
    case 'enum_constant':
      return readConstant(node, owner, names);
    case 'method_declaration':
    case 'constructor_declaration':
      return [readFunction(node, names)];
    case 'annotation_type_element_declaration':
      return [declarationOf(node, node, names)];
    default:
      return [];
  }
}

function readFields(node: SyntaxNode, names: DeclaredNames): MemberDeclaration[] {
  const declarators = declaratorsOf(node);
  // A declaration of one member is there for it as a whole.
  return declarators.map((declarator) => ({
    ...declarationOf(declarator, declarators.length === 1 ? node : declarator, names),
    ...(isStatic(node) && { isStatic: true as const }),
  }));
}

function declarationOf(node: SyntaxNode, whole: SyntaxNode, names: DeclaredNames): MemberDeclaration {
  const value = node.childForFieldName('value');
  return {
    kind: 'declaration',
    ...spanOf(whole),
    name: nameOf(node.childForFieldName('name')!),
    value: value ? readExpression(value, names) : undefined,
  };
}

/** A constant of an enumeration is an object of it, made of the arguments that stand behind its name. */
function readConstant(
  node: SyntaxNode,
  owner: string,
  names: DeclaredNames,
): (MemberDeclaration | FunctionNode)[] {
  const name = nameOf(node.childForFieldName('name')!);
  const list = node.childForFieldName('arguments');
  const body = node.childForFieldName('body');
  const declaration: MemberDeclaration = {
    kind: 'declaration',
    ...spanOf(node),
    ...(list && { end: list.endIndex }),
    name,
    isStatic: true,
    value: list
      ? {
          kind: 'call',
          ...spanOf(list),
          name: { start: list.startIndex, end: list.startIndex, text: owner },
          receiver: undefined,
          isNew: true,
          arguments: readArguments(list, names),
          list: insideOf(list),
        }
      : undefined,
  };
  const methods = body ? childrenOf(body).filter(({ type }) => type === 'method_declaration') : [];
  return [declaration, ...methods.map((method) => readFunction(method, names))];
}

/** What a record is made of: its constructor sets the members of these names. */
function readComponents(name: NameSpan, components: SyntaxNode, names: DeclaredNames): FunctionNode {
  return names.inBlock(() => ({
    kind: 'function',
    start: name.start,
    end: components.endIndex,
    name,
    parameters: readParameters(components, names).map((parameter) => ({
      ...parameter,
      member: parameter.name.text,
    })),
    body: [],
    isConstructor: true,
  }));
}

/** What runs when the class or an object of it is made, and what the grammar makes no sense of. */
function readLoose(node: SyntaxNode, names: DeclaredNames): Statement {
  if (node.type === 'static_initializer' || node.type === 'compact_constructor_declaration')
    return readBlock(childOfType(node, 'block')!, names);
  return readStatement(node, names);
}

/** The arguments of annotations. */
function readAnnotations(node: SyntaxNode, names: DeclaredNames): Statement[] {
  const modifiers = childOfType(node, 'modifiers');
  return (modifiers ? childrenOf(modifiers) : [])
    .filter(({ type }) => type === 'annotation')
    .map((annotation) => ({
      kind: 'statement' as const,
      ...spanOf(annotation),
      expression: { ...readOther(annotation.childForFieldName('arguments')!, names), isConstant: true },
    }));
}

import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childOfType, childrenOf, nameOf, spanOf } from '../code/syntax.ts';
import type {
  ClassNode,
  Expression,
  FunctionNode,
  MemberDeclaration,
  NameSpan,
  Statement,
} from '../code/tree.ts';
import { readExpression, simpleName } from './expressions.ts';
import { isStatic, readFunction, readFunctionBody, readParameters } from './functions.ts';
import { initialValueOf, readStatement } from './statements.ts';

const CLASSES = new Set([
  'class_declaration',
  'struct_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
]);

type ClassMember = MemberDeclaration | FunctionNode | ClassNode;

export function isClass({ type }: SyntaxNode): boolean {
  return CLASSES.has(type);
}

/** A class, struct, interface, enumeration or record. */
export function readClass(node: SyntaxNode, names: DeclaredNames): ClassNode {
  const name = nameOf(node.childForFieldName('name')!);
  const parts = membersOf(node.childForFieldName('body'));
  const components = childOfType(node, 'parameter_list');
  const bases = childOfType(node, 'base_list');
  const members: ClassMember[] = [];
  const body: Statement[] = readAttributes(node, names);
  names.inClass({ name: name.text, members: declaredIn(parts, components) }, () => {
    if (components) members.push(readComponents(name, components, names));
    for (const part of parts) {
      if (!isClass(part)) body.push(...readAttributes(part, names));
      const read = readMember(part, names);
      members.push(...read);
      if (read.length === 0) body.push(readStatement(part, names));
    }
  });
  return {
    kind: 'class',
    ...spanOf(node),
    name,
    supers: bases ? childrenOf(bases).flatMap(superName) : [],
    members,
    body,
  };
}

/** What a class declares, that of `#if` as if it always stood there. */
function membersOf(body: SyntaxNode | null): SyntaxNode[] {
  return (body ? childrenOf(body) : []).flatMap((part) => {
    if (/^preproc_(?:if|elif|else)$/.test(part.type)) {
      const condition = part.childForFieldName('condition');
      return membersOf(part).filter(({ id }) => id !== condition?.id);
    }
    return part.type.startsWith('preproc_') ? [] : [part];
  });
}

function superName(node: SyntaxNode): string[] {
  if (node.type === 'primary_constructor_base_type') return superName(childrenOf(node)[0]!);
  return /name$|^identifier$/.test(node.type) ? [simpleName(node).text] : [];
}

/** The members that can be named without an object. */
function declaredIn(
  parts: readonly SyntaxNode[],
  components: SyntaxNode | undefined,
): Map<string, { isStatic: boolean }> {
  const declared = new Map<string, { isStatic: boolean }>();
  for (const component of components ? childrenOf(components) : []) {
    const name = component.childForFieldName('name');
    if (name) declared.set(name.text, { isStatic: false });
  }
  for (const part of parts)
    for (const name of namesOf(part))
      declared.set(name.text, { isStatic: isStatic(part) || part.type === 'enum_member_declaration' });
  return declared;
}

function namesOf(part: SyntaxNode): SyntaxNode[] {
  if (part.type === 'property_declaration' || part.type === 'enum_member_declaration')
    return [part.childForFieldName('name')!];
  return declaratorsOf(part).map((declarator) => declarator.childForFieldName('name')!);
}

function declaratorsOf(part: SyntaxNode): SyntaxNode[] {
  if (!part.type.endsWith('field_declaration')) return [];
  return childrenOf(childOfType(part, 'variable_declaration')!).filter(
    ({ type }) => type === 'variable_declarator',
  );
}

function readMember(node: SyntaxNode, names: DeclaredNames): ClassMember[] {
  if (isClass(node)) return [readClass(node, names)];
  switch (node.type) {
    case 'field_declaration':
    case 'event_field_declaration':
      return readFields(node, names);
    case 'property_declaration':
      return readProperty(node, names);
    case 'indexer_declaration':
      return readIndexer(node, names);
    case 'enum_member_declaration':
      return [declarationOf(node, node, node.childForFieldName('value'), true, names)];
    case 'method_declaration':
    case 'constructor_declaration':
    case 'destructor_declaration':
    case 'operator_declaration':
    case 'conversion_operator_declaration':
      return [readFunction(node, names)];
    default:
      return [];
  }
}

function readFields(node: SyntaxNode, names: DeclaredNames): MemberDeclaration[] {
  const declarators = declaratorsOf(node);
  // A declaration of one member is there for it as a whole.
  return declarators.map((declarator) =>
    declarationOf(
      declarator,
      declarators.length === 1 ? node : declarator,
      initialValueOf(declarator),
      isStatic(node),
      names,
    ),
  );
}

function declarationOf(
  node: SyntaxNode,
  whole: SyntaxNode,
  value: SyntaxNode | null | undefined,
  belongsToClass: boolean,
  names: DeclaredNames,
): MemberDeclaration {
  return {
    kind: 'declaration',
    ...spanOf(whole),
    name: nameOf(node.childForFieldName('name')!),
    value: value ? readExpression(value, names) : undefined,
    ...(belongsToClass && { isStatic: true as const }),
  };
}

/** A property without code is a member; one that is computed is a method without parameters. */
function readProperty(node: SyntaxNode, names: DeclaredNames): ClassMember[] {
  const value = node.childForFieldName('value');
  if (value?.type === 'arrow_expression_clause') return [getterOf(node, value, names)];
  const accessors = accessorsOf(node);
  if (!accessors.some(hasBody)) return [declarationOf(node, node, value, isStatic(node), names)];
  return accessors.filter(hasBody).map((accessor) => accessorOf(node, accessor, names));
}

function accessorsOf(node: SyntaxNode): SyntaxNode[] {
  const list = node.childForFieldName('accessors');
  return list ? childrenOf(list).filter(({ type }) => type === 'accessor_declaration') : [];
}

function hasBody(accessor: SyntaxNode): boolean {
  return accessor.childForFieldName('body') !== null;
}

function getterOf(node: SyntaxNode, body: SyntaxNode, names: DeclaredNames): FunctionNode {
  const value = childrenOf(body)[0]!;
  return {
    kind: 'function',
    ...spanOf(node),
    name: nameOf(node.childForFieldName('name')!),
    parameters: [],
    body: [{ kind: 'return', ...spanOf(value), value: readExpression(value, names) }],
    isGetter: true,
    ...(isStatic(node) && { isStatic: true as const }),
  };
}

/** `get` has the name of the property, `set` is handed a `value`. */
function accessorOf(node: SyntaxNode, accessor: SyntaxNode, names: DeclaredNames): FunctionNode {
  const name = nameOf(node.childForFieldName('name')!);
  const isGetter = accessor.childForFieldName('name')?.type === 'get';
  return names.inBlock(() => {
    const value: NameSpan = { start: accessor.startIndex, end: accessor.startIndex, text: 'value' };
    if (!isGetter) names.declare(value);
    return {
      kind: 'function',
      ...spanOf(accessor),
      name: {
        start: accessor.startIndex,
        end: accessor.startIndex,
        text: isGetter ? name.text : `${name.text}=`,
      },
      parameters: isGetter
        ? []
        : [{ kind: 'parameter', start: value.start, end: value.end, name: value, default: undefined }],
      body: readFunctionBody(accessor, names),
      ...(isGetter && { isGetter: true as const }),
      ...(isStatic(node) && { isStatic: true as const }),
    };
  });
}

/** `this[key]`: code that is run by an index. */
function readIndexer(node: SyntaxNode, names: DeclaredNames): FunctionNode[] {
  return accessorsOf(node)
    .filter(hasBody)
    .map((accessor) =>
      names.inBlock(() => {
        const parameters = node.childForFieldName('parameters');
        if (parameters) readParameters(parameters, names);
        names.declare({ ...spanOf(accessor), text: 'value' });
        return {
          kind: 'function',
          ...spanOf(accessor),
          name: undefined,
          parameters: [],
          body: readFunctionBody(accessor, names),
        };
      }),
    );
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

/** The arguments of attributes. */
function readAttributes(node: SyntaxNode, names: DeclaredNames): Statement[] {
  return childrenOf(node)
    .filter(({ type }) => type === 'attribute_list')
    .flatMap(childrenOf)
    .flatMap((attribute) => {
      const list = childOfType(attribute, 'attribute_argument_list');
      if (!list) return [];
      const values = childrenOf(list).map((argument) => childrenOf(argument)[0]!);
      const parts = values.map((value): Expression => {
        // `Name = value` sets a member of the attribute.
        const set = value.type === 'assignment_expression' ? value.childForFieldName('right') : undefined;
        return set ? readExpression(set, names) : readExpression(value, names);
      });
      const expression: Expression = { kind: 'other', ...spanOf(list), parts, isConstant: true };
      return [{ kind: 'statement' as const, ...spanOf(list), expression }];
    });
}

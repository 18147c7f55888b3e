import type { Node as SyntaxNode } from 'web-tree-sitter';
import type {
  ClassNode,
  FunctionNode,
  MemberDeclaration,
  NameSpan,
  Parameter,
  Statement,
} from '../../code/tree.ts';
import { readExpression } from './expressions.ts';
import { readMethod } from './functions.ts';
import { lastName, methodAt, nameSpan } from './names.ts';
import { partsOf, type Reading, spanOf, within } from './reading.ts';
import { classScope } from './scope.ts';
import { readStatements } from './statements.ts';

type ClassMember = ClassNode['members'][number];

interface Body {
  readonly supers: string[];
  readonly members: ClassMember[];
  readonly body: Statement[];
}

/** `class Name < Super … end`, `module Name … end`. */
export function readClass(node: SyntaxNode, around: Reading): ClassNode {
  const name = nameSpan(lastName(node.childForFieldName('name')!));
  const reading = within(around, classScope(name.text));
  const above = node.childForFieldName('superclass');
  const parent = above && partsOf(above)[0]!;
  const struct = parent ? structMembers(parent) : [];
  const { supers, members, body } = readClassBody(node.childForFieldName('body'), reading);
  return {
    kind: 'class',
    ...spanOf(node),
    name,
    supers: [
      ...(parent && /^(?:constant|scope_resolution)$/.test(parent.type) ? [lastName(parent).text] : []),
      ...supers,
    ],
    members: [...struct, ...members],
    body:
      parent && struct.length === 0 && parent.type === 'call'
        ? [expressionStatement(parent, reading), ...body]
        : body,
  };
}

/** `class << self … end` outside of a class that takes it in. */
export function readSingletonClass(node: SyntaxNode, around: Reading): Statement {
  const { members, body } = readClassBody(node.childForFieldName('body'), around, true);
  return { kind: 'class', ...spanOf(node), name: undefined, supers: [], members, body };
}

function readClassBody(node: SyntaxNode | null, reading: Reading, isStatic = false): Body {
  const read: Body = { supers: [], members: [], body: [] };
  const parts = node ? partsOf(node) : [];
  const areStatic = isStatic || parts.some(isModuleFunction);
  for (const part of parts) readClassPart(part, reading, areStatic, read);
  return read;
}

/** `extend self`, `module_function`: the methods are the module's own. */
function isModuleFunction(node: SyntaxNode): boolean {
  return /^(?:extend[ (]self\)?|module_function)$/.test(node.text);
}

function readClassPart(node: SyntaxNode, reading: Reading, isStatic: boolean, into: Body): void {
  switch (node.type) {
    case 'method':
    case 'singleton_method':
      into.members.push(readMethod(node, reading, isStatic || node.type === 'singleton_method'));
      return;
    case 'class':
    case 'module':
      into.members.push(readClass(node, reading));
      return;
    case 'singleton_class': {
      const own = readClassBody(node.childForFieldName('body'), reading, true);
      into.members.push(...own.members);
      into.body.push(...own.body);
      return;
    }
    case 'assignment': {
      const declared = readDeclaration(node, reading);
      if (declared) into.members.push(declared);
      else into.body.push(...readStatements([node], reading));
      return;
    }
    case 'alias':
      into.members.push(...readAlias(partsOf(node), node, reading, isStatic));
      return;
    case 'call':
      readClassCall(node, reading, isStatic, into);
      return;
    default:
      into.body.push(...readStatements([node], reading));
  }
}

/** `NAME = value`, `@@name = value`, `@name = value` in a class. */
function readDeclaration(node: SyntaxNode, reading: Reading): MemberDeclaration | ClassNode | undefined {
  const left = node.childForFieldName('left')!;
  const struct = structOf(node, reading);
  if (struct) return struct;
  if (!/^(?:constant|class_variable|instance_variable)$/.test(left.type)) return undefined;
  const sigils = /^@*/.exec(left.text)![0].length;
  return {
    kind: 'declaration',
    ...spanOf(node),
    name: { start: left.startIndex + sigils, end: left.endIndex, text: left.text.slice(sigils) },
    value: readExpression(node.childForFieldName('right')!, reading),
    isStatic: true,
  };
}

/** What a class says of itself by calling: its members, what it mixes in, who may call what follows. */
function readClassCall(node: SyntaxNode, reading: Reading, isStatic: boolean, into: Body): void {
  const given = partsOf(node.childForFieldName('arguments') ?? node);
  const name = node.childForFieldName('receiver') ? '' : (node.childForFieldName('method')?.text ?? '');
  if (
    /^(?:c|m)?attr_(?:accessor|reader|writer)$|^(?:cattr|mattr|class_attribute|class_inheritable_accessor)/.test(
      name,
    )
  ) {
    const isOfClass = isStatic || !name.startsWith('attr_');
    into.members.push(...given.flatMap((attribute) => declareAttribute(attribute, isOfClass)));
    return;
  }
  if (name === 'alias_method') {
    into.members.push(...readAlias(given, node, reading, isStatic));
    return;
  }
  if (/^(?:include|extend|prepend)$/.test(name)) {
    into.supers.push(
      ...given
        .filter(({ type }) => /^(?:constant|scope_resolution)$/.test(type))
        .map((part) => lastName(part).text),
    );
  }
  const methods = given.filter(({ type }) => /^(?:singleton_)?method$/.test(type));
  const isVisibility = /^(?:private|protected|public|private_class_method|module_function)$/.test(name);
  if (isVisibility && methods.length) {
    for (const method of methods) readClassPart(method, reading, isStatic, into);
    return;
  }
  into.body.push(expressionStatement(node, reading));
}

function expressionStatement(node: SyntaxNode, reading: Reading): Statement {
  return { kind: 'statement', ...spanOf(node), expression: readExpression(node, reading) };
}

/** `alias new old`: a method that gives back what another does. */
function readAlias(
  [made, meant]: readonly SyntaxNode[],
  whole: SyntaxNode,
  reading: Reading,
  isStatic: boolean,
): FunctionNode[] {
  const name = made && methodName(made);
  const old = meant && methodName(meant);
  if (!name || !old) return [];
  const value = methodAt(old, within(reading, { ...reading.scope, isStatic }));
  const at = spanOf(whole);
  return [
    {
      kind: 'function',
      ...at,
      name,
      parameters: [],
      body: [{ kind: 'return', start: old.start, end: old.end, value }],
      ...(isStatic && { isStatic: true as const }),
    },
  ];
}

function methodName(node: SyntaxNode): NameSpan | undefined {
  return node.type === 'identifier' ? nameSpan(node) : attributeName(node);
}

function declareAttribute(node: SyntaxNode, isStatic: boolean): MemberDeclaration[] {
  const name = attributeName(node);
  if (!name) return [];
  const declared = { kind: 'declaration', ...spanOf(node), name, value: undefined } as const;
  return [isStatic ? { ...declared, isStatic: true } : declared];
}

/** The name in `:ticket` or `'ticket'`. */
function attributeName(node: SyntaxNode): NameSpan | undefined {
  if (!/^(?:simple_symbol|string)$/.test(node.type)) return undefined;
  const text = node.text.replace(/^[:'"]|['"]$/g, '');
  return { start: node.startIndex + 1, end: node.startIndex + 1 + text.length, text };
}

/** `Client = Struct.new(:apikey, :ticket) do … end` is a class whose constructor takes its members. */
export function structOf(node: SyntaxNode, around: Reading): ClassNode | undefined {
  if (node.type !== 'assignment') return undefined;
  const left = node.childForFieldName('left')!;
  const right = node.childForFieldName('right')!;
  const members = structMembers(right);
  if (left.type !== 'constant' || !members.length) return undefined;
  const reading = within(around, classScope(left.text));
  const block = right.childForFieldName('block');
  const own = readClassBody(block?.childForFieldName('body') ?? null, reading);
  return {
    kind: 'class',
    ...spanOf(node),
    name: nameSpan(left),
    supers: own.supers,
    members: [...members, ...own.members],
    body: own.body,
  };
}

function structMembers(node: SyntaxNode): ClassMember[] {
  if (node.type !== 'call' || !/^Struct\.new\b/.test(node.text)) return [];
  const list = node.childForFieldName('arguments');
  const given = list ? partsOf(list) : [];
  const isNamed = given.some(({ text }) => /^:?keyword_init\b.*true$/s.test(text));
  const parameters = given.flatMap((part): Parameter[] => {
    const name = attributeName(part);
    if (!name) return [];
    const kind = isNamed ? ({ isNamed: true } as const) : {};
    return [{ kind: 'parameter', ...spanOf(part), name, default: undefined, member: name.text, ...kind }];
  });
  if (!list || !parameters.length) return [];
  const maker: FunctionNode = {
    kind: 'function',
    ...spanOf(list),
    name: undefined,
    parameters,
    body: [],
    isConstructor: true,
  };
  return [maker];
}

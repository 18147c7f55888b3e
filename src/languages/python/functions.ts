import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { FunctionNode, Parameter } from '../code/tree.ts';
import { readExpression, readField } from './expressions.ts';
import { field, nameOf, partsOf, spanOf } from './nodes.ts';
import type { Scope } from './scope.ts';
import { readBlock } from './statements.ts';

/** What decorators make of a function. */
export interface Decoration {
  readonly isStatic?: true;
  readonly isGetter?: true;
  /** True for a function of the class, whose first parameter is the class. */
  readonly takesClass?: true;
}

/** A function, or a method where it stands right in a class. */
export function readFunction(
  node: SyntaxNode,
  scope: Scope,
  isMethod: boolean,
  { isStatic, isGetter, takesClass }: Decoration = {},
): FunctionNode {
  const name = field(node, 'name');
  const all = readParameters(field(node, 'parameters'), scope);
  const isFirstOwn = isMethod && (!isStatic || takesClass === true) && all[0] !== undefined && !all[0].rest;
  const self = isFirstOwn ? { name: all[0]!.name.text, isStatic: takesClass === true } : undefined;
  const parameters = isFirstOwn ? all.slice(1) : all;
  const inner = scopeWithin(scope, all, self);
  const body = field(node, 'body');
  return {
    kind: 'function',
    ...spanOf(node),
    name: name && nameOf(name),
    parameters,
    body: body ? readBlock(body, inner) : [],
    ...(isStatic && { isStatic }),
    ...(isGetter && { isGetter }),
    ...(isMethod && name?.text === '__init__' && { isConstructor: true }),
    ...(!isMethod && scope.isInner && { isClosure: true }),
  };
}

export function readLambda(node: SyntaxNode, scope: Scope): FunctionNode {
  const parameters = readParameters(field(node, 'parameters'), scope);
  const inner = scopeWithin(scope, parameters, undefined);
  const body = field(node, 'body');
  const value = body && readExpression(body, inner);
  return {
    kind: 'function',
    ...spanOf(node),
    name: undefined,
    parameters,
    body: value ? [{ kind: 'return', start: value.start, end: value.end, value }] : [],
    isClosure: true,
  };
}

/** A parameter hides the object of the method around. */
function scopeWithin(scope: Scope, parameters: readonly Parameter[], self: Scope['self']): Scope {
  const { self: outer, ...rest } = scope;
  const isHidden = outer !== undefined && parameters.some(({ name }) => name.text === outer.name);
  const seen = self ?? (isHidden ? undefined : outer);
  return { ...rest, isInner: true, ...(seen && { self: seen }) };
}

function readParameters(list: SyntaxNode | undefined, scope: Scope): Parameter[] {
  const found: Parameter[] = [];
  let isNamed = false;
  for (const node of list ? partsOf(list) : []) {
    if (node.type === 'keyword_separator') isNamed = true;
    const parameter = readParameter(node, scope);
    if (!parameter) continue;
    found.push(isNamed && !parameter.rest ? { ...parameter, isNamed: true } : parameter);
    if (parameter.rest === 'list') isNamed = true;
  }
  return found;
}

function readParameter(node: SyntaxNode, scope: Scope): Parameter | undefined {
  const parameter = { kind: 'parameter', ...spanOf(node), default: undefined } as const;
  const [inside] = partsOf(node);
  switch (node.type) {
    case 'identifier':
    case 'tuple_pattern':
      return { ...parameter, name: nameOf(node) };
    case 'default_parameter':
    case 'typed_default_parameter': {
      const name = field(node, 'name');
      return name && { ...parameter, name: nameOf(name), default: readField(node, 'value', scope) };
    }
    case 'typed_parameter': {
      const typed = inside && readParameter(inside, scope);
      return typed && { ...typed, ...spanOf(node) };
    }
    case 'list_splat_pattern':
      return inside && { ...parameter, name: nameOf(inside), rest: 'list' };
    case 'dictionary_splat_pattern':
      return inside && { ...parameter, name: nameOf(inside), rest: 'map' };
    default:
      return undefined;
  }
}

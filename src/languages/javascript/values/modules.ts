import type * as t from '@babel/types';
import { isMember, memberName, type Node, staticName, unwrap } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { memberOf } from './members.ts';
import type { Tracer } from './tracer.ts';
import { type Context, choose, type Value } from './values.ts';

/** What an imported name stands for. */
export function importedValue(
  tracer: Tracer,
  module: JsModule,
  binding: Binding,
  read: Node,
  context: Context,
): Value {
  const specifier = module.parents.get(binding.declaration);
  const external = tracer.opaque(read, context, { kind: 'external', name: binding.name, fixed: true });
  if (specifier?.type === 'TSImportEqualsDeclaration') {
    const target =
      specifier.moduleReference.type === 'TSExternalModuleReference'
        ? tracer.program.imported(module, specifier.moduleReference.expression.value)
        : undefined;
    return target ? exportsOf(tracer, target) : external;
  }
  const declaration = specifier && module.parents.get(specifier);
  if (declaration?.type !== 'ImportDeclaration') return external;
  const target = tracer.program.imported(module, declaration.source.value);
  if (!target) return external;
  if (specifier?.type === 'ImportNamespaceSpecifier') return { kind: 'module', module: target };
  const name =
    specifier?.type === 'ImportSpecifier' ? (staticName(specifier.imported, false) ?? 'default') : 'default';
  return exportOf(tracer, target, name) ?? external;
}

/** What `require()` of a module gives: its `module.exports`, its named exports, a JSON document's value. */
export function exportsOf(tracer: Tracer, module: JsModule): Value {
  if (module.json) return tracer.evaluate(module.root, undefined);
  const whole = wholeExports(module).map((node) => tracer.evaluate(node, undefined));
  const value = choose(whole);
  const named: Value = { kind: 'module', module };
  if (!value) return named;
  return namedExports(module).size > 0 ? (choose([value, named]) ?? named) : value;
}

/** What a module exports under a name; `default` also means the whole of a CommonJS module. */
export function exportOf(tracer: Tracer, module: JsModule, name: string): Value | undefined {
  if (module.json)
    return name === 'default'
      ? tracer.evaluate(module.root, undefined)
      : memberOf(tracer, tracer.evaluate(module.root, undefined), name, module.root, undefined);
  const found = (namedExports(module).get(name) ?? []).map((node) => valueOfExport(tracer, module, node));
  const value = choose(found.filter((v) => v !== undefined));
  if (value) return value;
  const whole = wholeExports(module);
  if (whole.length > 0) {
    const all = choose(whole.map((node) => tracer.evaluate(node, undefined)))!;
    return name === 'default' ? all : memberOf(tracer, all, name, whole[0]!, undefined);
  }
  return reExported(tracer, module, name);
}

function valueOfExport(tracer: Tracer, module: JsModule, node: Node): Value | undefined {
  if (node.type !== 'ExportSpecifier') return tracer.evaluate(node, undefined);
  const declaration = module.parents.get(node);
  const source = declaration?.type === 'ExportNamedDeclaration' ? declaration.source : undefined;
  if (!source) return tracer.evaluate(node.local, undefined);
  const target = tracer.program.imported(module, source.value);
  return target && exportOf(tracer, target, staticName(node.local, false) ?? 'default');
}

/** `export * from './x'`, `export * as x from './x'` and `Object.assign(exports, require('./x'))`. */
function reExported(tracer: Tracer, module: JsModule, name: string): Value | undefined {
  for (const node of module.nodes('ExportAllDeclaration')) {
    const target = name === 'default' ? undefined : tracer.program.imported(module, node.source.value);
    const value = target && exportOf(tracer, target, name);
    if (value) return value;
  }
  for (const call of module.nodes('CallExpression')) {
    const [target, ...sources] = call.arguments;
    if (!target || !isExportsObject(module, target)) continue;
    const value = choose(
      sources
        .map((source) => memberOf(tracer, tracer.evaluate(source, undefined), name, source, undefined))
        .filter((v) => v.kind !== 'opaque'),
    );
    if (value) return value;
  }
  return undefined;
}

const wholes = new WeakMap<JsModule, readonly Node[]>();

/** Right sides of `module.exports = …` (also chained), and `export = …`. */
function wholeExports(module: JsModule): readonly Node[] {
  const known = wholes.get(module);
  if (known) return known;
  const found: Node[] = [];
  for (const node of module.nodes('AssignmentExpression')) {
    if (isMember(node.left) && isExportsObject(module, node.left) && memberName(node.left) === 'exports')
      found.push(lastRight(node));
  }
  for (const node of module.nodes('TSExportAssignment')) found.push(node.expression);
  wholes.set(module, found);
  return found;
}

function lastRight(node: t.AssignmentExpression): Node {
  let right: Node = unwrap(node.right);
  while (right.type === 'AssignmentExpression') right = unwrap(right.right);
  return right;
}

const names = new WeakMap<JsModule, ReadonlyMap<string, readonly Node[]>>();

/** The names that a module exports by themselves. */
export function exportedNames(module: JsModule): Iterable<string> {
  return module.json ? [] : namedExports(module).keys();
}

/** Exported names with the expression, declaration or specifier that gives each. */
function namedExports(module: JsModule): ReadonlyMap<string, readonly Node[]> {
  const known = names.get(module);
  if (known) return known;
  const found = new Map<string, Node[]>();
  const add = (name: string | undefined, node: Node) => {
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), node]);
  };
  for (const node of module.nodes('ExportNamedDeclaration')) {
    for (const specifier of node.specifiers)
      if (specifier.type === 'ExportSpecifier') add(staticName(specifier.exported, false), specifier);
    if (node.declaration) for (const id of declaredNames(node.declaration)) add(id.name, id);
  }
  for (const node of module.nodes('ExportDefaultDeclaration')) add('default', node.declaration);
  for (const node of module.nodes('AssignmentExpression')) {
    if (
      isMember(node.left) &&
      isExportsObject(module, node.left.object) &&
      memberName(node.left) !== undefined
    )
      add(memberName(node.left), lastRight(node));
  }
  for (const node of module.nodes('CallExpression')) addDefinedProperty(module, node, add);
  names.set(module, found);
  return found;
}

/** `Object.defineProperty(exports, 'x', { get: … | value: … })`, as compilers write it. */
function addDefinedProperty(
  module: JsModule,
  call: t.CallExpression,
  add: (name: string | undefined, node: Node) => void,
): void {
  const [target, name, descriptor] = call.arguments;
  if (
    !target ||
    !isExportsObject(module, target) ||
    name?.type !== 'StringLiteral' ||
    descriptor?.type !== 'ObjectExpression'
  )
    return;
  for (const property of descriptor.properties)
    if (property.type === 'ObjectProperty' && staticName(property.key, false) === 'value')
      add(name.value, property.value);
}

/** The names of values that a declaration declares; an interface may share its name with a class. */
function declaredNames(declaration: Node): t.Identifier[] {
  if (declaration.type === 'TSInterfaceDeclaration' || declaration.type === 'TSTypeAliasDeclaration')
    return [];
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap((d) => namesInPattern(d.id));
  return 'id' in declaration && declaration.id && (declaration.id as Node).type === 'Identifier'
    ? [declaration.id as t.Identifier]
    : [];
}

function namesInPattern(pattern: Node): t.Identifier[] {
  if (pattern.type === 'Identifier') return [pattern];
  if (pattern.type === 'ObjectPattern')
    return pattern.properties.flatMap((p) => namesInPattern(p.type === 'RestElement' ? p.argument : p.value));
  if (pattern.type === 'ArrayPattern') return pattern.elements.flatMap((e) => (e ? namesInPattern(e) : []));
  return pattern.type === 'AssignmentPattern' ? namesInPattern(pattern.left) : [];
}

/** `exports` or `module.exports`. */
export function isExportsObject(module: JsModule, node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return inner.name === 'exports' && !module.scopes.bindingOf(inner);
  return (
    isMember(inner) &&
    memberName(inner) === 'exports' &&
    inner.object.type === 'Identifier' &&
    inner.object.name === 'module'
  );
}

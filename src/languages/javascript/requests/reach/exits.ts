import { isCall, isMember, memberName, type Node, staticName } from '../../syntax/ast.ts';
import { functionAround, type JsModule } from '../../syntax/module.ts';
import { ownerOfThis } from '../../syntax/owners.ts';
import { providedName } from '../../values/angular.ts';
import { frameOf } from '../../values/arguments.ts';
import type { Context } from '../../values/values.ts';
import { hookOf } from '../hooks.ts';
import { throughBinding } from './bindings.ts';
import type { Climb, Path } from './climb.ts';
import { from } from './from.ts';
import { throughOwner } from './members.ts';
import { BUILDERS } from './method-names.ts';
import { throughInjector } from './methods.ts';

/** From a returned expression to the calls of its function. */
export function outOfFunction(climb: Climb, node: Node, context: Context, path: Path): void {
  const module = climb.tracer.moduleOf(node);
  const fn = functionAround(module, node);
  if (!fn) return climb.end(node, context, false);
  const frame = frameOf(fn, context);
  if (frame?.call) return from(climb, frame.call, frame.caller, path);
  const owner = fn.type === 'ClassMethod' || fn.type === 'ObjectMethod' ? fn : undefined;
  if (owner?.kind === 'get') {
    const name = staticName(owner.key, owner.computed === true);
    const holder = ownerOfThis(module, node);
    if (name !== undefined && holder) return throughOwner(climb, holder, name, undefined, path);
  }
  const provided = providedName(climb.tracer, fn);
  if (provided !== undefined) return throughInjector(climb, provided, path);
  const parent = module.parents.get(fn);
  const callers = climb.tracer.calls.callersOf(fn);
  for (const site of callers) from(climb, site.call, undefined, path);
  if (parent && isCall(parent) && parent.callee !== fn) {
    const name = isMember(parent.callee) ? memberName(parent.callee) : undefined;
    if (name !== undefined && BUILDERS.has(name)) return from(climb, parent, context, path);
  }
  const hook = hookOf(module, fn);
  if (hook) climb.end(hook, undefined, true);
  else if (callers.length === 0) climb.end(node, context, false);
}

/** From an export to the modules that import it. */
export function outOfModule(climb: Climb, module: JsModule, path: Path, node: Node, context: Context): void {
  if (!climb.isNew(module.root, undefined, [...path, '#'])) return;
  const before = climb.ends;
  for (const importer of climb.tracer.program.modules) intoImporter(climb, importer, module, path);
  if (climb.ends === before) climb.end(node, context, false);
}

function intoImporter(climb: Climb, importer: JsModule, module: JsModule, path: Path): void {
  for (const call of importer.nodes('CallExpression')) {
    const [specifier] = call.arguments;
    const isRequire =
      call.callee.type === 'Import' || (call.callee.type === 'Identifier' && call.callee.name === 'require');
    if (!isRequire || specifier?.type !== 'StringLiteral') continue;
    if (climb.tracer.program.imported(importer, specifier.value) === module)
      from(
        climb,
        call,
        undefined,
        path[0] === 'default' && module.nodes('ExportDefaultDeclaration').length === 0 ? path.slice(1) : path,
      );
  }
  for (const declaration of importer.nodes('ImportDeclaration')) {
    if (climb.tracer.program.imported(importer, declaration.source.value) !== module) continue;
    for (const specifier of declaration.specifiers) {
      const binding = importer.scopes.bindingOf(specifier.local);
      if (!binding) continue;
      if (specifier.type === 'ImportNamespaceSpecifier')
        throughBinding(climb, importer, binding, undefined, path);
      else {
        const name = specifier.type === 'ImportSpecifier' ? staticName(specifier.imported, false) : 'default';
        if (name === path[0]) throughBinding(climb, importer, binding, undefined, path.slice(1));
        else if (name === 'default' && module.nodes('ExportDefaultDeclaration').length === 0)
          throughBinding(climb, importer, binding, undefined, path);
      }
    }
  }
  for (const declaration of importer.nodes('ExportNamedDeclaration')) {
    if (!declaration.source || climb.tracer.program.imported(importer, declaration.source.value) !== module)
      continue;
    for (const specifier of declaration.specifiers) {
      if (specifier.type === 'ExportSpecifier' && staticName(specifier.local, false) === path[0])
        outOfModule(
          climb,
          importer,
          [staticName(specifier.exported, false) ?? 'default', ...path.slice(1)],
          specifier,
          undefined,
        );
    }
  }
  for (const declaration of importer.nodes('ExportAllDeclaration')) {
    if (climb.tracer.program.imported(importer, declaration.source.value) === module && path[0] !== 'default')
      outOfModule(climb, importer, path, declaration, undefined);
  }
}

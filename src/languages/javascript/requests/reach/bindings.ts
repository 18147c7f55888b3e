import { mentionsOfGlobal, mentionsOfShared } from '../../program/globals.ts';
import { type Node, staticName } from '../../syntax/ast.ts';
import { functionAround, type JsModule } from '../../syntax/module.ts';
import type { Binding } from '../../syntax/scopes.ts';
import { pathFromPattern } from '../../syntax/writes.ts';
import { frameOf } from '../../values/arguments.ts';
import type { Context } from '../../values/values.ts';
import { hookOf } from '../hooks.ts';
import type { Climb, Path } from './climb.ts';
import { outOfModule } from './exits.ts';
import { carrier, from } from './from.ts';

export function throughBinding(
  climb: Climb,
  module: JsModule,
  binding: Binding,
  context: Context,
  path: Path,
): void {
  if (!climb.isNew(binding.declaration, context, [...path, '@'])) return;
  for (const read of binding.reads) from(climb, read, context, path);
  for (const read of mentionsOfShared(climb.tracer, module, binding)) from(climb, read, undefined, path);
  if (binding.kind === 'parameter') backToArgument(climb, module, binding, context, path);
  exported(climb, module, binding, path, context);
  if (binding.reads.length === 0) climb.end(binding.declaration, context, false);
}

/** Every mention of a global, in whatever script. */
export function throughGlobal(
  climb: Climb,
  module: JsModule,
  name: string,
  at: Node,
  context: Context,
  path: Path,
): void {
  if (!climb.isNew(module.root, undefined, [name, ...path, '$'])) return;
  const mentions = mentionsOfGlobal(climb.tracer, module, name);
  for (const mention of mentions) from(climb, mention, mention === at ? context : undefined, path);
  if (mentions.length === 0) from(climb, at, context, path);
}

/** A parameter that is mutated is the caller's argument: follow that. */
function backToArgument(
  climb: Climb,
  module: JsModule,
  binding: Binding,
  context: Context,
  path: Path,
): void {
  const fn = functionAround(module, binding.declaration);
  const index = fn?.params.indexOf(pathFromPattern(module, binding.declaration).top as never) ?? -1;
  if (!fn || index === -1) return;
  const frame = frameOf(fn, context);
  if (frame) {
    const arg = frame.args[index];
    if (arg) carrier(climb, arg, frame.caller, path);
    return;
  }
  for (const site of climb.tracer.calls.callersOf(fn)) {
    const arg = site.args[index];
    if (arg) carrier(climb, arg, undefined, path);
  }
  const hook = hookOf(module, fn);
  if (hook) climb.end(hook, undefined, true);
}

function exported(climb: Climb, module: JsModule, binding: Binding, path: Path, context: Context): void {
  const declarator = module.parents.get(binding.declaration);
  const declaration = declarator && module.parents.get(declarator);
  const exported = declaration && module.parents.get(declaration);
  if (exported?.type === 'ExportNamedDeclaration')
    outOfModule(climb, module, [binding.name, ...path], binding.declaration, context);
  for (const specifier of module.nodes('ExportSpecifier')) {
    if (module.scopes.bindingOf(specifier.local) === binding)
      outOfModule(
        climb,
        module,
        [staticName(specifier.exported, false) ?? 'default', ...path],
        binding.declaration,
        context,
      );
  }
}

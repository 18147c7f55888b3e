import { type FunctionNode, isClass, type Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import { ownerOfThis } from '../syntax/owners.ts';
import { exportedNames, exportOf, exportsOf } from '../values/modules.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf, type Value } from '../values/values.ts';
import { nameOf } from './places.ts';

const DEPTH = 3;

/** Whether whoever imports a module gets a function: by name, in an object, or as a method of a class or its instance. */
export function isExportedFrom(tracer: Tracer, module: JsModule, fn: FunctionNode): boolean {
  tracer.refresh();
  const name = nameOf(tracer.moduleOf(fn), fn);
  const names = new Set([...exportedNames(module), ...(name === undefined ? [] : [name])]);
  const values = [exportsOf(tracer, module), ...[...names].map((each) => exportOf(tracer, module, each))];
  return values.some((value) => value !== undefined && gives(tracer, value, fn, 0));
}

function gives(tracer: Tracer, value: Value, fn: FunctionNode, depth: number): boolean {
  if (depth > DEPTH) return false;
  return optionsOf(value).some((option) => {
    switch (option.kind) {
      case 'function':
        return option.node === fn || isMethodOf(tracer, option.node, fn);
      case 'class':
      case 'instance':
        return isMethodOf(tracer, option.info.node, fn);
      case 'set':
        return option.entries.some(
          (entry) => entry.value && gives(tracer, tracer.evaluate(entry.value, entry.context), fn, depth + 1),
        );
      default:
        return false;
    }
  });
}

/** Whether a function is a method that others may call; what begins with `_` or `#`, or is private, is not theirs. */
function isMethodOf(tracer: Tracer, owner: Node, fn: FunctionNode): boolean {
  const module = tracer.moduleOf(fn);
  const name = nameOf(module, fn) ?? '';
  if (
    /^[_#]/.test(name) ||
    ('accessibility' in fn && fn.accessibility !== undefined && fn.accessibility !== 'public')
  )
    return false;
  if (fn.type === 'ClassMethod') return isClass(owner) && owner.body.body.includes(fn);
  return ownersOf(module, fn).includes(owner);
}

/** The constructor whose prototype, or the object, that a function is assigned to. */
function ownersOf(module: JsModule, fn: FunctionNode): readonly Node[] {
  const owner = ownerOfThis(module, fn.body);
  return owner && owner !== fn ? [owner] : [];
}

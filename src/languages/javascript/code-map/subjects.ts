import {
  type FunctionNode,
  isCall,
  isClass,
  isFunction,
  isMember,
  type Node,
  unwrap,
} from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Owner } from '../syntax/owners.ts';
import type { Binding } from '../syntax/scopes.ts';

/** What a unit is in the syntax. */
export type Subject =
  | { readonly kind: 'function'; readonly fn: FunctionNode }
  | { readonly kind: 'statement'; readonly node: Node }
  | { readonly kind: 'variable'; readonly binding: Binding; readonly module: JsModule }
  | { readonly kind: 'member'; readonly owner: Owner; readonly name: string }
  /** A property of what a module exports, or of the global object. */
  | { readonly kind: 'shared'; readonly holder: JsModule | 'global'; readonly name: string }
  | { readonly kind: 'environment'; readonly name: string; readonly read: Node }
  /** A key of a document, or of an object literal. */
  | { readonly kind: 'property'; readonly node: Node }
  /** A setting that is asked for by its key. */
  | { readonly kind: 'setting'; readonly key: string; readonly call: Node };

export function isDeclaredIn(binding: Binding, within: Node): boolean {
  const at = binding.declaration.start ?? 0;
  return at >= (within.start ?? 0) && at < (within.end ?? 0);
}

/** Whether a binding holds a value of its own, rather than naming a function, a class, or what another file gives. */
export function isVariable(module: JsModule, binding: Binding): boolean {
  if (binding.kind !== 'variable' && binding.kind !== 'parameter') return false;
  const declarator = declaratorOf(module, binding);
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return true;
  const init = unwrap(declarator.init);
  return !isFunction(init) && !isClass(init) && !isRequired(init);
}

/** The declarator that a binding stands in, also within a pattern. */
export function declaratorOf(module: JsModule, binding: Binding): Node | undefined {
  let node: Node | undefined = module.parents.get(binding.declaration);
  while (node && /Pattern$|^ObjectProperty$|^RestElement$/.test(node.type)) node = module.parents.get(node);
  return node;
}

function isRequired(init: Node): boolean {
  if (isMember(init)) return isRequired(unwrap(init.object));
  return (
    isCall(init) &&
    (init.callee.type === 'Import' || (init.callee.type === 'Identifier' && init.callee.name === 'require'))
  );
}

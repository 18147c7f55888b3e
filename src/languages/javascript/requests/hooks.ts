import {
  type CallNode,
  type FunctionNode,
  isCall,
  isMember,
  memberName,
  type Node,
  unwrap,
} from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';

/** Methods that are given a function through which every request of a client goes before it is sent. */
const HOOKS: ReadonlySet<string> = new Set(['use', 'ajaxPrefilter']);

/** Whether a call hands a client functions that change its requests: `client.interceptors.request.use(fn)`. */
export function isHook(call: CallNode): boolean {
  return call.type !== 'NewExpression' && isMember(call.callee) && HOOKS.has(memberName(call.callee) ?? '');
}

/** The call that hands a function to a client as a hook, directly or by its name. */
export function hookOf(module: JsModule, fn: FunctionNode): CallNode | undefined {
  for (const place of [fn, ...mentionsOf(module, fn)]) {
    const parent = module.parents.get(place);
    if (parent && isCall(parent) && parent.callee !== place && isHook(parent)) return parent;
  }
  return undefined;
}

function mentionsOf(module: JsModule, fn: FunctionNode): readonly Node[] {
  const parent = module.parents.get(fn);
  const name =
    'id' in fn && fn.id
      ? fn.id
      : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id
        : undefined;
  return (name && module.scopes.bindingOf(name)?.reads) ?? [];
}

/** The client that a hook is for: `client` of `client.interceptors.request.use(fn)`. */
export function clientOf(hook: CallNode): Node | undefined {
  if (!isMember(hook.callee)) return undefined;
  let node = unwrap(hook.callee.object);
  while (isMember(node) && /^(?:interceptors|request)$/.test(memberName(node) ?? ''))
    node = unwrap(node.object);
  return node;
}

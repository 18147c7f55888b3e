import type { Root } from '../requests/reach.ts';
import { type FunctionNode, isCall, type Node } from '../syntax/ast.ts';
import { functionAround } from '../syntax/module.ts';
import { frameOf } from './arguments.ts';
import { type CallSite, isHandedIn } from './call-index.ts';
import type { Tracer } from './tracer.ts';
import { type Context, optionsOf, type Value } from './values.ts';

const CALLER_LIMIT = 16;
const LEVELS = 3;

/**
 * A callback is called with fewer arguments when something failed: then nothing is sent. Any other function may well
 * be called without its last ones.
 */
function withoutFailures(tracer: Tracer, sites: readonly CallSite[], fn: FunctionNode): readonly CallSite[] {
  const most = Math.min(fn.params.length, Math.max(0, ...sites.map((site) => site.args.length)));
  const isLiteralArgument = isCallback(tracer, fn);
  return sites.filter(
    ({ call, args }) =>
      args.length >= most ||
      args.some((arg) => arg.type === 'SpreadElement') ||
      !(isLiteralArgument || isHandedIn(tracer, call)),
  );
}

/** A function literal that a call is given. */
function isCallback(tracer: Tracer, fn: FunctionNode): boolean {
  const parent = tracer.moduleOf(fn).parents.get(fn);
  return parent !== undefined && isCall(parent) && parent.callee !== fn;
}

/**
 * A root in a function that the program calls, once for each call: what is sent in one call is not mixed up with what
 * is sent in another. A function without known calls, or with too many, is looked at as it stands.
 */
export function inEachCall(tracer: Tracer, root: Root, levels = LEVELS): Root[] {
  const module = tracer.moduleOf(root.node);
  const fn = functionAround(module, root.node);
  if (!fn || levels === 0 || frameOf(fn, root.context) || root.context) return [root];
  if (fn.params.length === 0) return [root];
  const sites = withoutFailures(tracer, tracer.calls.callersOf(fn), fn);
  if (sites.length === 0 || sites.length > CALLER_LIMIT) return [root];
  return sites.flatMap((site): Root[] => {
    const callers = inEachCall(tracer, { node: site.call, context: undefined, isCall: true }, levels - 1).map(
      (caller) => caller.context,
    );
    return callers.flatMap((caller: Context) => {
      const contexts = calleesAt(tracer, site.call, fn, caller).map((callee) =>
        tracer.enterCall(site.call, callee, caller),
      );
      return contexts.length > 0 ? [...new Set(contexts)].map((context) => ({ ...root, context })) : [root];
    });
  });
}

/** A function as it may be called here: one that was made several times, for each element of a list say, is several. */
function calleesAt(
  tracer: Tracer,
  { callee }: CallSite['call'],
  fn: Node,
  caller: Context,
): readonly Extract<Value, { kind: 'function' }>[] {
  if (callee.type === 'Super') return [];
  return optionsOf(tracer.evaluate(callee, caller))
    .filter((option) => option.kind === 'function')
    .filter((option) => option.node === fn)
    .slice(0, CALLER_LIMIT);
}

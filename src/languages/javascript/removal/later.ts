import { isCall, isFunction, type Node } from '../syntax/ast.ts';
import { ancestorsOf, functionAround, type JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import { disturb, effectsOf, runsAtOnce } from './effects.ts';

/**
 * Whether it would make a difference that code runs at once which used to run later: what the callers of its function,
 * and theirs, do behind their calls now comes after it.
 *
 * @param code what runs earlier
 * @param at a place in the function that runs it
 */
export function overtakes(doomed: Doomed, tracer: Tracer, code: readonly Node[], at: Node): boolean {
  const early = effectsOf(doomed, tracer, code);
  return behindCallsOf(doomed, tracer, at, new Set()).some((later) =>
    disturb(early, effectsOf(doomed, tracer, later)),
  );
}

/** What runs in a function behind a node: the rest of each block around it, the loops that it stands in. */
export function restBehind(module: JsModule, node: Node): Node[] {
  const rest: Node[] = [];
  let child = node;
  for (const ancestor of ancestorsOf(module, node)) {
    if (isFunction(ancestor)) break;
    if (isLoop(ancestor)) rest.push(ancestor);
    else if (ancestor.type === 'TryStatement' && ancestor.finalizer && child !== ancestor.finalizer)
      rest.push(ancestor.finalizer);
    else if ('body' in ancestor && Array.isArray(ancestor.body))
      rest.push(...ancestor.body.slice(ancestor.body.indexOf(child as never) + 1));
    else if (ancestor.type === 'SwitchCase')
      rest.push(...ancestor.consequent.slice(ancestor.consequent.indexOf(child as never) + 1));
    child = ancestor;
  }
  return rest.filter(({ type }) => type !== 'FunctionDeclaration');
}

function isLoop({ type }: Node): boolean {
  return /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(type);
}

/** What runs, in the same turn, behind each call of the function that a place is in; a list for each function. */
function behindCallsOf(doomed: Doomed, tracer: Tracer, at: Node, seen: Set<Node>): (readonly Node[])[] {
  const fn = functionAround(tracer.moduleOf(at), at);
  if (!fn || seen.has(fn)) return [];
  seen.add(fn);
  const module = tracer.moduleOf(fn);
  const sites = tracer.calls.callersOf(fn).map(({ call }): Site => ({ call, isRepeated: false }));
  const taker = module.parents.get(fn);
  if (taker && isCall(taker) && runsAtOnce(module, fn))
    sites.push({ call: taker, isRepeated: taker.callee !== fn && taker.type !== 'NewExpression' });
  return sites.flatMap(({ call, isRepeated }) => {
    if (doomed.has(call)) return [];
    const home = tracer.moduleOf(call);
    const isWaitedFor = /^(Await|Yield)Expression$/.test(home.parents.get(call)?.type ?? '');
    const behind = isWaitedFor
      ? []
      : [...targetsOf(home, call), ...restBehind(home, call), ...(isRepeated ? [call] : [])];
    return [behind, ...behindCallsOf(doomed, tracer, call, seen)];
  });
}

/** What gets its value from a call: `client` in `var client = new Client(ready);`. */
function targetsOf(module: JsModule, call: Node): Node[] {
  const targets: Node[] = [];
  for (const ancestor of ancestorsOf(module, call)) {
    if (isFunction(ancestor) || /Statement$/.test(ancestor.type)) break;
    if (ancestor.type === 'VariableDeclarator') targets.push(ancestor.id);
    if (ancestor.type === 'AssignmentExpression') targets.push(ancestor.left);
  }
  return targets;
}

interface Site {
  readonly call: Node;
  /** Whether the function runs there once for each of several items. */
  readonly isRepeated: boolean;
}

import {
  type CallNode,
  type FunctionNode,
  isClass,
  isFunction,
  isMember,
  isWithin,
  memberName,
  type Node,
} from '../syntax/ast.ts';
import { membersOf } from '../syntax/classes.ts';
import { functionAround } from '../syntax/module.ts';
import { type Owner, ownerOfThis } from '../syntax/owners.ts';
import { baseOf, basesOf, constructorOf, createFamilies, mixinsOf } from './class-families.ts';
import type { Tracer } from './tracer.ts';
import { type Context, choose, type Frame, optionsOf, type Value } from './values.ts';

/** A call of a known function, with its arguments as the function sees them. */
export interface CallSite {
  readonly call: CallNode;
  readonly args: readonly Node[];
}

/** Who calls what, over all loaded modules. */
export interface CallIndex {
  readonly generation: number;
  callersOf(fn: FunctionNode): readonly CallSite[];
  /** What a function returns when it is called so; undefined when it returns nothing known. */
  returnOf(
    fn: Extract<Value, { kind: 'function' }>,
    args: readonly Node[],
    call: CallNode | undefined,
    caller: Context,
  ): Value | undefined;
  constructorOf(owner: Node): FunctionNode | undefined;
  baseOf(owner: Node): Owner | undefined;
  superCallOf(owner: Node): CallSite | undefined;
  /** The base class, its base, and so on. */
  basesOf(owner: Node): readonly Owner[];
  subclassesOf(owner: Node): readonly Owner[];
  /** The object literals that are merged into an owner or its prototype. */
  mixinsOf(owner: Owner): readonly Owner[];
  /** The constructors and classes that an object literal is merged into. */
  hostsOf(mixin: Owner): readonly Owner[];
}

/** How many functions a callback is followed through. */
const ROUNDS = 5;

/** Resolves the callee of every call; those of parameters (callbacks) again, as more callers become known. */
export function createCallIndex(tracer: Tracer): CallIndex {
  const callers = new Map<FunctionNode, CallSite[]>();
  let pending: CallNode[] = [];
  let built = false;
  const families = createFamilies(tracer);
  const generation = tracer.program.generation;

  let known = 0;
  const add = (fn: FunctionNode, site: CallSite) => {
    const sites = callers.get(fn) ?? [];
    if (sites.some((other) => other.call === site.call)) return;
    callers.set(fn, [...sites, site]);
    known++;
  };

  const index: CallIndex = {
    generation,
    callersOf(fn) {
      build();
      return callers.get(fn) ?? [];
    },
    returnOf: (fn, args, call, caller) => returnOf(tracer, fn, args, call, caller),
    constructorOf: (owner) => constructorOf(tracer, owner),
    baseOf: (owner) => baseOf(tracer, owner),
    superCallOf: (owner) => superCallOf(tracer, owner),
    basesOf: (owner) => basesOf(tracer, owner),
    subclassesOf: (owner) => families.subclassesOf(owner),
    mixinsOf: (owner) => mixinsOf(tracer, owner),
    hostsOf: (mixin) => families.hostsOf(mixin),
  };
  return index;

  function build(): void {
    if (built) return;
    built = true;
    tracer.apart(registerAll);
  }

  function registerAll(): void {
    for (const module of tracer.program.modules) {
      const calls: CallNode[] = [
        ...module.nodes('CallExpression'),
        ...module.nodes('NewExpression'),
        ...module.nodes('OptionalCallExpression'),
      ];
      for (const call of calls) if (!register(call)) pending.push(call);
    }
    tracer.forget();
    // A callback that is handed on through several functions is reached one function a round.
    for (let round = 0, before = -1; round < ROUNDS && before !== known; round++) {
      before = known;
      const later = pending;
      pending = [];
      for (const call of later) if (!register(call)) pending.push(call);
      tracer.forget();
    }
  }

  /** @returns false when more may become known of the callee */
  function register(call: CallNode): boolean {
    const { callee } = call;
    if (callee.type === 'Super') {
      const owner = ownerOfThis(tracer.moduleOf(call), call);
      const base = owner && baseOf(tracer, owner);
      const fn = base && constructorOf(tracer, base);
      if (fn) add(fn, { call, args: call.arguments });
      return true;
    }
    if (callee.type === 'Import' || callee.type === 'V8IntrinsicIdentifier') return true;
    const options = optionsOf(tracer.evaluate(callee, undefined));
    for (const option of options) {
      if (option.kind === 'function')
        add(option.node, { call, args: [...(option.bound ?? []), ...argumentsOf(tracer, call)] });
      if (option.kind === 'class') {
        const fn = constructorOf(tracer, option.info.node);
        if (fn) add(fn, { call, args: call.arguments });
      }
    }
    const isKnown = options.some((option) => option.kind === 'function' || option.kind === 'class');
    return isKnown && !isHandedIn(tracer, call);
  }
}

/** Whether a call calls what the function around it was given. */
export function isHandedIn(tracer: Tracer, { callee }: CallNode): boolean {
  if (callee.type !== 'Identifier') return false;
  return tracer.moduleOf(callee).scopes.bindingOf(callee)?.kind === 'parameter';
}

/** How a call calls the function that stands before the dot; a client may have a method `call` of its own. */
export function methodOfFunction(
  tracer: Tracer,
  { callee }: CallNode,
  context: Context,
): 'call' | 'apply' | undefined {
  const name = isMember(callee) ? memberName(callee) : undefined;
  if (!isMember(callee) || (name !== 'call' && name !== 'apply')) return undefined;
  const isObject = ({ kind }: Value) => kind === 'instance' || kind === 'set' || kind === 'module';
  return optionsOf(tracer.evaluate(callee.object, context)).some(isObject) ? undefined : name;
}

/** The arguments that the function gets: `f.call(this, a)` gives it `a`, `f.apply(this, arguments)` the caller's own. */
export function argumentsOf(tracer: Tracer, call: CallNode): readonly Node[] {
  const method = methodOfFunction(tracer, call, undefined);
  if (method === 'call') return call.arguments.slice(1);
  if (method !== 'apply') return call.arguments;
  const list = call.arguments[1];
  if (list?.type === 'ArrayExpression') return list.elements.flatMap((element) => (element ? [element] : []));
  if (list && isArgumentsObject(list)) {
    const params = functionAround(tracer.moduleOf(call), call)?.params ?? [];
    return params.length > 0 ? params : [spreadOf(tracer, list)];
  }
  const value = list && tracer.evaluate(list, undefined);
  return value?.kind === 'list' && value.items.every((item) => !item.spread)
    ? value.items.map((item) => item.node)
    : [];
}

/** `arguments`, of a function that names none of them. */
export function isArgumentsObject(node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'arguments';
}

const spreads = new WeakMap<Node, Node>();

/** `...list`, for a list that a call hands on as its arguments. */
function spreadOf(tracer: Tracer, list: Node): Node {
  const known = spreads.get(list);
  if (known) return known;
  const { start, end } = list;
  const spread = { type: 'SpreadElement', argument: list, start, end } as Node;
  tracer.program.adopt(spread, list);
  spreads.set(list, spread);
  return spread;
}

/** `super(…)`, or ES5's `Base.call(this, …)`, in a constructor. */
function superCallOf(tracer: Tracer, owner: Node): CallSite | undefined {
  if (!isFunction(owner) && !isClass(owner)) return undefined;
  const module = tracer.moduleOf(owner);
  const fn = membersOf(module, owner).constructorFunction;
  if (!fn) return undefined;
  for (const call of module.nodes('CallExpression')) {
    if (functionAround(module, call) !== fn) continue;
    if (call.callee.type === 'Super') return { call, args: call.arguments };
    const method = isMember(call.callee) ? memberName(call.callee) : undefined;
    if ((method === 'call' || method === 'apply') && call.arguments[0]?.type === 'ThisExpression')
      return { call, args: argumentsOf(tracer, call) };
  }
  return undefined;
}

function returnOf(
  tracer: Tracer,
  fn: Extract<Value, { kind: 'function' }>,
  args: readonly Node[],
  call: CallNode | undefined,
  caller: Context,
): Value | undefined {
  const frame: Frame = call
    ? tracer.enterCall(call, fn, caller)
    : {
        fn: fn.node,
        args,
        call,
        caller,
        closure: fn.closure,
        self: fn.self,
        depth: (caller?.depth ?? 0) + 1,
      };
  return choose(returnsOf(tracer, fn.node).map((node) => tracer.evaluate(node, frame)));
}

const returns = new WeakMap<FunctionNode, readonly Node[]>();

/** The expressions that a function may return. */
export function returnsOf(tracer: Tracer, fn: FunctionNode): readonly Node[] {
  const known = returns.get(fn);
  if (known) return known;
  const module = tracer.moduleOf(fn);
  const found: Node[] =
    fn.body.type === 'BlockStatement'
      ? module
          .nodes('ReturnStatement')
          .flatMap((node) =>
            node.argument && isWithin(node, fn) && functionAround(module, node) === fn ? [node.argument] : [],
          )
      : [fn.body];
  returns.set(fn, found);
  return found;
}

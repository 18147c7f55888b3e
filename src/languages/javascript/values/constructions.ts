import type { CallNode, Node } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { collected } from './set-calls.ts';
import type { Tracer } from './tracer.ts';
import { urlOf } from './url-calls.ts';
import { type Context, choose, type ListValue, optionsOf, type Value } from './values.ts';

export function constructed(
  tracer: Tracer,
  call: Extract<CallNode, { type: 'NewExpression' }>,
  context: Context,
): Value | undefined {
  const [first] = call.arguments;
  switch (calledName(tracer.moduleOf(call), call)) {
    case 'URLSearchParams':
    case 'Map':
    case 'Headers':
    case 'FormData':
      return isBound(tracer, call) ? undefined : collected(tracer, call, context);
    case 'Array':
      return call.arguments.length > 1 ? listOf(call, context) : { kind: 'list', node: call, items: [] };
    case 'URL':
      return first ? urlOf(tracer, call, first, context) : undefined;
    case 'Promise':
      return first && resolved(tracer, first, context);
    case 'String':
    case 'Request':
      return first && tracer.evaluate(first, context);
  }
  for (const option of optionsOf(tracer.evaluate(call.callee, context))) {
    if (option.kind === 'class') return { kind: 'instance', info: option.info, made: { call, context } };
    if (option.kind === 'function' && option.node.type !== 'ArrowFunctionExpression')
      return {
        kind: 'instance',
        info: { node: option.node, module: tracer.moduleOf(option.node) },
        made: { call, context },
      };
  }
  return calledName(tracer.moduleOf(call), call) === 'FormData'
    ? collected(tracer, call, context)
    : undefined;
}

/** Whether the program defines the constructor itself. */
function isBound(tracer: Tracer, call: CallNode): boolean {
  return optionsOf(tracer.evaluate(call.callee, undefined)).some(
    (option) => option.kind === 'class' || option.kind === 'function',
  );
}

function listOf(call: CallNode, context: Context): ListValue {
  return {
    kind: 'list',
    node: call,
    items: call.arguments.map((node) =>
      node.type === 'SpreadElement'
        ? { node: node.argument, context, spread: true }
        : { node, context, spread: false },
    ),
  };
}

/** What `new Promise(function (resolve) { … })` is resolved with. */
function resolved(tracer: Tracer, executor: Node, context: Context): Value | undefined {
  const values = optionsOf(tracer.evaluate(executor, context)).flatMap((option) =>
    option.kind === 'function' ? handedTo(tracer, option.node.params[0], context, 0) : [],
  );
  return choose(values);
}

/** How many functions a callback is followed through. */
const FOLLOWED = 4;

/** What a callback is called with: where it is a parameter, and where that is handed on. */
function handedTo(tracer: Tracer, callback: Node | undefined, context: Context, depth: number): Value[] {
  if (callback?.type !== 'Identifier' || depth > FOLLOWED) return [];
  const module = tracer.moduleOf(callback);
  return (module.scopes.bindingOf(callback)?.reads ?? []).flatMap((read) => {
    const call = module.parents.get(read);
    if (call?.type !== 'CallExpression') return [];
    if (call.callee === read) return call.arguments[0] ? [tracer.evaluate(call.arguments[0], context)] : [];
    const index = call.arguments.indexOf(read);
    return tracer
      .callees(call, context)
      .flatMap((fn) =>
        handedTo(tracer, fn.node.params[index], tracer.enterCall(call, fn, context), depth + 1),
      );
  });
}

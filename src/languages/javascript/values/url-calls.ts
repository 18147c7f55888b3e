import { type CallNode, isMember, type Node } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { asText, piecesOf } from '../text/text.ts';
import { memberOf } from './members.ts';
import type { Tracer } from './tracer.ts';
import type { Context, SetEntry, Value } from './values.ts';

/** `url.resolve(base, path)`, `url.format({…})`, `url.parse(text)`, `path.join(…)`. */
export function address(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const name = calledName(tracer.moduleOf(call), call);
  const [first, second] = call.arguments;
  if (!isMember(call.callee) || !first) return undefined;
  if (name === 'resolve' && second)
    return {
      kind: 'text',
      pieces: [...piecesOf(tracer, first, context), ...piecesOf(tracer, second, context)],
    };
  if (name === 'parse' && isNamed(call.callee.object, /url/i)) return urlOf(tracer, call, first, context);
  if (name === 'format' && isNamed(call.callee.object, /url/i)) return formattedUrl(tracer, first, context);
  return undefined;
}

export function isNamed(node: Node, pattern: RegExp): boolean {
  return node.type === 'Identifier' && pattern.test(node.name);
}

function formattedUrl(tracer: Tracer, node: Node, context: Context): Value | undefined {
  const value = tracer.evaluate(node, context);
  if (value.kind === 'url') return value;
  if (value.kind !== 'set') return undefined;
  const part = (...names: string[]) =>
    value.entries.find((entry) => entry.value && names.includes(entry.name ?? ''));
  const pieces = (entry: SetEntry | undefined) =>
    entry?.value ? piecesOf(tracer, entry.value, entry.context) : [];
  const queryValue = part('query') && memberOf(tracer, value, 'query', node, context);
  return {
    kind: 'text',
    pieces: [
      ...pieces(part('protocol')),
      { kind: 'known', text: part('protocol') ? '//' : '' },
      ...pieces(part('host', 'hostname')),
      ...pieces(part('pathname')),
      ...pieces(part('search')),
      ...(queryValue ? [{ kind: 'known' as const, text: '?' }, ...asText(tracer, queryValue)] : []),
    ],
  };
}

/** A URL object: `new URL(path, base)`, `url.parse(text)`. */
export function urlOf(tracer: Tracer, call: CallNode, first: Node, context: Context): Value {
  const base = call.type === 'NewExpression' ? call.arguments[1] : undefined;
  const path = tracer.evaluate(first, context);
  if (path.kind === 'url' && !base) return path;
  const pieces = [...(base ? piecesOf(tracer, base, context) : []), ...piecesOf(tracer, first, context)];
  return { kind: 'url', pieces, query: { kind: 'set', node: call, entries: [], rest: [] } };
}

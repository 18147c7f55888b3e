import type { QueryText } from '../../../model/query-text.ts';
import { type CallNode, isMember, memberName, type Node } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { asItems } from '../values/arguments.ts';
import { spreadOut } from '../values/list-calls.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Context, ListItem } from '../values/values.ts';
import { type NamedValue, namedValue } from './named-values.ts';
import { replaceText } from './replacements.ts';
import { fillSlots, holdsText, templateOf } from './slots.ts';
import { piecesOf } from './text.ts';

/** A slot of a format string: characters `[from, to)`, filled by position or by name. */
interface FormatSlot {
  readonly from: number;
  readonly to: number;
  readonly index?: number;
  readonly name?: string;
}

const FORMATTERS = /^(v?s?n?printf|format|fmt|formatstring|stringformat|formatwithoptions)$/i;
const LOGGERS: ReadonlySet<string> = new Set(['log', 'info', 'warn', 'error', 'debug', 'trace', 'verbose']);
const PRINTF = /%(?:%|(?:(\d+)\$)?(?:[-+0]?\d*(?:\.\d+)?[sdijfouxegcbtTv]|[OXEG]))/g;
/** What `util.format` knows. A number behind the sign is an encoded character there: `%3d`. */
const PLAIN = /%(?:%|(?:(\d+)\$)?[sdijfoOc])/g;
const PRINTF_NAMED = /%\((\w[\w.]*)\)[sdijfouxX]/g;
const BRACED = /\{\{\s*([\w.]+)\s*\}\}|\{(\w+)\}/g;

/** The text of `util.format(…)`, `sprintf(…)`, `'…{0}…'.format(…)`, `'…'.replace('{apikey}', …)` and their like. */
export function formatText(tracer: Tracer, call: CallNode, context: Context): QueryText | undefined {
  const { callee } = call;
  const name = calledName(tracer.moduleOf(call), call);
  if (name === undefined || LOGGERS.has(name)) return undefined;
  if (isMember(callee) && (name === 'replace' || name === 'replaceAll'))
    return replaceText(tracer, { call, template: callee.object, context });
  const args = asItems(call.arguments, context);
  if (isMember(callee) && FORMATTERS.test(name)) {
    const text = format(tracer, call, name, { node: callee.object, context }, args);
    if (text) return text;
  }
  if (isMember(callee) && name === 'apply') return applied(tracer, call, callee.object, context);
  const [first, ...others] = args;
  if (!first || first.spread || others.length === 0) return undefined;
  if (FORMATTERS.test(name))
    return format(tracer, call, name, first, /^vs/i.test(name) ? [{ ...others[0]!, spread: true }] : others);
  return tracer.callees(call, context).length === 0 && asksForCredentials(tracer, first)
    ? format(tracer, call, name, first, others)
    : undefined;
}

/** `util.format.apply(util, [template, …])` */
function applied(tracer: Tracer, call: CallNode, fn: Node, context: Context): QueryText | undefined {
  const name = isMember(fn) ? memberName(fn) : fn.type === 'Identifier' ? fn.name : undefined;
  const list = call.arguments[1] && tracer.evaluate(call.arguments[1], context);
  if (name === undefined || !FORMATTERS.test(name) || list?.kind !== 'list') return undefined;
  const [template, ...others] = list.items;
  return template && !template.spread ? format(tracer, call, name, template, others) : undefined;
}

/** A call of an unknown function formats when its first argument has a slot where a credential's value belongs. */
function asksForCredentials(tracer: Tracer, { node, context }: Template): boolean {
  return holdsText(piecesOf(tracer, node, context), (text) =>
    /(apikey|ticket)=(%\w|%\(|%\d+\$|\{)/.test(text),
  );
}

type Template = Pick<ListItem, 'node' | 'context'>;

/** Puts arguments into the slots of a template; undefined where it has none, or they cannot be told apart. */
function format(
  tracer: Tracer,
  call: CallNode,
  formatter: string,
  template: Template,
  args: readonly ListItem[],
): QueryText | undefined {
  const find = (text: string) => slotsOf(text, /^format/i.test(formatter) ? PLAIN : PRINTF);
  const pieces = templateOf(tracer, template.node, template.context, (text) => find(text).length > 0);
  if (!pieces) return undefined;
  const { items, known } = spreadOut(tracer, { kind: 'list', node: call, items: args });
  let found = false;
  let isUnknown = false;
  const text = fillSlots(tracer, pieces, call, (literal, before) => {
    let next = before;
    return find(literal).map((slot) => {
      const position = slot.index ?? (slot.name === undefined ? next : undefined);
      next++;
      if (position !== undefined && position >= known && known < items.length) isUnknown = true;
      const value = position === undefined ? namedArgument(tracer, items, slot.name!) : items[position];
      if (value) found = true;
      const inOrder = slot.index === undefined && slot.name === undefined;
      return { ...slot, filling: value && { ...value, binding: inOrder ? 'argument' : 'kept' } };
    });
  });
  return found && !isUnknown ? text : undefined;
}

function namedArgument(tracer: Tracer, args: readonly ListItem[], name: string): NamedValue | undefined {
  for (const { node, context } of args) {
    const value = namedValue(tracer, tracer.evaluate(node, context), name, node);
    if (value) return value;
  }
  return undefined;
}

function slotsOf(text: string, printfSlot: RegExp): FormatSlot[] {
  const named = [...text.matchAll(PRINTF_NAMED)].map((m) => ({
    from: m.index,
    to: m.index + m[0].length,
    name: m[1]!,
  }));
  if (named.length > 0) return named;
  const printf = [...text.matchAll(printfSlot)]
    .filter((m) => m[0] !== '%%')
    .map(
      (m): FormatSlot => ({
        from: m.index,
        to: m.index + m[0].length,
        ...(m[1] && { index: Number(m[1]) - 1 }),
      }),
    );
  if (printf.length > 0) return printf;
  return [...text.matchAll(BRACED)].map((m): FormatSlot => {
    const key = (m[1] ?? m[2])!;
    return {
      from: m.index,
      to: m.index + m[0].length,
      ...(/^\d+$/.test(key) ? { index: Number(key) } : { name: key }),
    };
  });
}

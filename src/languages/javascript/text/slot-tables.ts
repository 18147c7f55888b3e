import { isFunction, isMember, type Node, unwrap, walk } from '../syntax/ast.ts';
import { returnsOf } from '../values/call-index.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, optionsOf, type Value } from '../values/values.ts';

/** Which slots a callback fills, and from which table. */
export interface SlotTable {
  /** Matches a slot; its group is the slot's name. */
  readonly slot: RegExp;
  /** The expression that is put into the slot of this name. */
  valueFor(name: string): { readonly node: Node; readonly context: Context } | undefined;
}

/** `/\{\{(\w+)\}\}/g`: fixed text around one group that takes a name. */
const NAME_BETWEEN = /^((?:\\?[^\w\s\\()[\]])*)\((?:\\w|\[[^\]]*\]|\.)[+*]\??\)((?:\\?[^\w\s\\()[\]])*)$/;

/** The table of `.replace(/\{(\w+)\}/g, function (slot, name) { return values[name]; })`, when it is of that form. */
export function slotTable(
  tracer: Tracer,
  pattern: Node,
  replacement: Node,
  context: Context,
): SlotTable | undefined {
  const regex = unwrap(pattern);
  const shape = regex.type === 'RegExpLiteral' ? NAME_BETWEEN.exec(regex.pattern) : null;
  const fn = shape && tracer.evaluate(replacement, context);
  if (!shape || fn?.kind !== 'function') return undefined;
  const table = tableReadBy(tracer, fn);
  if (!table) return undefined;
  const [before, after] = [shape[1]!, shape[2]!].map((text) => escapeForRegExp(text.replace(/\\(.)/g, '$1')));
  return {
    slot: new RegExp(`${before}([\\w.-]+)${after}`, 'g'),
    valueFor(name) {
      const entry = optionsOf(table)
        .flatMap((option) => (option.kind === 'set' ? option.entries : []))
        .find((candidate) => candidate.name === name);
      return entry?.value && { node: entry.value, context: entry.context };
    },
  };
}

/** The object that a callback reads by the name in its slot. */
function tableReadBy(tracer: Tracer, fn: Extract<Value, { kind: 'function' }>): Value | undefined {
  const name = fn.node.params[1];
  if (name?.type !== 'Identifier') return undefined;
  const { scopes } = tracer.moduleOf(fn.node);
  const binding = scopes.bindingOf(name);
  let table: Node | undefined;
  for (const returned of returnsOf(tracer, fn.node))
    walk(returned, (node) => {
      if (isFunction(node) || !isMember(node) || !node.computed) return;
      if (node.property.type === 'Identifier' && scopes.bindingOf(node.property) === binding)
        table ??= node.object;
    });
  return table && tracer.evaluate(table, fn.closure);
}

function escapeForRegExp(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

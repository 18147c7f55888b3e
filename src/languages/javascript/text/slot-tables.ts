import { type Node, unwrap } from '../syntax/ast.ts';
import { tablesReadBy } from '../values/tables.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, optionsOf } from '../values/values.ts';

/** Which slots a callback fills, and from which table. */
export interface SlotTable {
  /** Matches a slot; its group is the slot's name. */
  readonly slot: RegExp;
  /** The expression that is put into the slot of this name. */
  valueFor(name: string): { readonly node: Node; readonly context: Context } | undefined;
}

/** `/\{\{(\w+)\}\}/g`: fixed text around one group that takes a name. */
const NAME_BETWEEN =
  /^((?:\\?[^\w\s\\()[\]])*)\((?:\\w|\[[^\]]*\]|\.)[+*]\??\)((?:\\?[^\w\s\\()[\]])*)(?:\\b)?$/;

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
  const [read] = tablesReadBy(tracer, fn, 1);
  if (!read) return undefined;
  const table = tracer.evaluate(read, fn.closure);
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

function escapeForRegExp(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

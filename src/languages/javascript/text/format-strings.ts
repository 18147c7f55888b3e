import type { HolePiece, LiteralPiece, Piece, QueryText } from '../../../model/query-text.ts';
import { type CallNode, isMember, type Node, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, type LiteralSite, rangeOf, type SlotSite } from '../values/values.ts';
import { type SlotTable, slotTable } from './slot-tables.ts';
import { contentOf, literalPiece, piecesOf, valueRef } from './text.ts';

/** A place of a format string that a value is put into: characters `[from, to)`, by position or by name. */
interface Slot {
  readonly from: number;
  readonly to: number;
  readonly index?: number;
  readonly name?: string;
}

const FORMATTERS = /^(v?s?n?printf|format|fmt|formatstring|stringformat|formatwithoptions)$/i;
const LOGGERS: ReadonlySet<string> = new Set(['log', 'info', 'warn', 'error', 'debug', 'trace', 'verbose']);
const PRINTF = /%(?:%|(?:(\d+)\$)?[-+0]?\d*(?:\.\d+)?[sdijfoOuxXeEgGcbtTv])/g;
const PRINTF_NAMED = /%\((\w[\w.]*)\)[sdijfouxX]/g;
const BRACED = /\{\{\s*([\w.]+)\s*\}\}|\{(\w+)\}/g;

/** The text of `util.format(…)`, `sprintf(…)`, `'…{0}…'.format(…)`, `'…'.replace('{apikey}', …)` and their like. */
export function formatText(tracer: Tracer, call: CallNode, context: Context): QueryText | undefined {
  const { callee } = call;
  const name = calledName(tracer.moduleOf(call), call);
  if (name === undefined || LOGGERS.has(name)) return undefined;
  if (isMember(callee) && (name === 'replace' || name === 'replaceAll'))
    return replaceText(tracer, callee.object, call, context);
  if (isMember(callee) && FORMATTERS.test(name)) {
    const template = templateOf(tracer, callee.object, context);
    if (template) return fill(tracer, template, call, call.arguments, context);
  }
  const [first, ...args] = call.arguments;
  if (!first || args.length === 0 || first.type === 'SpreadElement') return undefined;
  if (!FORMATTERS.test(name) && !isUnknownCallee(tracer, call, context)) return undefined;
  const template = templateOf(tracer, first, context);
  if (!template || (!FORMATTERS.test(name) && !asksForCredentials(template))) return undefined;
  return fill(
    tracer,
    template,
    call,
    /^vs/i.test(name) ? elementsOf(tracer, args[0]!, context) : args,
    context,
  );
}

function isUnknownCallee(tracer: Tracer, call: CallNode, context: Context): boolean {
  return tracer.callees(call, context).length === 0;
}

/** A call of an unknown function formats when its first argument has a slot where a credential's value belongs. */
function asksForCredentials(template: QueryText): boolean {
  return template.some(
    (piece) => piece.kind === 'literal' && /(apikey|ticket)=(%\w|%\(|%\d+\$|\{)/.test(piece.text),
  );
}

function elementsOf(tracer: Tracer, node: Node, context: Context): readonly Node[] {
  const list = tracer.evaluate(node, context);
  return list.kind === 'list' ? list.items.map((item) => item.node) : [];
}

/** A format string's pieces, constants put in; undefined when it is not text. */
function templateOf(tracer: Tracer, node: Node, context: Context): QueryText | undefined {
  const pieces = inline(piecesOf(tracer, node, context));
  return pieces.some((piece) => piece.kind === 'literal') ? pieces : undefined;
}

function inline(pieces: QueryText): QueryText {
  return pieces.flatMap((piece) =>
    piece.kind === 'hole' && piece.content && holdsLiteral(piece.content) ? inline(piece.content) : [piece],
  );
}

function holdsLiteral(pieces: QueryText): boolean {
  return pieces.some(
    (piece) =>
      piece.kind === 'literal' ||
      (piece.kind === 'hole' && piece.content !== undefined && holdsLiteral(piece.content)),
  );
}

/** Puts the arguments into the slots of a template. */
function fill(
  tracer: Tracer,
  template: QueryText,
  call: CallNode,
  args: readonly Node[],
  context: Context,
): QueryText | undefined {
  let next = 0;
  let found = false;
  const pieces = template.flatMap((piece): QueryText => {
    if (piece.kind !== 'literal') return [piece];
    return splitAt(tracer, piece, slotsOf(piece.text), (slot, site) => {
      const position = slot.index ?? (slot.name === undefined ? next++ : undefined);
      const node = position !== undefined ? args[position] : namedArgument(tracer, args, slot.name!, context);
      if (!node || node.type === 'SpreadElement') return undefined;
      found = true;
      const binding = slot.index === undefined && slot.name === undefined ? 'argument' : 'kept';
      return slotHole(tracer, {
        type: 'slot',
        at: rangeOf(tracer.moduleOf(node), node),
        node,
        context,
        slot: site,
        call,
        binding,
      });
    });
  });
  return found ? pieces : undefined;
}

function namedArgument(
  tracer: Tracer,
  args: readonly Node[],
  name: string,
  context: Context,
): Node | undefined {
  for (const arg of args) {
    const value = tracer.evaluate(arg, context);
    if (value.kind !== 'set') continue;
    const entry = value.entries.find((candidate) => candidate.name === name);
    if (entry?.value) return entry.value;
  }
  return undefined;
}

function slotsOf(text: string): Slot[] {
  const named = [...text.matchAll(PRINTF_NAMED)].map((m) => ({
    from: m.index,
    to: m.index + m[0].length,
    name: m[1]!,
  }));
  if (named.length > 0) return named;
  const printf = [...text.matchAll(PRINTF)]
    .filter((m) => m[0] !== '%%')
    .map(
      (m): Slot => ({ from: m.index, to: m.index + m[0].length, ...(m[1] && { index: Number(m[1]) - 1 }) }),
    );
  if (printf.length > 0) return printf;
  return [...text.matchAll(BRACED)].map((m): Slot => {
    const key = (m[1] ?? m[2])!;
    return {
      from: m.index,
      to: m.index + m[0].length,
      ...(/^\d+$/.test(key) ? { index: Number(key) } : { name: key }),
    };
  });
}

/** Cuts a literal at slots; a slot that `make` leaves alone stays literal. */
function splitAt(
  tracer: Tracer,
  piece: LiteralPiece,
  slots: readonly Slot[],
  make: (slot: Slot, site: LiteralSite) => Piece | undefined,
): QueryText {
  const site = piece.site as LiteralSite;
  const pieces: Piece[] = [];
  let done = 0;
  for (const slot of slots) {
    const made = make(slot, { ...site, from: site.from + slot.from, to: site.from + slot.to });
    if (!made) continue;
    if (slot.from > done)
      pieces.push(literalPiece(tracer, site.node, site.from + done, site.from + slot.from, piece.depth));
    pieces.push(made);
    done = slot.to;
  }
  if (done < piece.text.length)
    pieces.push(literalPiece(tracer, site.node, site.from + done, site.to, piece.depth));
  return pieces;
}

function slotHole(tracer: Tracer, site: SlotSite): HolePiece {
  return {
    kind: 'hole',
    site,
    value: valueRef(tracer, site.node, site.context),
    shared: site.context !== undefined,
    depth: site.context?.depth ?? 0,
    content: contentOf(tracer, tracer.evaluate(site.node, site.context)),
  };
}

function replaceText(
  tracer: Tracer,
  receiver: Node,
  call: CallNode,
  context: Context,
): QueryText | undefined {
  const [pattern, replacement] = call.arguments;
  if (!pattern || !replacement) return undefined;
  const template = templateOf(tracer, receiver, context);
  if (!template) return undefined;
  const table = slotTable(tracer, pattern, replacement, context);
  if (table) return fillFromTable(tracer, template, call, table);
  const wanted =
    unwrap(pattern).type === 'RegExpLiteral'
      ? literalOfPattern(unwrap(pattern) as Extract<Node, { type: 'RegExpLiteral' }>)
      : tracer.textOf(pattern, context);
  if (wanted === undefined || wanted === '') return template;
  return template.flatMap((piece): QueryText => {
    if (piece.kind !== 'literal' || !piece.text.includes(wanted)) return [piece];
    const slots: Slot[] = [];
    for (let at = piece.text.indexOf(wanted); at !== -1; at = piece.text.indexOf(wanted, at + wanted.length))
      slots.push({ from: at, to: at + wanted.length });
    return splitAt(tracer, piece, slots, (_, site) =>
      slotHole(tracer, {
        type: 'slot',
        at: rangeOf(tracer.moduleOf(replacement), replacement),
        node: replacement,
        context,
        slot: site,
        call,
        binding: 'replace',
      }),
    );
  });
}

/** Puts the values of a table into the slots of a template: `.replace(/\{(\w+)\}/g, (slot, name) => values[name])`. */
function fillFromTable(
  tracer: Tracer,
  template: QueryText,
  call: CallNode,
  { slot: pattern, valueFor }: SlotTable,
): QueryText {
  return template.flatMap((piece): QueryText => {
    if (piece.kind !== 'literal') return [piece];
    const slots = [...piece.text.matchAll(pattern)].map(
      (match): Slot => ({ from: match.index, to: match.index + match[0].length, name: match[1]! }),
    );
    return splitAt(tracer, piece, slots, ({ name }, site) => {
      const value = valueFor(name!);
      if (!value) return undefined;
      const at = rangeOf(tracer.moduleOf(value.node), value.node);
      return slotHole(tracer, { type: 'slot', at, ...value, slot: site, call, binding: 'kept' });
    });
  });
}

/** The text that a regular expression matches, when it matches only one. */
function literalOfPattern(node: Extract<Node, { type: 'RegExpLiteral' }>): string | undefined {
  const unescaped = node.pattern.replace(/\\([^\w\s])/g, '\u0000$1');
  if (/(^|[^\u0000])[.*+?^$()[\]|\\]/.test(unescaped)) return undefined;
  return unescaped.replaceAll('\u0000', '');
}

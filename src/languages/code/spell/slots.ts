import { Refusal } from '../../refusal.ts';
import type { Segment } from '../../segments.ts';
import { slotsIn } from '../run/formats.ts';
import type { SlotFill, Template } from '../run/values.ts';
import type { Source } from '../source.ts';
import type { Call, Characters, Expression } from '../tree.ts';
import type { Removals } from './removals.ts';

type AddSegment = (node: Characters, segment: Segment) => void;

/**
 * Takes the values of slots that go out of what is handed over, and keeps the numbers of the other slots in step.
 *
 * @param gone the slots that go, those of one template together
 */
export function removeValues(
  source: Source,
  gone: readonly SlotFill[],
  removals: Removals,
  addSegment: AddSegment,
): void {
  for (const template of new Set(gone.map((fill) => fill.template)))
    removeFrom(
      source,
      template,
      gone.filter((fill) => fill.template === template),
      removals,
      addSegment,
    );
}

function removeFrom(
  source: Source,
  template: Template,
  gone: readonly SlotFill[],
  removals: Removals,
  addSegment: AddSegment,
): void {
  const staying = slotsOf(template).filter(
    ({ node, from }) => !gone.some((fill) => fill.literal.node === node && fill.from === from),
  );
  const free = [...new Set(gone.map(({ asks }) => asks))].filter(
    (asks) => !staying.some((slot) => slot.asks === asks),
  );
  for (const fill of gone.filter(({ asks }, i) => gone.findIndex((one) => one.asks === asks) === i))
    if (free.includes(fill.asks)) removeValue(source, fill, removals);
  const numbers = free.filter((asks): asks is number => typeof asks === 'number');
  if (gone.some(({ isInOrder }) => isInOrder)) return;
  for (const slot of staying) {
    const { asks, digits } = slot;
    if (typeof asks !== 'number' || !digits) continue;
    const less = numbers.filter((number) => number < asks).length;
    if (less > 0)
      addSegment(slot.node, {
        ...digits,
        by: String(Number(slot.node.text.slice(digits.from, digits.to)) - less),
      });
  }
}

interface PlacedSlot {
  readonly node: Characters;
  readonly from: number;
  readonly asks: number | string | undefined;
  /** Where the number of a numbered slot stands, in run-time characters. */
  readonly digits: { readonly from: number; readonly to: number } | undefined;
}

function slotsOf({ literals, style }: Template): PlacedSlot[] {
  let next = 0;
  return [...new Set(literals.map(({ node }) => node as Characters))].flatMap((node) =>
    slotsIn(node.text, style).map(({ from, to, asks }): PlacedSlot => {
      const digits = /\d+/.exec(node.text.slice(from, to));
      return {
        node,
        from,
        asks: asks ?? next++,
        digits:
          digits && typeof asks === 'number'
            ? { from: from + digits.index, to: from + digits.index + digits[0].length }
            : undefined,
      };
    }),
  );
}

function removeValue(source: Source, { template, asks, value }: SlotFill, removals: Removals): void {
  const handed = typeof asks === 'number' ? valueAt(template, asks) : namedValue(source, template, asks);
  // A map that is made elsewhere may hold more than is asked for.
  if (!handed && typeof asks === 'string') return;
  const holder = handed && source.parents.get(handed);
  // What is handed over as a whole list or map has the value somewhere else.
  if (handed === value && (holder?.kind === 'item' || holder?.kind === 'argument')) {
    removals.addItem(holder);
    return;
  }
  throw new Refusal('the value of a slot is handed over in a way that could not be followed');
}

/** The expression that a position means: one of those handed over, or an item of the one list that is. */
function valueAt({ values }: Template, position: number): Expression | undefined {
  const [only] = values;
  if (values.length === 1 && only?.kind === 'collection') return only.items[position]?.value;
  return values[position];
}

/** The expression that a name means: in the map that is handed over, or as a named argument. */
function namedValue(source: Source, { values, call }: Template, name: string): Expression | undefined {
  const items = values.flatMap((value) => (value.kind === 'collection' ? value.items : []));
  const item = items.find(
    ({ key }) => key?.kind === 'text' && key.parts.length === 1 && textOfKey(key.parts[0]) === name,
  );
  const maps = values.filter((value): value is Call => isMapOfNames(source, value));
  const calls = call.kind === 'call' ? [call, ...maps] : maps;
  const named = calls.flatMap((each) => each.arguments).find((argument) => argument.name?.text === name);
  return item?.value ?? named?.value;
}

/** `dict(a=1)`: a call that makes a map of its named arguments. */
function isMapOfNames(source: Source, node: Expression): boolean {
  const meaning = node.kind === 'call' ? source.language.reader.meaningOf(node) : undefined;
  return meaning?.kind === 'merge' && meaning.named === true && !meaning.inPlace;
}

function textOfKey(part: Characters | { readonly kind: 'embedded' } | undefined): string | undefined {
  return part?.kind === 'characters' ? (part as Characters).text : undefined;
}

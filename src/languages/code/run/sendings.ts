import type { Arm } from '../../../model/arms.ts';
import type { Origin, QueryText } from '../../../model/query-text.ts';
import { LOGIN_NAMES } from '../../../zoho/login.ts';
import type { Call } from '../tree.ts';
import type { Frame } from './frames.ts';
import type { Machine } from './machine.ts';
import { originsOf } from './origins.ts';
import { literalsIn, speaksOfCalls, speaksOfLogin } from './seeds.ts';
import { contentOf } from './texts.ts';
import { type ObjectValue, optionsOf, siteAt, type Value } from './values.ts';

/** A call of what the file does not hold, with all that it was given. */
export interface Sending {
  readonly node: Call;
  readonly frame: Frame;
  readonly texts: readonly QueryText[];
  readonly objects: readonly ObjectValue[];
  readonly arms: readonly Arm[];
  /** What marks the places that name parameters and addresses in it. */
  readonly evidence: ReadonlySet<string>;
}

/**
 * Notes that a call may send what it is given.
 *
 * @returns where its answer comes from when it logs in for a ticket
 */
export function send(
  machine: Machine,
  node: Call,
  receiver: Value | undefined,
  values: readonly Value[],
  frame: Frame,
): readonly Origin[] | undefined {
  const { texts, objects } = partsOf(receiver ? [receiver, ...values] : values);
  const literals = [...texts.flatMap(literalsIn), ...objects.flatMap(namesIn)];
  if (machine.isRecording && literals.some(speaksOfCalls)) {
    const evidence = new Set(literals.filter(speaksOfCalls).map(({ place }) => place));
    machine.sendings.push({ node, frame, texts, objects, arms: machine.arms, evidence });
  }
  if (!literals.some(speaksOfLogin)) return undefined;
  const site = siteAt(machine.source, node);
  return [{ kind: 'ticket-request', name: '', site, fixed: hasFixedLogin(texts, objects) }];
}

/** Gives an object values that travel with it. */
export function attachTo(to: Value, values: readonly Value[]): void {
  for (const option of optionsOf(to))
    if (option.kind === 'object' || option.kind === 'unknown')
      option.attached.push(...values.filter((value) => value !== option && !option.attached.includes(value)));
}

/** The texts and maps in some values, however deep. */
function partsOf(values: readonly Value[]): { texts: QueryText[]; objects: ObjectValue[] } {
  const texts: QueryText[] = [];
  const objects: ObjectValue[] = [];
  const seen = new Set<Value>();
  const take = (value: Value): void => {
    if (seen.has(value)) return;
    seen.add(value);
    switch (value.kind) {
      case 'text':
        texts.push(value.pieces);
        return;
      case 'choice': {
        const content = contentOf(value);
        if (content && value.options.every(({ kind }) => kind === 'text')) texts.push(content);
        else value.options.forEach(take);
        return;
      }
      case 'object':
        objects.push(value);
        for (const { value: inner } of [...value.entries, ...value.items]) take(inner);
        value.attached.forEach(take);
        return;
      case 'unknown':
        if (value.grown) take(value.grown);
        value.attached.forEach(take);
        return;
    }
  };
  values.forEach(take);
  return { texts, objects };
}

/** The names of a map's parameters, as if they were texts. */
function namesIn(object: ObjectValue): { text: string; place: string }[] {
  return object.entries.flatMap(({ name, site }) =>
    name === undefined ? [] : [{ text: `?${name}=`, place: `${site.at.start}:${site.at.end}` }],
  );
}

/** Whether it is always the same user who logs in: neither name nor password comes from a caller or a row. */
function hasFixedLogin(texts: readonly QueryText[], objects: readonly ObjectValue[]): boolean {
  const entries = objects.flatMap((object) =>
    object.entries.filter(({ name }) => name !== undefined && LOGIN_NAMES.includes(name)),
  );
  const origins = [...entries.flatMap(({ value }) => originsOf(value)), ...texts.flatMap(loginOriginsIn)];
  return origins.every(({ fixed }) => fixed);
}

/** Where the values come from that stand behind `LOGIN_ID=` and `PASSWORD=` in a text. */
function loginOriginsIn(text: QueryText): Origin[] {
  return text.flatMap((piece, i): readonly Origin[] => {
    if (piece.kind === 'choice') return piece.options.flatMap(loginOriginsIn);
    const before = text[i - 1];
    if (piece.kind !== 'hole') return [];
    const isLogin =
      (before?.kind === 'literal' || before?.kind === 'known') &&
      LOGIN_NAMES.some((name) => before.text.endsWith(`${name}=`));
    return isLogin ? piece.value.origins() : piece.content ? loginOriginsIn(piece.content) : [];
  });
}

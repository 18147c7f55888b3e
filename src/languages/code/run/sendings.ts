import type { Arm } from '../../../model/arms.ts';
import type { Origin, QueryText } from '../../../model/query-text.ts';
import { LOGIN_NAMES } from '../../../zoho/login.ts';
import type { Call } from '../tree.ts';
import type { Frame } from './frames.ts';
import type { Machine } from './machine.ts';
import { originsOf } from './origins.ts';
import { literalsIn, speaksOfCalls, speaksOfLogin } from './seeds.ts';
import { contentOf } from './texts.ts';
import { staticsOf } from './types.ts';
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
 * @param within how many calls were noted before the functions ran that it was handed
 */
export function send(
  machine: Machine,
  node: Call,
  receiver: Value | undefined,
  values: readonly Value[],
  frame: Frame,
  within = machine.sendings.length,
): void {
  if (!machine.isRecording) return;
  const { texts, objects, literals } = saidIn(machine, receiver, values);
  const evidence = new Set(literals.filter(speaksOfCalls).map(({ place }) => place));
  if (evidence.size === 0) return;
  const inner = machine.sendings.slice(within);
  // A call in a function that is handed over has it all, or is only a step towards this one.
  if (inner.some((other) => holds(other.evidence, evidence))) return;
  const others = inner.filter((other) => !holds(evidence, other.evidence));
  machine.sendings.splice(within, inner.length, ...others, {
    node,
    frame,
    texts,
    objects,
    arms: machine.arms,
    evidence,
  });
}

function holds(places: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...others].every((place) => places.has(place));
}

/** Where a call's answer comes from when it logs in for a ticket. */
export function loginOf(
  machine: Machine,
  node: Call,
  receiver: Value | undefined,
  values: readonly Value[],
): readonly Origin[] | undefined {
  const { texts, objects, literals } = saidIn(machine, receiver, values);
  if (!literals.some(speaksOfLogin)) return undefined;
  const users = machine.logins.get(node) ?? new Set();
  machine.logins.set(node, users);
  users.add(
    userOf([
      ...objects.flatMap(({ entries }) => entries.flatMap(loginPartOf)),
      ...texts.flatMap(loginPartsIn),
    ]),
  );
  const site = siteAt(machine.source, node);
  return [
    {
      kind: 'ticket-request',
      name: '',
      site,
      // Whether it is always the same user is only known when everything has run.
      get fixed() {
        return users.size === 1 && !users.has(undefined);
      },
    },
  ];
}

function saidIn(machine: Machine, receiver: Value | undefined, values: readonly Value[]) {
  const { texts, objects } = partsOf(machine, receiver ? [receiver, ...values] : values);
  return { texts, objects, literals: [...texts.flatMap(literalsIn), ...objects.flatMap(namesIn)] };
}

/** Gives an object values that travel with it. */
export function attachTo(machine: Machine, to: Value, values: readonly Value[]): void {
  for (const option of optionsOf(to))
    attachedOf(machine, option)?.push(
      ...values.filter((value) => value !== option && !attachedOf(machine, option)!.includes(value)),
    );
}

/** What travels with a value; with a class, all that its methods send. */
function attachedOf(machine: Machine, value: Value): Value[] | undefined {
  if (value.kind === 'class') return staticsOf(machine, value.node).attached;
  return value.kind === 'object' || value.kind === 'unknown' ? value.attached : undefined;
}

/** The texts and maps in some values, however deep. */
function partsOf(machine: Machine, values: readonly Value[]): { texts: QueryText[]; objects: ObjectValue[] } {
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
      case 'class':
        for (const type of [value.node, ...machine.source.supersOf(value.node)])
          staticsOf(machine, type).attached.forEach(take);
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

/** A name or password that somebody logs in with. */
interface LoginPart {
  readonly name: string;
  readonly origins: readonly Origin[];
}

/** What tells the one user who logs in from others; undefined where it may be one of several. */
function userOf(parts: readonly LoginPart[]): string | undefined {
  const told = parts.map(({ name, origins }) => {
    const own = origins.filter(({ fallbackFor }) => fallbackFor === undefined);
    const values = [...new Set(own.map((origin) => `${origin.kind}:${origin.name}`))];
    const isOne = values.length <= 1 && origins.every(({ fixed }) => fixed);
    return isOne ? `${name}=${values.join()}` : undefined;
  });
  return told.includes(undefined) ? undefined : JSON.stringify([...new Set(told)].sort());
}

function loginPartOf({ name, value }: ObjectValue['entries'][number]): LoginPart[] {
  return name !== undefined && LOGIN_NAMES.includes(name) ? [{ name, origins: originsOf(value) }] : [];
}

/** The values that stand behind `LOGIN_ID=` and `PASSWORD=` in a text. */
function loginPartsIn(text: QueryText): LoginPart[] {
  return text.flatMap((piece, i): LoginPart[] => {
    if (piece.kind === 'choice') return piece.options.flatMap(loginPartsIn);
    if (piece.kind === 'set')
      return piece.set.entries.flatMap(({ name, value }) =>
        LOGIN_NAMES.includes(name) ? [{ name, origins: value.origins() }] : [],
      );
    if (piece.kind !== 'hole') return [];
    const before = text[i - 1];
    const name =
      before?.kind === 'literal' || before?.kind === 'known'
        ? LOGIN_NAMES.find((each) => before.text.endsWith(`${each}=`))
        : undefined;
    if (name !== undefined) return [{ name, origins: piece.value.origins() }];
    return piece.content ? loginPartsIn(piece.content) : [];
  });
}

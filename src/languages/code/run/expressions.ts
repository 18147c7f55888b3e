import type { Meaning } from '../meaning.ts';
import type { Call, Expression, FunctionNode, Index, Member, MemberDeclaration, Name } from '../tree.ts';
import { assign } from './assignments.ts';
import { callValue, enter, runClosure } from './calls.ts';
import type { Frame } from './frames.ts';
import { valueOfMeaning } from './library.ts';
import { branchOf, type Machine } from './machine.ts';
import { addEntry, addItem, askFor } from './objects.ts';
import { distinctOrigins, originsOf, ticketsAmong } from './origins.ts';
import { runBlock } from './statements.ts';
import { textOf } from './texts.ts';
import { staticsOf } from './types.ts';
import { objectIn, objectValue, optionsOf, siteAt, textValue, unknown, type Value } from './values.ts';
import { isConstantName, readMember, readVariable, writeMember } from './variables.ts';
import { choiceOf } from './writes.ts';

const NOTHING = /^(?:null|none|nil|nothing|undef|undefined|void)$/i;
const TRUTH = /^(?:true|false)$/i;

/** Runs an expression on what is known, and tells what it comes to. */
export function evaluate(machine: Machine, node: Expression, frame: Frame): Value {
  machine.step();
  switch (node.kind) {
    case 'text':
    case 'sum':
      return textOf(machine, node, frame);
    case 'number':
      return textValue(
        [{ kind: 'known', text: node.text }],
        [{ kind: 'literal', name: node.text, site: siteAt(machine.source, node), fixed: true }],
      );
    case 'name':
      return evaluateName(machine, node, frame);
    case 'this':
      return thisValue(node.isStatic === true, frame);
    case 'member':
      return evaluateMember(machine, node, frame);
    case 'index':
      return evaluateIndex(machine, node, frame);
    case 'call':
      return callValue(machine, node, frame);
    case 'collection':
      return evaluateCollection(machine, node, frame);
    case 'fork': {
      if (node.condition) evaluate(machine, node.condition, frame);
      const branch = branchOf(frame, node, node.options.length);
      const values = node.options.map((option, side) =>
        node.isDefault
          ? evaluate(machine, option, frame)
          : machine.under({ branch, side }, () => evaluate(machine, option, frame)),
      );
      if (node.isDefault) return defaulted(values);
      return choiceOf(
        values,
        values.map((_, side) => [{ branch, side }]),
      );
    }
    case 'assignment':
      return assign(machine, node, frame);
    case 'function':
      return { kind: 'function', node, frame };
    case 'other':
      return evaluateOther(machine, node.parts, node.body, frame);
  }
}

/** A setting, or what stands in for it where it is missing. */
function defaulted(values: readonly Value[]): Value {
  const [first] = values;
  const setting =
    first && originsOf(first).find(({ kind }) => kind === 'environment' || kind === 'configuration');
  if (!setting) return choiceOf(values);
  const rest = values.slice(1).map((value): Value => {
    if (value.kind !== 'text') return value;
    return { ...value, origins: value.origins.map((origin) => ({ ...origin, fallbackFor: setting.name })) };
  });
  return choiceOf([first, ...rest]);
}

function evaluateName(machine: Machine, node: Name, frame: Frame): Value {
  const value = readVariable(machine, frame, node.name) ?? impliedMember(machine, node.name, frame);
  if (value) return value;
  const { source } = machine;
  const named = source.classes.get(source.keyOf(node.name));
  if (named) return { kind: 'class', node: named };
  const fn = source.functions.get(source.keyOf(node.name));
  if (fn) return { kind: 'function', node: fn, frame: undefined };
  if (NOTHING.test(node.name)) return unknown([]);
  if (TRUTH.test(node.name)) return textValue([{ kind: 'known', text: node.name }], []);
  const site = siteAt(source, node);
  // What nothing in the file sets is set by what includes it, or what it includes.
  const isSetting =
    isConstantName(node.name) || !frame.function || frame.globals.has(source.keyOf(node.name));
  return unknown([
    { kind: isSetting ? 'configuration' : 'external', name: node.name, site, fixed: isSetting },
  ]);
}

function impliedMember(machine: Machine, name: string, frame: Frame): Value | undefined {
  if (!machine.source.language.reader.scoping.impliesThis || !frame.type) return undefined;
  const own = frame.self && readMember(machine, frame.self, name);
  return (
    own ?? readMember(machine, staticsOf(machine, frame.type), name) ?? outerMember(machine, name, frame)
  );
}

/** A class within a class sees the members of that. */
function outerMember(machine: Machine, name: string, { type }: Frame): Value | undefined {
  for (let at = type && machine.source.classAround(type); at; at = machine.source.classAround(at)) {
    const value = readMember(machine, staticsOf(machine, at), name);
    if (value) return value;
  }
  return undefined;
}

function thisValue(isStatic: boolean, frame: Frame): Value {
  if (isStatic && frame.type) return { kind: 'class', node: frame.type };
  if (frame.self) return frame.self;
  return frame.type ? { kind: 'class', node: frame.type } : unknown([]);
}

function evaluateMember(machine: Machine, node: Member, frame: Frame): Value {
  const meaning = machine.meaningOf(node);
  if (meaning) return valueOfMeaning(machine, node, meaning, frame);
  const object = evaluate(machine, node.object, frame);
  return gotten(machine, node, object, frame) ?? memberOf(machine, node, object);
}

/** What a property gives back: reading it runs its method. */
function gotten(machine: Machine, node: Member, object: Value, frame: Frame): Value | undefined {
  const { text: name, start, end } = node.name;
  const found = optionsOf(object).flatMap((self) => {
    const type = self.kind === 'object' ? self.type : undefined;
    const method = type && machine.source.methodOf(type, name);
    if (self.kind !== 'object' || !type || !method?.isGetter) return [];
    const call: Call = {
      kind: 'call',
      start: node.start,
      end: node.end,
      name: node.name,
      receiver: node.object,
      arguments: [],
      list: { start, end },
    };
    const given = { positional: [], named: new Map(), spread: [] };
    return [enter(machine, { node: method, self, type, outer: undefined }, call, given, frame)];
  });
  return found.length > 0 ? choiceOf(found) : undefined;
}

/** Where the class of an object declares a member. */
function declarationOf(machine: Machine, object: Value, name: string): MemberDeclaration | undefined {
  const type = object.kind === 'object' ? object.type : undefined;
  return (type ? [type, ...machine.source.supersOf(type)] : [])
    .flatMap(({ members }) => members)
    .find(
      (member): member is MemberDeclaration => member.kind === 'declaration' && member.name.text === name,
    );
}

/** What a member of an object holds. */
export function memberOf(machine: Machine, node: Member, object: Value): Value {
  const { text: name } = node.name;
  const values = optionsOf(object).flatMap((option) => {
    if (option.kind === 'class') return readMember(machine, staticsOf(machine, option.node), name) ?? [];
    if (option.kind !== 'object') return [];
    return (
      readMember(machine, option, name) ??
      (option.type && readMember(machine, staticsOf(machine, option.type), name)) ??
      askFor(machine, option, name, node) ??
      []
    );
  });
  if (values.length > 0) return choiceOf(values);
  const tickets = ticketsAmong(originsOf(object));
  if (tickets.length > 0) return unknown(tickets);
  const isOwn = node.object.kind === 'this';
  // A member that others set is one value, wherever it is read.
  const born = (isOwn && declarationOf(machine, object, name)) || node;
  const site = siteAt(machine.source, born, { at: machine.source.at(born.name) });
  const isConstant = isConstantName(name);
  return unknown([
    { kind: isOwn ? 'member' : isConstant ? 'configuration' : 'external', name, site, fixed: isConstant },
  ]);
}

function evaluateIndex(machine: Machine, node: Index, frame: Frame): Value {
  const meaning = machine.meaningOf(node);
  if (meaning) return setHere(machine, node, meaning, frame) ?? valueOfMeaning(machine, node, meaning, frame);
  const object = evaluate(machine, node.object, frame);
  const key = node.key && evaluate(machine, node.key, frame);
  return indexedValue(machine, node, object, key);
}

/** A setting that the program makes itself. */
function setHere(machine: Machine, node: Index, meaning: Meaning, frame: Frame): Value | undefined {
  if (meaning.kind !== 'configuration') return undefined;
  const object = objectIn(evaluate(machine, node.object, frame));
  const name = object && knownText(evaluate(machine, meaning.name, frame));
  return name === undefined ? undefined : askFor(machine, object!, name, node);
}

/** What stands under a key of a map, at a position of a list. */
export function indexedValue(
  machine: Machine,
  node: Expression,
  object: Value,
  key: Value | undefined,
): Value {
  const name = key && knownText(key);
  const values = optionsOf(object).flatMap((option): Value | readonly Value[] => {
    if (option.kind === 'unknown' && option.eachOf?.part === 'key') return option;
    if (option.kind !== 'object') return [];
    if (key?.kind === 'unknown' && key.eachOf?.object === option)
      return { ...unknown([]), eachOf: { object: option, part: 'value' } };
    const value = name === undefined ? undefined : askFor(machine, option, name, node);
    if (value) return value;
    const position = Number(name ?? Number.NaN);
    const item = Number.isInteger(position) && position >= 0 ? option.items[position] : undefined;
    return item?.value ?? [];
  });
  if (values.length > 0) return choiceOf(values);
  const tickets = ticketsAmong(originsOf(object));
  if (tickets.length > 0) return unknown(tickets);
  const settings = originsOf(object).filter(({ kind }) => kind === 'configuration');
  const site = siteAt(machine.source, node);
  return unknown([
    {
      kind: settings.length > 0 ? 'configuration' : 'external',
      name: name ?? '',
      site,
      fixed: settings.length > 0,
      ...(name === undefined && { isComposed: true as const }),
    },
  ]);
}

/** A text that is known as a whole. */
export function knownText(value: Value): string | undefined {
  if (value.kind !== 'text') return undefined;
  const [origin] = value.origins;
  if (value.origins.length === 1 && origin?.kind === 'literal') return origin.name;
  const texts = value.pieces.map((piece) =>
    piece.kind === 'literal' || piece.kind === 'known' ? piece.text : undefined,
  );
  return texts.includes(undefined) ? undefined : texts.join('');
}

function evaluateCollection(
  machine: Machine,
  node: Extract<Expression, { kind: 'collection' }>,
  frame: Frame,
): Value {
  const base = node.base && evaluate(machine, node.base, frame);
  const made = base && objectIn(base);
  const object = made ?? objectValue(machine.arms);
  if (base && !made) object.attached.push(base);
  if (machine.isRecording) machine.objects.set(object, node);
  for (const item of node.items) {
    const key = item.key && evaluate(machine, item.key, frame);
    const value = evaluate(machine, item.value, frame);
    if (item.isSpread) {
      const spread = objectIn(value);
      if (spread) {
        object.entries.push(...spread.entries);
        object.items.push(...spread.items);
      } else object.attached.push(value);
    } else if (object.type && key && item.key) {
      const name = knownText(key);
      if (name !== undefined) writeMember(machine, object, name, value);
    } else if (key && item.key) {
      const site = siteAt(machine.source, item, { name: item.key, value: item.value });
      addEntry(machine, object, knownText(key), value, site, node);
    } else addItem(machine, object, value, item.value, frame, siteAt(machine.source, item), node);
  }
  return object;
}

/** Parts of something that is not understood: nothing is known of it, but what a ticket goes into is a ticket. */
function evaluateOther(
  machine: Machine,
  parts: readonly Expression[],
  body: FunctionNode['body'] | undefined,
  frame: Frame,
): Value {
  const values = parts.map((part) => evaluate(machine, part, frame));
  if (body) {
    runBlock(machine, body, frame);
    // Methods of an object without a class run when somebody calls them.
    for (const node of body) if (node.kind === 'function' && node.isClosure) runClosure(machine, node, frame);
  }
  return unknown(ticketsAmong(distinctOrigins(values.flatMap(originsOf))));
}

import type { Assignment, Expression } from '../tree.ts';
import { evaluate, indexedValue, knownText } from './expressions.ts';
import type { Frame } from './frames.ts';
import type { Machine } from './machine.ts';
import { addEntry, addItem, blockAround } from './objects.ts';
import { distinctOrigins, originsOf } from './origins.ts';
import { appended, contentOf, piecesOf } from './texts.ts';
import { staticsOf } from './types.ts';
import {
  type ObjectValue,
  objectIn,
  objectValue,
  optionsOf,
  siteAt,
  unknown,
  type Value,
  type Write,
} from './values.ts';
import { readVariable, writeMember, writesOf, writeVariable } from './variables.ts';
import { choiceOf, isNothing, write } from './writes.ts';

/** Runs an assignment; its value is what was put there. */
export function assign(machine: Machine, node: Assignment, frame: Frame): Value {
  if (node.operator === 'append') return append(machine, node.target, [node.value], node, frame);
  let value = evaluate(machine, node.value, frame);
  if (node.operator === 'default') {
    const before = evaluate(machine, node.target, frame);
    value = isNothing(before) || isUnset(before) ? value : choiceOf([before, value]);
  }
  store(machine, node.target, value, node, node.value, frame);
  return value;
}

/** A name that nothing has set yet stands for itself. */
function isUnset(value: Value): boolean {
  return (
    value.kind === 'unknown' && value.origins.every(({ kind }) => kind === 'member' || kind === 'external')
  );
}

/** Puts a value where an expression says. */
export function store(
  machine: Machine,
  target: Expression,
  value: Value,
  whole: Assignment,
  valueNode: Expression,
  frame: Frame,
): void {
  switch (target.kind) {
    case 'name':
      if (isOwnMember(machine, target.name, frame)) writeMember(machine, frame.self!, target.name, value);
      else writeVariable(machine, frame, target.name, value);
      return;
    case 'this':
      become(machine, value, frame);
      return;
    case 'member':
      for (const owner of ownersOrMap(machine, target.object, frame)) {
        writeMember(machine, owner, target.name.text, value);
        if (!owner.type)
          addEntry(
            machine,
            owner,
            target.name.text,
            value,
            siteAt(machine.source, whole, { name: target.name, value: valueNode }),
            blockAround(machine, whole),
          );
      }
      return;
    case 'index': {
      const object = mapAt(machine, target.object, frame);
      const key = target.key && evaluate(machine, target.key, frame);
      if (!object) return;
      const block = blockAround(machine, whole);
      if (!target.key) {
        addItem(
          machine,
          object,
          value,
          valueNode,
          frame,
          siteAt(machine.source, whole, { value: valueNode }),
          block,
        );
        return;
      }
      const name = key && knownText(key);
      const site = siteAt(machine.source, whole, { name: target.key, value: valueNode });
      addEntry(machine, object, name, value, site, block);
      return;
    }
    case 'collection':
      // `list($a, $b) = …`: each takes its own; what is no list is the first, and what else there is tells how it went.
      target.items.forEach((item, i) => {
        if (i === 0 && isOne(value)) {
          store(machine, item.value, value, whole, valueNode, frame);
          return;
        }
        const position: Expression = { kind: 'number', text: String(i), start: item.start, end: item.start };
        const part = indexedValue(machine, valueNode, value, evaluate(machine, item.key ?? position, frame));
        store(machine, item.value, part, whole, valueNode, frame);
      });
      return;
    default:
      evaluate(machine, target, frame);
  }
}

/** A map that is made the object gives it its members: it is no map of parameters. */
function become(machine: Machine, value: Value, { self }: Frame): void {
  for (const option of optionsOf(value)) {
    if (!self || option.kind !== 'object' || option === self) continue;
    machine.objects.delete(option);
    for (const { name, value: member } of option.entries)
      if (name !== undefined) writeMember(machine, self, name, member);
    self.attached.push(...option.attached);
  }
}

/** Whether a value is known to be one alone: a text, a setting, an object of the library. */
function isOne(value: Value): boolean {
  return optionsOf(value).every(
    (option) =>
      option.kind === 'text' ||
      (option.kind === 'unknown' &&
        (option.attached.length > 0 ||
          option.origins.some(({ kind }) => /^(?:environment|configuration)$/.test(kind)))),
  );
}

/** Whether a bare name means a member of the object. */
function isOwnMember(machine: Machine, name: string, frame: Frame): boolean {
  if (!machine.source.language.reader.scoping.impliesThis || !frame.self) return false;
  const key = machine.source.keyOf(name);
  return !frame.variables.has(key) && frame.self.members.has(key);
}

function ownersOf(machine: Machine, object: Expression, frame: Frame) {
  return optionsOf(evaluate(machine, object, frame)).flatMap((option) => {
    if (option.kind === 'object') return [option];
    return option.kind === 'class' ? [staticsOf(machine, option.node)] : [];
  });
}

/** What a member belongs to; an object that nothing is known of collects what is put into it. */
function ownersOrMap(machine: Machine, object: Expression, frame: Frame): readonly ObjectValue[] {
  const owners = ownersOf(machine, object, frame);
  if (owners.length > 0) return owners;
  return [mapAt(machine, object, frame) ?? []].flat();
}

/** The map that an expression means; what holds nothing yet becomes one. */
export function mapAt(machine: Machine, node: Expression, frame: Frame) {
  const value = evaluate(machine, node, frame);
  const known = objectIn(value);
  if (known) return known;
  if (value.kind !== 'unknown' || !/^(?:name|member|index|call)$/.test(node.kind)) return undefined;
  const fresh = objectValue(machine.arms);
  if (machine.isRecording) machine.objects.set(fresh, node);
  // What travels with it, now or later, travels with the map.
  fresh.attached.push(value);
  if (!value.eachOf) value.grown = fresh;
  // What a call gives is at hand for whoever calls it on.
  if (node.kind === 'call') return fresh;
  const whole: Assignment = {
    kind: 'assignment',
    target: node,
    value: node,
    operator: 'set',
    start: node.start,
    end: node.end,
  };
  if (node.kind === 'index') {
    const outer = mapAt(machine, node.object, frame);
    const key = node.key && evaluate(machine, node.key, frame);
    if (outer)
      addEntry(
        machine,
        outer,
        key && knownText(key),
        fresh,
        siteAt(machine.source, node),
        blockAround(machine, node),
      );
  } else store(machine, node, fresh, whole, node, frame);
  return fresh;
}

/** Adds text to what an expression holds, or items to a list. */
export function append(
  machine: Machine,
  target: Expression,
  additions: readonly Expression[],
  whole: Expression,
  frame: Frame,
): Value {
  const current = evaluate(machine, target, frame);
  const list = objectIn(current);
  if (list) {
    for (const addition of additions) {
      const value = evaluate(machine, addition, frame);
      addItem(
        machine,
        list,
        value,
        addition,
        frame,
        siteAt(machine.source, whole, { value: addition }),
        blockAround(machine, whole),
      );
    }
    return current;
  }
  const pieces = additions.flatMap((addition) => piecesOf(machine, addition, frame));
  const writes = writesAt(machine, target, frame);
  const grown = appended(machine, writes, current, pieces, siteAt(machine.source, whole));
  const content = contentOf(grown.value);
  if (content) machine.build(whole, content, frame);
  if (writes) write(writes, grown.value, grown.arms);
  else store(machine, target, grown.value, whole as Assignment, additions[0]!, frame);
  return grown.value;
}

function writesAt(machine: Machine, target: Expression, frame: Frame): Write[] | undefined {
  if (target.kind === 'name') {
    const own = isOwnMember(machine, target.name, frame) ? frame.self : undefined;
    const members = own?.members.get(machine.source.keyOf(target.name));
    return members ?? writesOf(machine, frame, target.name);
  }
  if (target.kind !== 'member') return undefined;
  const [owner] = ownersOf(machine, target.object, frame);
  return owner?.members.get(machine.source.keyOf(target.name.text));
}

/** What may be put into a variable that is handed over to be filled: the ticket that the rest of the call was given. */
export function fill(machine: Machine, node: Expression, values: readonly Value[], frame: Frame): void {
  if (node.kind !== 'name' || readVariable(machine, frame, node.name)) return;
  const origins = distinctOrigins(values.flatMap(originsOf)).filter(({ kind }) => kind === 'ticket-request');
  if (origins.length > 0) writeVariable(machine, frame, node.name, unknown(origins));
}

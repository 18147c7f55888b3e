import type { Frame } from './frames.ts';
import type { Machine } from './machine.ts';
import type { ObjectValue, Value, Write } from './values.ts';
import { readWrites, write } from './writes.ts';

/** What a name holds; undefined where nothing is known to have put anything there. */
export function readVariable(machine: Machine, frame: Frame, name: string): Value | undefined {
  const key = machine.source.keyOf(name);
  for (const at of scopesOf(machine, frame, key)) {
    const writes = at.variables.get(key);
    const value = writes && readWrites(writes, machine.arms);
    if (value) return value;
  }
  return undefined;
}

/** Puts a value into a name: of the function, or of the file where the name is said to mean that. */
export function writeVariable(machine: Machine, frame: Frame, name: string, value: Value): void {
  const key = machine.source.keyOf(name);
  const home = homeOf(machine, frame, key);
  const writes = home.variables.get(key) ?? [];
  home.variables.set(key, writes);
  write(writes, value, machine.arms);
}

/** The writes to a name, as far as there are any. */
export function writesOf(machine: Machine, frame: Frame, name: string): Write[] | undefined {
  const key = machine.source.keyOf(name);
  for (const at of scopesOf(machine, frame, key)) {
    const writes = at.variables.get(key);
    if (writes) return writes;
  }
  return undefined;
}

function homeOf(machine: Machine, frame: Frame, key: string): Frame {
  // In a shell, what a function sets is set for all that runs after it.
  const isShared = machine.source.language.reader.scoping.readsEnvironment && !frame.variables.has(key);
  if (isShared || frame.globals.has(key)) return frame.top ?? frame;
  // What a closure puts into a variable around it stays there.
  for (let at: Frame | undefined = frame; at; at = at.outer) if (at.variables.has(key)) return at;
  return frame;
}

function* scopesOf(machine: Machine, frame: Frame, key: string): Generator<Frame> {
  const top = frame.top;
  if (frame.globals.has(key)) {
    if (top) yield top;
    return;
  }
  for (let at: Frame | undefined = frame; at; at = at.outer) yield at;
  const { seesOutside } = machine.source.language.reader.scoping;
  if (top && (seesOutside || isConstantName(key))) yield top;
}

/** Constants are seen everywhere. */
export function isConstantName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** What a member of an object holds. */
export function readMember(machine: Machine, object: ObjectValue, name: string): Value | undefined {
  const writes = object.members.get(machine.source.keyOf(name));
  return writes && readWrites(writes, machine.arms);
}

/** Puts a value into a member. */
export function writeMember(machine: Machine, object: ObjectValue, name: string, value: Value): void {
  const key = machine.source.keyOf(name);
  const writes = object.members.get(key) ?? [];
  object.members.set(key, writes);
  write(writes, value, machine.arms);
}

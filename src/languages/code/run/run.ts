import type { Source } from '../source.ts';
import type { ClassNode, FunctionNode } from '../tree.ts';
import { runFunction } from './calls.ts';
import { bindUnknown } from './given.ts';
import { Machine, newFrame } from './machine.ts';
import { runBlock } from './statements.ts';
import { instanceOf, staticsOf } from './types.ts';
import { type ObjectValue, optionsOf, type UnknownValue, type Value, type Write } from './values.ts';
import { isNothing } from './writes.ts';

/**
 * Runs a file's code on what is known of it: its top level first, then each function that nothing called, on arguments
 * that nothing is known of.
 *
 * @throws OutOfTime when it takes more steps than any program of its kind
 */
export function runSource(source: Source): Machine {
  const machine = new Machine(source);
  runBlock(machine, source.tree.body, machine.top);
  for (const node of source.nodes) if (node.kind === 'class') staticsOf(machine, node);
  const called = calledNames(source);
  const functions = source.nodes.filter((node): node is FunctionNode => node.kind === 'function');
  const isCalled = (node: FunctionNode) =>
    node.name !== undefined && called.has(source.keyOf(node.name.text));
  const waiting = [...functions.filter((node) => !isCalled(node)), ...functions.filter(isCalled)];
  const instances = new Map<ClassNode, Members>();
  for (const node of waiting) {
    if (machine.ran.has(node) || isNested(source, node)) continue;
    runAlone(machine, node, instances);
  }
  // A closure that was handed to something unknown is run by that.
  for (const node of functions) if (!machine.ran.has(node)) runAlone(machine, node, instances);
  return machine;
}

/** A closure runs where it is made. */
function isNested(source: Source, node: FunctionNode): boolean {
  if (node.isClosure) return true;
  for (const at of source.around(node)) if (at.kind === 'function') return true;
  return false;
}

function calledNames(source: Source): Set<string> {
  return new Set(
    source.nodes.flatMap((node) => (node.kind === 'call' ? [source.keyOf(node.name.text)] : [])),
  );
}

function runAlone(machine: Machine, node: FunctionNode, instances: Map<ClassNode, Members>): void {
  machine.arms = [];
  const type = machine.source.classOf.get(node);
  const self =
    type && (node.isStatic ? staticsOf(machine, type) : membersOf(machine, type, instances).prepare(node));
  if (machine.isRecording) machine.ran.add(node);
  const frame = newFrame({ function: node, self, type, top: machine.top });
  bindUnknown(machine, frame, node.parameters);
  runFunction(machine, node, frame);
}

/**
 * An object of a class that nothing in the file makes: what its methods leave in its members is there for every other
 * method, whoever is called first.
 */
class Members {
  private readonly machine: Machine;
  private readonly self: ObjectValue;
  private readonly atFirst: ReadonlyMap<string, readonly Write[]>;
  /** What its members were given before any method ran: what one method hands them is not there for the next. */
  private readonly attached: ReadonlyMap<ObjectValue | UnknownValue, readonly Value[]>;
  private readonly left = new Map<FunctionNode, ReadonlyMap<string, readonly Write[]>>();

  constructor(machine: Machine, type: ClassNode) {
    this.machine = machine;
    this.self = instanceOf(machine, type);
    const { source } = machine;
    const making = source.constructorOf(type);
    if (making) this.run(making, type);
    this.atFirst = snapshot(this.self.members);
    this.attached = attachedIn(this.self.members);
    // What methods leave behind is learnt before anything is noted.
    machine.isRecording = false;
    for (const member of [type, ...source.supersOf(type)].flatMap(({ members }) => members)) {
      if (member.kind !== 'function' || member.isStatic || member === making) continue;
      this.restore(this.atFirst);
      this.run(member, type);
      this.left.set(member, changed(this.atFirst, this.self.members));
    }
    machine.isRecording = true;
  }

  private run(node: FunctionNode, type: ClassNode): void {
    this.machine.arms = [];
    if (this.machine.isRecording) this.machine.ran.add(node);
    const frame = newFrame({ function: node, self: this.self, type, top: this.machine.top });
    bindUnknown(this.machine, frame, node.parameters);
    runFunction(this.machine, node, frame);
  }

  private restore(members: ReadonlyMap<string, readonly Write[]>): void {
    for (const [value, attached] of this.attached)
      value.attached.splice(0, value.attached.length, ...attached);
    this.self.members.clear();
    for (const [name, writes] of members) this.self.members.set(name, [...writes]);
  }

  /** The object as a method may find it. */
  prepare(node: FunctionNode): ObjectValue {
    this.restore(this.atFirst);
    for (const [other, members] of this.left) {
      if (other === node) continue;
      for (const [name, writes] of members) {
        const known = this.self.members.get(name) ?? [];
        const branch = { sides: undefined };
        this.self.members.set(name, [
          ...known,
          ...writes.map(({ value, arms }) => ({ value, arms: [...arms, { branch, side: 0 }] })),
        ]);
      }
    }
    return this.self;
  }
}

function membersOf(machine: Machine, type: ClassNode, instances: Map<ClassNode, Members>): Members {
  const known = instances.get(type);
  if (known) return known;
  const members = new Members(machine, type);
  instances.set(type, members);
  return members;
}

function snapshot(members: ReadonlyMap<string, readonly Write[]>): Map<string, readonly Write[]> {
  return new Map([...members].map(([name, writes]) => [name, [...writes]]));
}

function attachedIn(
  members: ReadonlyMap<string, readonly Write[]>,
): Map<ObjectValue | UnknownValue, readonly Value[]> {
  const values = [...members.values()].flat().flatMap(({ value }) => optionsOf(value));
  return new Map(
    values.flatMap((value) =>
      value.kind === 'object' || value.kind === 'unknown' ? [[value, [...value.attached]] as const] : [],
    ),
  );
}

/** What was put into members, but for what was only added to what stood there. */
function changed(
  before: ReadonlyMap<string, readonly Write[]>,
  after: ReadonlyMap<string, readonly Write[]>,
): Map<string, readonly Write[]> {
  return new Map(
    [...after].flatMap(([name, writes]) => {
      const known = before.get(name) ?? [];
      const fresh = writes.filter(
        (write) =>
          !known.includes(write) && !isNothing(write.value) && !known.some((old) => grows(old, write)),
      );
      return fresh.length > 0 ? [[name, fresh] as const] : [];
    }),
  );
}

function grows(old: Write, write: Write): boolean {
  return (
    old.value.kind === 'text' &&
    write.value.kind === 'text' &&
    old.value.pieces.length > 0 &&
    old.value.pieces.every((piece, i) => write.value.kind === 'text' && write.value.pieces[i] === piece)
  );
}

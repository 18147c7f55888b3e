import type { ClassNode } from '../tree.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frames.ts';
import { type Machine, newFrame } from './machine.ts';
import { runBlock } from './statements.ts';
import { type ObjectValue, objectValue } from './values.ts';
import { writeMember } from './variables.ts';

/** What belongs to a class itself: its constants and static members, those of what it extends included. */
export function staticsOf(machine: Machine, node: ClassNode): ObjectValue {
  const known = machine.statics.get(node);
  if (known) return known;
  const statics = objectValue([], node);
  machine.statics.set(node, statics);
  const arms = machine.arms;
  machine.arms = [];
  const above = machine.source.supersOf(node);
  const family = [...above.reverse(), node];
  const frame = newFrame({ type: node, top: machine.top });
  // A constant may be made of one that stands behind it.
  const { isRecording } = machine;
  machine.isRecording = false;
  for (const type of family) setStatics(machine, type, statics, frame);
  machine.isRecording = isRecording;
  for (const type of family) setStatics(machine, type, statics, frame);
  runBlock(machine, node.body, { ...frame, self: statics });
  machine.arms = arms;
  return statics;
}

function setStatics(machine: Machine, type: ClassNode, statics: ObjectValue, frame: Frame): void {
  for (const member of type.members)
    if (member.kind === 'declaration' && member.isStatic && member.value)
      writeMember(machine, statics, member.name.text, evaluate(machine, member.value, frame));
}

/** A new object of a class, before its constructor runs. */
export function instanceOf(machine: Machine, node: ClassNode): ObjectValue {
  const instance = objectValue(machine.arms, node);
  instance.attached.push(...staticsOf(machine, node).attached);
  const frame = newFrame({ type: node, self: instance, top: machine.top });
  for (const type of [...machine.source.supersOf(node).reverse(), node])
    for (const member of type.members)
      if (member.kind === 'declaration' && !member.isStatic && member.value)
        writeMember(machine, instance, member.name.text, evaluate(machine, member.value, frame));
  return instance;
}

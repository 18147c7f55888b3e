import type { Arm } from '../../../model/arms.ts';
import type { Call, ClassNode, FunctionNode, Node } from '../tree.ts';
import type { ObjectValue, Value, Write } from './values.ts';

/** One run of a function, or of a file's top level. */
export interface Frame {
  readonly variables: Map<string, Write[]>;
  /** Names that mean the variables of the file. */
  readonly globals: Set<string>;
  readonly function: FunctionNode | undefined;
  readonly self: ObjectValue | undefined;
  readonly type: ClassNode | undefined;
  /** What called it, and from where. */
  readonly caller: Frame | undefined;
  readonly call: Call | undefined;
  /** How many calls were followed to get here. */
  readonly depth: number;
  /** The frame whose variables a closure sees. */
  readonly outer: Frame | undefined;
  /** The branchings of this run, one for each statement that decides. */
  readonly branches: Map<Node, Branch>;
  readonly returned: Write[];
  /** The arms that all code of the run lies under. */
  readonly base: readonly Arm[];
  /** The file's own frame. */
  readonly top: Frame | undefined;
  /** What was handed over beyond the parameters, or without any. */
  readonly arguments: readonly Value[];
}

/** A branching as it was met in one run. */
export interface Branch {
  /** How many sides it has, where one of them always runs. */
  readonly sides: number | undefined;
}

/** The frames from this one to where the run began. */
export function* callersOf(frame: Frame): Generator<Frame> {
  for (let at: Frame | undefined = frame; at; at = at.caller) yield at;
}

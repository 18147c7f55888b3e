import type { Arm } from '../../../model/arms.ts';
import type { Origin, QueryText } from '../../../model/query-text.ts';
import { OutOfTime } from '../../../model/work.ts';
import type { Source } from '../source.ts';
import type { Call, ClassNode, Expression, FunctionNode, Node } from '../tree.ts';
import type { Branch, Frame } from './frames.ts';
import { NamedReads } from './named-reads.ts';
import type { Sending } from './sendings.ts';
import type { ObjectValue } from './values.ts';

/** How many nodes of one file are evaluated: far more than any program needs, so that hostile ones end. */
const STEP_LIMIT = 400_000;

/** A text as one run of the code around it put it together. */
export interface Built {
  readonly node: Node;
  readonly text: QueryText;
  readonly frame: Frame;
  readonly arms: readonly Arm[];
}

/** The state of running one file's code on what is known of it, without ever running it. */
export class Machine {
  readonly source: Source;
  readonly top: Frame;
  /** The branchings that decide whether the code at hand runs. */
  arms: readonly Arm[] = [];
  readonly sendings: Sending[] = [];
  /** The texts that were put together, by the expression that stands for the whole, in each run of its function. */
  readonly built = new Map<Node, Map<Frame, Built>>();
  /** The maps that were made, by where they were made. */
  readonly objects = new Map<ObjectValue, Expression>();
  readonly namedReads = new NamedReads();
  /** Who logs in by a call, in each run of it; undefined for somebody whom a caller or a row names. */
  readonly logins = new Map<Call, Set<string | undefined>>();
  /** Of code in a page: what is given to calls that only write it out, and what stands as a statement, in each run. */
  readonly written = new Map<Expression, readonly Origin[]>();
  readonly ran = new Set<FunctionNode>();
  /** False while code is only run to learn what it leaves behind. */
  isRecording = true;
  readonly statics = new Map<ClassNode, ObjectValue>();
  private steps = 0;

  constructor(source: Source) {
    this.source = source;
    this.top = newFrame({});
  }

  /** @throws OutOfTime */
  step(): void {
    if (this.steps++ > STEP_LIMIT) throw new OutOfTime();
  }

  /** Notes a text that was put together. */
  build(node: Node, text: QueryText, frame: Frame): void {
    if (!this.isRecording) return;
    const runs = this.built.get(node) ?? new Map<Frame, Built>();
    this.built.set(node, runs);
    runs.set(frame, { node, text, frame, arms: this.arms });
  }

  /** Runs something under one side of a branching. */
  under<T>(arm: Arm, run: () => T): T {
    const before = this.arms;
    this.arms = [...before, arm];
    try {
      return run();
    } finally {
      this.arms = before;
    }
  }

  /** Notes what an expression comes to that a page may show. */
  noteWritten(node: Expression, origins: readonly Origin[]): void {
    if (this.source.tree.outside.length === 0) return;
    this.written.set(node, [...(this.written.get(node) ?? []), ...origins]);
  }

  /** Whether a map was handed to what may have sent it. */
  isSent(object: ObjectValue): boolean {
    return this.sendings.some(({ objects }) => objects.includes(object));
  }

  /** What a library's call means in the language of the file. */
  meaningOf(node: Parameters<Source['language']['reader']['meaningOf']>[0]) {
    return this.source.language.reader.meaningOf(node);
  }
}

/** A frame without anything in it but what is told. */
export function newFrame(more: Partial<Frame>): Frame {
  return {
    variables: new Map(),
    globals: new Set(),
    function: undefined,
    self: undefined,
    type: undefined,
    caller: undefined,
    call: undefined as Call | undefined,
    depth: 0,
    outer: undefined,
    branches: new Map(),
    returned: [],
    base: [],
    top: undefined,
    arguments: [],
    ...more,
  };
}

/** The branching of a statement in one run. */
export function branchOf(frame: Frame, node: Node, sides: number | undefined): Branch {
  const known = frame.branches.get(node);
  if (known) return known;
  const branch: Branch = { sides };
  frame.branches.set(node, branch);
  return branch;
}

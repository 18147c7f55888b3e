import { type FunctionNode, isWithin, type Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { removeEmptied } from './blocks.ts';
import { dissolve } from './dissolve.ts';
import type { Doomed } from './doomed.ts';
import { isMemberRead } from './members.ts';
import type { Surroundings } from './surroundings.ts';
import { usesOf } from './uses.ts';

/** A function or statement of the mechanism that may go, with the node that goes. */
export interface Part {
  readonly module: JsModule;
  readonly node: Node;
  /** Undefined for a statement, which uses others and is used by none. */
  readonly fn: FunctionNode | undefined;
}

interface Idle {
  readonly part: Part;
  readonly statement: Node;
  readonly member: Node | undefined;
}

/** Why a part must stay, with the place that says so. */
export interface Hold {
  readonly reason: string;
  readonly at: Node;
}

/**
 * Takes out those parts of a mechanism that only each other use, with the statements that do nothing but call them.
 * Answers why the others stay.
 */
export function removeParts(
  doomed: Doomed,
  tracer: Tracer,
  parts: readonly Part[],
  surroundings: Surroundings,
): Map<Part, Hold> {
  const held = new Map<Part, Hold>();
  for (;;) {
    const going = parts.filter((part) => !held.has(part) && !doomed.has(part.node));
    const before = held.size;
    const idle: Idle[] = [];
    for (const part of going) {
      const hold = part.fn
        ? holdOf(doomed, tracer, part, part.fn, going, idle, surroundings)
        : holdOfStatement(doomed, tracer, part, parts, going);
      if (hold) held.set(part, hold);
    }
    if (held.size > before) continue;
    if (going.length === 0) return held;
    const stuck = takeOut(doomed, tracer, going, idle);
    if (!stuck) return held;
    held.set(stuck.part, { reason: 'the ticket is still read', at: stuck.statement });
  }
}

/** What keeps a function: a use outside of the parts that go, by code that does more than to call it. */
function holdOf(
  doomed: Doomed,
  tracer: Tracer,
  part: Part,
  fn: FunctionNode,
  going: readonly Part[],
  idle: Idle[],
  { mayHaveOtherUsers }: Surroundings,
): Hold | undefined {
  const { reads, links, doubtful } = usesOf(tracer, fn);
  const isLeft = (use: Node) => !doomed.has(use) && !isInside(tracer, use, going);
  const [unclear] = doubtful.filter(isLeft);
  if (unclear) return { reason: 'it may be called', at: unclear };
  if ((links.length > 0 || isExported(part)) && mayHaveOtherUsers(part.module))
    return { reason: 'it is exported, and other code may use it', at: part.node };
  for (const use of reads.filter(isLeft)) {
    const fate = dissolve(doomed, tracer.moduleOf(use), use);
    if (fate.kind === 'held') return { reason: fate.reason, at: use };
    if (fate.kind === 'idle') idle.push({ part, statement: fate.statement, member: fate.member });
  }
  return undefined;
}

/** A statement goes together with all the parts that it uses. */
function holdOfStatement(
  doomed: Doomed,
  tracer: Tracer,
  part: Part,
  parts: readonly Part[],
  going: readonly Part[],
): Hold | undefined {
  const staying = parts.find(
    (other) =>
      other.fn !== undefined &&
      !going.includes(other) &&
      !doomed.has(other.node) &&
      usesOf(tracer, other.fn).reads.some(
        (use) => tracer.moduleOf(use) === part.module && isWithin(use, part.node),
      ),
  );
  return staying && { reason: 'what it calls stays', at: staying.node };
}

function isInside(tracer: Tracer, node: Node, parts: readonly Part[]): boolean {
  const module = tracer.moduleOf(node);
  return parts.some((part) => part.module === module && isWithin(node, part.node));
}

function isExported({ module, node }: Part): boolean {
  return node.type.startsWith('Export') || module.parents.get(node)?.type.startsWith('Export') === true;
}

/** Takes the parts out, or answers with a call whose ticket somebody still reads, and takes nothing. */
function takeOut(
  doomed: Doomed,
  tracer: Tracer,
  going: readonly Part[],
  idle: readonly Idle[],
): Idle | undefined {
  let stuck: Idle | undefined;
  doomed.try(() => {
    for (const { node, fn } of going) {
      doomed.remove(node);
      if (fn) doomed.remove(...usesOf(tracer, fn).links);
    }
    for (const { statement } of idle) doomed.remove(statement);
    for (const module of tracer.program.modules) if (!module.json) removeEmptied(doomed, module);
    stuck = idle.find(({ member }) => member !== undefined && isMemberRead(doomed, tracer, member));
    return stuck === undefined;
  });
  return stuck;
}

import type { Edit, SourceRange } from '../../../model/edit.ts';
import type { TicketPiece } from '../../../model/ticket-code.ts';
import { type FunctionNode, isFunction, isWithin, type Node, walk } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { rangeOf } from '../values/values.ts';
import { removeEmptied } from './blocks.ts';
import { declarationOf } from './declarations.ts';
import { dissolve } from './dissolve.ts';
import { Doomed } from './doomed.ts';
import { hollowParts, removeUnusedHelpers } from './helpers.ts';
import { type Hold, type Part, removeParts } from './mechanism.ts';
import { removeUnusedMembers } from './members.ts';
import { quietModules } from './quiet-modules.ts';
import { removeRetry } from './retries.ts';
import type { Surroundings } from './surroundings.ts';
import { removeUnused } from './unused.ts';
import { usesOf } from './uses.ts';
import { writeRemovals } from './write.ts';

/** What is taken out of a program whose calls need no ticket any more. */
export interface Removal {
  readonly edits: readonly Edit[];
  /** Pieces of which nothing is left. */
  readonly gone: ReadonlySet<TicketPiece>;
  /** Why the others stay, and where the reason stands. */
  readonly held: ReadonlyMap<TicketPiece, { readonly reason: string; readonly at: SourceRange }>;
}

type Known = Pick<Surroundings, 'wasRead' | 'mayHaveOtherUsers'>;

/** Takes out what is unused now that no call sends a ticket: the pieces, what waited for them, what fed them. */
export function removeTicketCode(tracer: Tracer, pieces: readonly TicketPiece[], known: Known): Removal {
  const { program } = tracer;
  const doomed = new Doomed((node) => program.moduleOf(node));
  const parts = new Map<TicketPiece, Part>();
  const held = new Map<TicketPiece, Hold>();
  for (const piece of pieces) {
    const part = partOf(tracer, piece);
    if (part) parts.set(piece, part);
  }
  const isQuiet = (call: Node) => isTicketCall(tracer, [...parts.values()], call);
  const surroundings: Surroundings = {
    ...known,
    isQuiet,
    isQuietModule: (file) => quietModules(doomed, tracer, isQuiet).has(file),
  };
  const modules = program.modules.filter(({ json }) => !json);
  for (let before = -1; before !== doomed.size; ) {
    before = doomed.size;
    held.clear();
    for (const [piece, part] of parts)
      if (piece.part === 'retry') tellHold(held, piece, part, removeRetryOf(doomed, piece, part));
    freeCallers(doomed, tracer, [...parts.values()]);
    const free = [...parts].filter(([piece]) => piece.heldBy === undefined && piece.part !== 'retry');
    const holds = removeParts(
      doomed,
      tracer,
      [...free.map(([, part]) => part), ...hollowParts(doomed, tracer)],
      surroundings,
    );
    for (const [piece, part] of free) {
      const hold = holds.get(part);
      if (hold) held.set(piece, hold);
    }
    for (const module of modules) {
      removeEmptied(doomed, module);
      removeUnused(doomed, tracer, module, surroundings);
    }
    removeUnusedMembers(doomed, tracer, surroundings);
    removeUnusedHelpers(doomed, tracer, surroundings);
  }
  return {
    edits: modules.flatMap((module) =>
      writeRemovals(
        doomed,
        module,
        [...doomed.nodes].filter((node) => program.moduleOf(node) === module),
      ),
    ),
    gone: new Set([...parts].filter(([, { node }]) => doomed.has(node)).map(([piece]) => piece)),
    held: new Map(
      [...held].map(([piece, { reason, at }]) => [piece, { reason, at: rangeOf(program.moduleOf(at), at) }]),
    ),
  };
}

function tellHold(
  held: Map<TicketPiece, Hold>,
  piece: TicketPiece,
  { node }: Part,
  reason: string | undefined,
): void {
  if (reason !== undefined) held.set(piece, { reason, at: node });
}

function removeRetryOf(doomed: Doomed, piece: TicketPiece, { module, node }: Part): string | undefined {
  if (doomed.has(node) || piece.heldBy !== undefined) return undefined;
  return removeRetry(doomed, module, node);
}

/** Frees whoever asked for a ticket that no request needs. */
function freeCallers(doomed: Doomed, tracer: Tracer, parts: readonly Part[]): void {
  for (const { fn } of parts) {
    if (!fn) continue;
    for (const use of usesOf(tracer, fn).reads) {
      const module = tracer.moduleOf(use);
      const isOwn = parts.some((part) => part.module === module && isWithin(use, part.node));
      if (!isOwn && !doomed.has(use)) dissolve(doomed, module, use);
    }
  }
}

function isTicketCall(tracer: Tracer, parts: readonly Part[], call: Node): boolean {
  return parts.some(
    ({ fn }) =>
      fn !== undefined &&
      usesOf(tracer, fn).reads.some((use) => tracer.moduleOf(use).parents.get(use) === call),
  );
}

function partOf(tracer: Tracer, { unit }: TicketPiece): Part | undefined {
  const module = tracer.program.load(unit.at.file);
  if (!module || module.json) return undefined;
  if (unit.kind === 'function') {
    const fn = largestFunctionIn(module, unit.at);
    const node = fn && declarationOf(module, fn);
    return fn && node && { module, node, fn };
  }
  if (unit.kind !== 'statement') return undefined;
  const node = statementAt(module, unit.at);
  return node && { module, node, fn: undefined };
}

function largestFunctionIn(module: JsModule, { start, end }: SourceRange): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  walk(module.root, (node) => {
    if (!isFunction(node) || node.start! < start || node.end! > end) return;
    if (!found || isWithin(found, node)) found = node;
  });
  return found;
}

function statementAt(module: JsModule, { start, end }: SourceRange): Node | undefined {
  let found: Node | undefined;
  walk(module.root, (node) => {
    if (node.start === start && node.end === end && /Statement$|Declaration$|SwitchCase/.test(node.type))
      found ??= node;
  });
  return found;
}

import type { Edit, SourceRange } from '../../../model/edit.ts';
import type { TicketPiece } from '../../../model/ticket-code.ts';
import { nodeAt } from '../code-map/places.ts';
import { isWithin, type Node } from '../syntax/ast.ts';
import type { Tracer } from '../values/tracer.ts';
import { rangeOf } from '../values/values.ts';
import { removeEmptied } from './blocks.ts';
import { Doomed } from './doomed.ts';
import { removeGuards } from './guards.ts';
import { freeHandle, readsOfHandle } from './handles.ts';
import { hollowParts, removeUnusedHelpers } from './helpers.ts';
import { removeLogin } from './logins.ts';
import { freeUsers, type Hold, holdOf, type Part, takeOut } from './mechanism.ts';
import { removeUnusedMembers } from './members.ts';
import { fetchesOnly, partOf } from './parts.ts';
import { isQuietConstruction } from './quiet-classes.ts';
import { quietModules } from './quiet-modules.ts';
import { removeRetry } from './retries.ts';
import type { Surroundings } from './surroundings.ts';
import { removeUnused } from './unused.ts';
import { removeUnusedExports } from './unused-exports.ts';
import { usesOf } from './uses.ts';
import { writeRemovals } from './write.ts';

/** What is taken out of a program whose calls need no ticket any more. */
export interface Removal {
  readonly edits: readonly Edit[];
  /** Pieces of which nothing is left. */
  readonly gone: ReadonlySet<TicketPiece>;
  /** Why others stay, and where the reason stands. */
  readonly held: ReadonlyMap<TicketPiece, { readonly reason: string; readonly at: SourceRange }>;
}

type Known = Pick<Surroundings, 'wasRead' | 'mayHaveOtherUsers' | 'retiredMembers'>;
type Parts = ReadonlyMap<TicketPiece, Part>;

/** Takes out what is unused now that no call sends a ticket: the pieces, what waited for them, what fed them. */
export function removeTicketCode(tracer: Tracer, pieces: readonly TicketPiece[], known: Known): Removal {
  const parts = partsOf(tracer, pieces);
  const held = new Map<TicketPiece, Hold>();
  for (const [piece, part] of parts)
    if (piece.part === 'schedule' && !part.fn && !fetchesOnly(tracer, part, [...parts.values()]))
      held.set(piece, { reason: 'it does something else, too', at: part.node });
  for (;;) {
    const { doomed, holds } = attempt(tracer, pieces, parts, new Set(held.keys()), known);
    for (const [piece, hold] of holds) held.set(piece, hold);
    // Each round takes less out, so that this ends.
    if (holds.size === 0) return outcome(tracer, doomed, pieces, parts, held);
  }
}

/** The functions and statements among the pieces; what lies in one of them goes or stays with it. */
function partsOf(tracer: Tracer, pieces: readonly TicketPiece[]): Parts {
  const all = pieces.flatMap((piece) => {
    const part = partOf(tracer, piece.unit);
    return part ? [[piece, part] as const] : [];
  });
  const isInside = (part: Part) =>
    all.some(
      ([, other]) => other !== part && other.module === part.module && isWithin(part.node, other.node),
    );
  return new Map(all.filter(([, part]) => part.fn !== undefined || !isInside(part)));
}

/** Takes out every part but those that are held, and all that then is unused; answers what speaks against it. */
function attempt(
  tracer: Tracer,
  pieces: readonly TicketPiece[],
  parts: Parts,
  held: ReadonlySet<TicketPiece>,
  known: Known,
): { doomed: Doomed; holds: Map<TicketPiece, Hold> } {
  const { program } = tracer;
  const doomed = new Doomed((node) => program.moduleOf(node));
  const holds = new Map<TicketPiece, Hold>();
  const all = [...parts.values()];
  const staying = stayingMechanisms(pieces, held);
  const isFree = (piece: TicketPiece) => !held.has(piece) && !staying.has(piece.mechanism);
  const going = [...parts].filter(([piece, { fn }]) => isFree(piece) && (fn || piece.part === 'schedule'));
  const kept = [...parts]
    .filter(([piece, { fn }]) => !isFree(piece) && (fn || staying.has(piece.mechanism)))
    .map(([, part]) => part);
  const freed = [...parts]
    .filter(([{ mechanism }]) => !staying.has(mechanism) || !keepsTickets(pieces, mechanism))
    .map(([, part]) => part);
  const surroundings = surroundingsOf(doomed, tracer, all, kept, known);
  takeOut(
    doomed,
    tracer,
    going.map(([, part]) => part),
  );
  for (const [piece, { module, node }] of parts) {
    if (piece.part !== 'retry' || !isFree(piece) || doomed.has(node)) continue;
    const reason = removeRetry(doomed, module, node);
    if (reason !== undefined) holds.set(piece, { reason, at: node });
  }
  const logins = [...parts].filter(([piece, { fn }]) => piece.part === 'login' && !fn && isFree(piece));
  const caches = pieces.filter((piece) => piece.part === 'cache' && isFree(piece) && !parts.has(piece));
  const modules = program.modules.filter(({ json }) => !json);
  for (let before = -1; before !== doomed.size; ) {
    before = doomed.size;
    removeGuards(doomed, tracer, caches, surroundings);
    for (const [, part] of going) if (!part.fn) freeHandle(doomed, tracer, part);
    for (const [piece, { module, node }] of logins) {
      const reason = doomed.has(node) ? undefined : removeLogin(doomed, tracer, module, node, surroundings);
      if (reason === undefined) holds.delete(piece);
      else holds.set(piece, { reason, at: node });
    }
    const hollow = hollowParts(doomed, tracer).filter((part) => !holdOf(doomed, tracer, part, surroundings));
    takeOut(doomed, tracer, hollow);
    freeUsers(doomed, tracer, [...freed, ...hollow], new Set([...going.map(([, part]) => part), ...hollow]));
    for (const module of modules) {
      removeEmptied(doomed, module);
      removeUnused(doomed, tracer, module, surroundings);
    }
    removeUnusedMembers(doomed, tracer, surroundings);
    removeUnusedHelpers(doomed, tracer, surroundings);
    removeUnusedExports(doomed, tracer, surroundings);
  }
  for (const [piece, part] of going) {
    const hold = holdOf(doomed, tracer, part, surroundings) ?? holdOfCalled(doomed, tracer, part, all);
    if (hold) holds.set(piece, hold);
  }
  return { doomed, holds };
}

/** The mechanisms whose login stays: what keeps its ticket, or gives it up, stays with it. */
function stayingMechanisms(
  pieces: readonly TicketPiece[],
  held: ReadonlySet<TicketPiece>,
): ReadonlySet<string> {
  const stays = (piece: TicketPiece) =>
    piece.heldBy !== undefined || (piece.part === 'login' && held.has(piece));
  return new Set(pieces.filter(stays).map(({ mechanism }) => mechanism));
}

/** Whether a mechanism keeps its tickets: who asks for one may do so for others, who find it there. */
function keepsTickets(pieces: readonly TicketPiece[], mechanism: string): boolean {
  return pieces.some(
    (piece) => piece.mechanism === mechanism && piece.part === 'cache' && piece.unit.kind !== 'function',
  );
}

/** Ticket code goes together with all the ticket code that it uses, and a timer with what is kept of it. */
function holdOfCalled(doomed: Doomed, tracer: Tracer, part: Part, all: readonly Part[]): Hold | undefined {
  const [used] = part.fn ? [] : readsOfHandle(doomed, tracer, part);
  if (used) return { reason: 'its timer is used for something else, too', at: used };
  const staying = all.find(
    ({ fn, node }) =>
      fn !== undefined &&
      !doomed.has(node) &&
      usesOf(tracer, fn).reads.some(
        (use) => tracer.moduleOf(use) === part.module && isWithin(use, part.node),
      ),
  );
  return staying && { reason: 'what it calls stays', at: staying.node };
}

function surroundingsOf(
  doomed: Doomed,
  tracer: Tracer,
  parts: readonly Part[],
  kept: readonly Part[],
  known: Known,
): Surroundings {
  const calls = new Set(
    parts.flatMap(({ fn }) =>
      fn ? usesOf(tracer, fn).reads.map((use) => tracer.moduleOf(use).parents.get(use)) : [],
    ),
  );
  const isQuiet = (call: Node) => calls.has(call) || isQuietConstruction(doomed, tracer, call);
  const isKept = (node: Node) =>
    kept.some((part) => part.module === tracer.moduleOf(node) && isWithin(node, part.node));
  return {
    ...known,
    isQuiet,
    isKept,
    isQuietModule: (file) => quietModules(doomed, tracer, isQuiet).has(file),
  };
}

function outcome(
  tracer: Tracer,
  doomed: Doomed,
  pieces: readonly TicketPiece[],
  parts: Parts,
  held: ReadonlyMap<TicketPiece, Hold>,
): Removal {
  const { program } = tracer;
  const modules = program.modules.filter(({ json }) => !json);
  const nodes = [...doomed.nodes];
  return {
    edits: modules.flatMap((module) =>
      writeRemovals(
        doomed,
        module,
        nodes.filter((node) => program.moduleOf(node) === module),
      ),
    ),
    gone: new Set(pieces.filter((piece) => isGone(tracer, doomed, piece, parts.get(piece), held.has(piece)))),
    held: new Map(
      pieces.flatMap((piece) => {
        const hold = held.get(piece) ?? holdOfLogin(held, piece);
        return hold
          ? [[piece, { reason: hold.reason, at: rangeOf(program.moduleOf(hold.at), hold.at) }]]
          : [];
      }),
    ),
  };
}

/** What holds a login holds all that belongs to it. */
function holdOfLogin(held: ReadonlyMap<TicketPiece, Hold>, { mechanism }: TicketPiece): Hold | undefined {
  return [...held].find(([other]) => other.part === 'login' && other.mechanism === mechanism)?.[1];
}

/** Whether nothing is left of a piece, a variable or a statement in a function included. */
function isGone(
  tracer: Tracer,
  doomed: Doomed,
  { unit, part: role, heldBy }: TicketPiece,
  part: Part | undefined,
  isHeld: boolean,
): boolean {
  // Of a login that is a statement, what went on when it was done takes its place.
  if (part) return doomed.has(part.node) || (role === 'login' && !part.fn && heldBy === undefined && !isHeld);
  const module = tracer.program.load(unit.at.file);
  if (!module || module.json) return false;
  const node = nodeAt(module, unit.at);
  if (doomed.has(node)) return true;
  // One declaration may hold several variables.
  const binding = module.scopes.all.find(
    ({ name, declaration }) => name === unit.symbol && isWithin(declaration, node),
  );
  return unit.kind === 'variable' && binding !== undefined && doomed.has(binding.declaration);
}

import { spend } from '../../../../model/work.ts';
import type { Node } from '../../syntax/ast.ts';
import type { Tracer } from '../../values/tracer.ts';
import type { Context } from '../../values/values.ts';

/** Where a carrier ends: a call of something outside the program, or a place that leads no further. */
export interface Root {
  readonly node: Node;
  readonly context: Context;
  /** True for a call outside the program, which may send what it is given. */
  readonly isCall: boolean;
}

const ROOT_LIMIT = 200;
const STEP_LIMIT = 20_000;
/** Further in lies what was put into itself, again and again: `options = { apikey: options }`. */
const PATH_LIMIT = 16;

/** The properties that lead from where a climb is to what it follows, outermost first. */
export type Path = readonly string[];

/** A climb from a text or set to whatever sends it: where it has been, and where it ended. */
export class Climb {
  private readonly roots: Root[] = [];
  private readonly visited = new Map<Context, Set<string>>();
  private readonly ids = new Map<Node, number>();
  readonly tracer: Tracer;
  private steps = 0;

  constructor(tracer: Tracer) {
    this.tracer = tracer;
  }

  /** The ends that were reached; the seed itself when there are none. */
  finish(seed: Node, context: Context): Root[] {
    return this.roots.length > 0 ? this.roots : [{ node: seed, context, isCall: false }];
  }

  /** How many ends were reached so far. */
  get ends(): number {
    return this.roots.length;
  }

  /** Counts a step; false past the limit. */
  mayGoOn(): boolean {
    return this.steps++ <= STEP_LIMIT;
  }

  /** Whether this is met for the first time, and not too far in. */
  isNew(node: Node, context: Context, path: Path): boolean {
    spend();
    if (path.length > PATH_LIMIT) return false;
    const id = this.ids.get(node) ?? this.ids.size;
    this.ids.set(node, id);
    const key = `${id}:${path.join('.')}`;
    const seen = this.visited.get(context) ?? new Set();
    this.visited.set(context, seen);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  }

  /** Notes an end. */
  end(node: Node, context: Context, isCallRoot: boolean): void {
    if (
      this.roots.length < ROOT_LIMIT &&
      !this.roots.some((root) => root.node === node && root.context === context)
    )
      this.roots.push({ node, context, isCall: isCallRoot });
  }
}

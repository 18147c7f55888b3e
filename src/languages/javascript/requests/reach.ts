import type { Node } from '../syntax/ast.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Context } from '../values/values.ts';
import { Climb, type Path, type Root } from './reach/climb.ts';
import { carrier, from } from './reach/from.ts';

export type { Root } from './reach/climb.ts';

/** Finds where a text or set goes from an expression: through bindings, members, calls, returns and modules. */
export function rootsOf(tracer: Tracer, seed: Node, context: Context, path: Path = []): Root[] {
  const climb = new Climb(tracer);
  from(climb, seed, context, path);
  return climb.finish(seed, context);
}

/** Finds where what a binding holds goes. */
export function rootsOfMention(tracer: Tracer, mention: Node, context: Context, path: Path = []): Root[] {
  const climb = new Climb(tracer);
  carrier(climb, mention, context, path);
  return climb.finish(mention, context);
}

import type { Arm } from '../../../model/arms.ts';
import { armsOf } from '../syntax/arms.ts';
import type { Node } from '../syntax/ast.ts';
import type { Tracer } from './tracer.ts';
import type { Context } from './values.ts';

/** The branchings that decide whether a node runs: around it, and around the calls that lead to it. */
export function conditionsOf(tracer: Tracer, node: Node, context: Context): readonly Arm[] {
  const arms = [...armsOf(tracer.moduleOf(node), node)];
  for (let frame = context; frame?.call; frame = frame.caller)
    arms.push(...armsOf(tracer.moduleOf(frame.call), frame.call));
  return arms;
}

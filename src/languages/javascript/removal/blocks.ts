import type { Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Doomed } from './doomed.ts';
import { isPure } from './purity.ts';
import { hasRoomFor } from './room.ts';

/** Takes out the blocks that are left with nothing in them, and the branches that would decide for nothing. */
export function removeEmptied(doomed: Doomed, module: JsModule): void {
  for (const node of module.nodes('IfStatement')) if (!doomed.has(node)) removeBranches(doomed, node);
  for (const node of module.nodes('TryStatement')) {
    if (doomed.has(node)) continue;
    const endsIdle = !node.finalizer || isEmptied(doomed, node.finalizer);
    if (isEmptied(doomed, node.block)) {
      if (endsIdle) doomed.remove(node);
      else doomed.splice({ outer: node, kept: node.finalizer!.body });
    } else if (node.finalizer && endsIdle) {
      if (node.handler) doomed.remove(node.finalizer);
      else
        doomed.splice({
          outer: node,
          kept: hasRoomFor(module, node.block, node) ? node.block.body : [node.block],
        });
    }
  }
  for (const node of module.nodes('BlockStatement'))
    if (!doomed.has(node) && isBare(module, node) && isEmptied(doomed, node)) doomed.remove(node);
}

function removeBranches(doomed: Doomed, node: Extract<Node, { type: 'IfStatement' }>): void {
  const { test, consequent, alternate } = node;
  if (alternate && !doomed.has(alternate) && isEmptied(doomed, alternate)) doomed.remove(alternate);
  const isIdle = isEmptied(doomed, consequent) && (!alternate || doomed.has(alternate));
  // A branch without braces must stay a statement: it goes whole or not at all.
  if (isIdle && isPure(test)) doomed.remove(node);
}

/** Whether a statement was left with nothing; one that was empty before is nobody's business. */
function isEmptied(doomed: Doomed, node: Node): boolean {
  if (node.type === 'BlockStatement') return node.body.length > 0 && doomed.isEmptied(node.body);
  return doomed.isEmptied([node]);
}

function isBare(module: JsModule, block: Node): boolean {
  const parent = module.parents.get(block);
  return parent?.type === 'Program' || parent?.type === 'BlockStatement';
}

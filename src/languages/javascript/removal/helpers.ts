import type { FunctionNode, Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf } from '../values/values.ts';
import { declarationOf } from './declarations.ts';
import type { Doomed } from './doomed.ts';
import { isHandedOut } from './handed-out.ts';
import type { Part } from './mechanism.ts';
import type { Surroundings } from './surroundings.ts';
import { isHollow } from './unused.ts';
import { usesOf } from './uses.ts';

/** Takes out the functions of any file that only code which goes has called. */
export function removeUnusedHelpers(doomed: Doomed, tracer: Tracer, surroundings: Surroundings): void {
  for (const fn of calledByDoomed(doomed, tracer)) {
    const module = tracer.moduleOf(fn);
    const declaration = declarationOf(module, fn);
    if (!declaration || doomed.has(declaration) || surroundings.isKept(declaration)) continue;
    const { reads, links, doubtful } = usesOf(tracer, fn);
    if (surroundings.mayHaveOtherUsers(module) && isHandedOut(tracer, fn)) continue;
    if (reads.length > 0 && [...reads, ...doubtful].every((use) => doomed.has(use)))
      doomed.remove(declaration, ...links);
  }
}

function calledByDoomed(doomed: Doomed, tracer: Tracer): Set<FunctionNode> {
  const called = new Set<FunctionNode>();
  for (const module of tracer.program.modules)
    for (const call of module.nodes('CallExpression')) {
      if (!doomed.has(call) || call.callee.type === 'Import') continue;
      for (const option of optionsOf(tracer.evaluate(call.callee, undefined)))
        if (option.kind === 'function') called.add(option.node);
    }
  return called;
}

/** The functions that nothing is left of, which go when those who call them can do without. */
export function hollowParts(doomed: Doomed, tracer: Tracer): Part[] {
  return tracer.program.modules.flatMap((module) => hollowIn(doomed, tracer, module));
}

const FUNCTIONS = [
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
] as const;

function hollowIn(doomed: Doomed, tracer: Tracer, module: JsModule): Part[] {
  return FUNCTIONS.flatMap((type) => module.nodes(type) as readonly FunctionNode[])
    .filter((fn) => isHollow(doomed, fn) && !(fn.type === 'ClassMethod' && fn.kind !== 'method'))
    .flatMap((fn): Part[] => {
      const node: Node | undefined = declarationOf(module, fn);
      // What nobody is seen to call may be there for somebody else.
      return node && !doomed.has(node) && usesOf(tracer, fn).reads.length > 0 ? [{ module, node, fn }] : [];
    });
}

import type { Node } from '../syntax/ast.ts';
import { functionAround } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { pathFromPattern, type Step, writeOf } from '../syntax/writes.ts';
import type { Tracer } from '../values/tracer.ts';
import { carriedIn } from './carried.ts';
import { partsAlong } from './parts-handed.ts';

/**
 * The expressions that a variable has its value from, as far as they hold that value alone; undefined where it is
 * written to in a way that makes another value of it.
 */
export function inputsOf(tracer: Tracer, binding: Binding): readonly Node[] | undefined {
  const module = tracer.moduleOf(binding.declaration);
  const found: Node[] = [];
  for (const identifier of binding.writes) {
    const write = writeOf(module, identifier);
    if (!write || !/^(\?\?|\|\|)?=$/.test(write.operator)) return undefined;
    found.push(...fallbacksIn(write.path));
    if (write.right && !write.loop) found.push(...partsAlong(tracer, write.right, write.path));
  }
  if (binding.kind === 'parameter') found.push(...argumentsFor(tracer, binding));
  return found;
}

function fallbacksIn(path: readonly Step[]): Node[] {
  const last = path.at(-1);
  return last && 'fallback' in last ? carriedIn(last.fallback) : [];
}

function argumentsFor(tracer: Tracer, { declaration }: Binding): Node[] {
  const module = tracer.moduleOf(declaration);
  const { path, top } = pathFromPattern(module, declaration);
  const fn = functionAround(module, declaration);
  const index = fn?.params.indexOf(top as never) ?? -1;
  if (!fn || index === -1 || top.type === 'RestElement') return fallbacksIn(path);
  const handed = tracer.calls.callersOf(fn).flatMap(({ args }) => {
    const isSpread = args.slice(0, index + 1).some(({ type }) => type === 'SpreadElement');
    return isSpread || !args[index] ? [] : partsAlong(tracer, args[index], path);
  });
  return [...fallbacksIn(path), ...handed];
}

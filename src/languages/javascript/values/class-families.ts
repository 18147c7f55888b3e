import { type ClassNode, type FunctionNode, isClass, isFunction, type Node } from '../syntax/ast.ts';
import { type Members, membersOf } from '../syntax/classes.ts';
import type { Owner } from '../syntax/owners.ts';
import type { Tracer } from './tracer.ts';
import { optionsOf } from './values.ts';

/** The constructor of a class: its own, else that of its base. */
export function constructorOf(tracer: Tracer, owner: Node): FunctionNode | undefined {
  if (!isFunction(owner) && !isClass(owner)) return undefined;
  const own = membersOf(tracer.moduleOf(owner), owner).constructorFunction;
  if (own) return own;
  const base = baseOf(tracer, owner);
  return base && base !== owner ? constructorOf(tracer, base) : undefined;
}

/** The class that a class extends. */
export function baseOf(tracer: Tracer, owner: Node): Owner | undefined {
  if (!isFunction(owner) && !isClass(owner)) return undefined;
  const { superClass } = membersOf(tracer.moduleOf(owner), owner);
  if (!superClass) return undefined;
  for (const option of optionsOf(tracer.evaluate(superClass, undefined))) {
    if (option.kind === 'class') return option.info.node;
    if (option.kind === 'function') return option.node;
  }
  return undefined;
}

/** The base class, its base, and so on. */
export function basesOf(tracer: Tracer, owner: Node): readonly Owner[] {
  const seen = new Set<Node>([owner]);
  const bases: Owner[] = [];
  for (let base = baseOf(tracer, owner); base && !seen.has(base); base = baseOf(tracer, base)) {
    seen.add(base);
    bases.push(base);
  }
  return bases;
}

/** Who extends or takes in whom, over all loaded modules. */
interface Families {
  /** What extends a class, what extends that, and so on. */
  subclassesOf(owner: Node): readonly Owner[];
  /** The constructors and classes that an object literal is merged into. */
  hostsOf(mixin: Owner): readonly Owner[];
}

export function createFamilies(tracer: Tracer): Families {
  let derived: readonly Owner[] | undefined;
  let hosts: readonly Owner[] | undefined;
  return {
    subclassesOf(owner) {
      derived ??= classesOf(tracer, ({ superClass }) => superClass !== undefined);
      const found = new Set<Owner>();
      const add = (base: Node, candidates: readonly Owner[]) => {
        for (const candidate of candidates)
          if (candidate !== owner && !found.has(candidate) && baseOf(tracer, candidate) === base) {
            found.add(candidate);
            add(candidate, candidates);
          }
      };
      add(owner, derived);
      return [...found];
    },
    hostsOf(mixin) {
      hosts ??= classesOf(tracer, ({ merged }) => merged.length > 0);
      return hosts.filter((owner) => mixinsOf(tracer, owner).includes(mixin));
    },
  };
}

/** Everything that may be a class, and shows it so in its syntax. */
function classesOf(
  tracer: Tracer,
  shows: (members: Members) => boolean,
): readonly (ClassNode | FunctionNode)[] {
  return tracer.program.modules.flatMap((module) =>
    [
      ...module.nodes('ClassDeclaration'),
      ...module.nodes('ClassExpression'),
      ...module.nodes('FunctionDeclaration'),
      ...module.nodes('FunctionExpression'),
    ].filter((owner) => shows(membersOf(module, owner))),
  );
}

/** The object literals that are merged into an owner or its prototype. */
export function mixinsOf(tracer: Tracer, owner: Owner): readonly Owner[] {
  return membersOf(tracer.moduleOf(owner), owner).merged.flatMap((merged) =>
    optionsOf(tracer.evaluate(merged, undefined)).flatMap((option) =>
      option.kind === 'set' && option.node.type === 'ObjectExpression' ? [option.node] : [],
    ),
  );
}

import type { Member, Name, NameSpan } from './tree.ts';

/** The members that a class of the file declares, and which of them belong to the class itself. */
export interface DeclaredClass {
  readonly name: string;
  readonly members: ReadonlyMap<string, { readonly isStatic: boolean }>;
}

/**
 * What a bare name means where variables are declared and `this` may be left out: a variable of the blocks around, or
 * else a member of the class around.
 */
export class DeclaredNames {
  private readonly scopes: (Set<string> | DeclaredClass)[] = [new Set()];

  /** Reads a block with variables of its own. */
  inBlock<T>(read: () => T): T {
    return this.within(new Set(), read);
  }

  inClass<T>(declared: DeclaredClass, read: () => T): T {
    return this.within(declared, read);
  }

  private within<T>(scope: Set<string> | DeclaredClass, read: () => T): T {
    this.scopes.push(scope);
    const result = read();
    this.scopes.pop();
    return result;
  }

  /** A variable of the innermost block. */
  declare({ text }: NameSpan): void {
    const block = this.scopes.findLast((scope) => scope instanceof Set);
    block?.add(text);
  }

  /** A bare name: a variable, or a member with an object that is not written. */
  read(name: NameSpan): Name | Member {
    const { start, end, text } = name;
    const here = { start, end: start };
    let depth = 0;
    for (const scope of this.scopes.toReversed()) {
      if (scope instanceof Set) {
        if (scope.has(text)) break;
        continue;
      }
      const member = scope.members.get(text);
      if (member?.isStatic)
        return {
          kind: 'member',
          start,
          end,
          object:
            depth === 0
              ? { kind: 'this', isStatic: true, ...here }
              : { kind: 'name', name: scope.name, ...here },
          name,
        };
      if (member && depth === 0)
        return { kind: 'member', start, end, object: { kind: 'this', ...here }, name };
      if (member) break;
      depth++;
    }
    return { kind: 'name', start, end, name: text };
  }
}

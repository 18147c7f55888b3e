/** The local variables that are known at a place, as Ruby's parser keeps them: a name is one once it was assigned. */
export interface Scope {
  readonly locals: Set<string>;
  /** What is around a block; a method sees nothing of what is around it. */
  readonly outer: Scope | undefined;
  /** True where `self` is a class or module. */
  readonly isStatic: boolean;
  /** The class around, as far as it is named. */
  readonly className: string | undefined;
  readonly methodName: string | undefined;
  /** True in a block, where `next` gives back what the block gives. */
  readonly isBlock: boolean;
}

export function fileScope(): Scope {
  return {
    locals: new Set(),
    outer: undefined,
    isStatic: false,
    className: undefined,
    methodName: undefined,
    isBlock: false,
  };
}

export function classScope(className: string | undefined): Scope {
  return { ...fileScope(), isStatic: true, className };
}

export function methodScope(around: Scope, methodName: string, isStatic: boolean): Scope {
  return { ...fileScope(), className: around.className, isStatic, methodName };
}

export function blockScope(outer: Scope): Scope {
  return { ...outer, locals: new Set(), outer, isBlock: true };
}

export function declare(name: string, scope: Scope): void {
  if (!isLocal(name, scope)) scope.locals.add(name);
}

export function isLocal(name: string, scope: Scope): boolean {
  if (scope.locals.has(name)) return true;
  return scope.outer !== undefined && isLocal(name, scope.outer);
}

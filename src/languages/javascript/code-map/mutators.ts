const MUTATORS = /^(?:push|unshift|pop|shift|splice|set|add|clear|delete)$/;

/** Whether a method of a list, map or set changes it. */
export function isMutator(name: string | undefined): boolean {
  return MUTATORS.test(name ?? '');
}

/** Methods that put a named value into their receiver: `params.append('apikey', key)`. */
const NAMED_ADDERS =
  /^(append|set|add|put|param|field|query|attr|prop|(add|set|with|append|put)_?(query_?|url_?|post_?|form_?)?(param|parameter|field|value|string|arg|variable|entry|pair)s?|(add|set)query)$/i;
const MERGERS: ReadonlySet<string> = new Set([
  'assign',
  'extend',
  'merge',
  'defaults',
  'defaultsDeep',
  'extendOwn',
  'merge2',
]);

/** Whether a method of this name, called with a name and a value, adds a parameter to its receiver. */
export function isNamedAdder(name: string | undefined): boolean {
  return name !== undefined && NAMED_ADDERS.test(name);
}

export function isMerger(name: string | undefined): boolean {
  return name !== undefined && MERGERS.has(name);
}

/** Whether a method of this name adds to its receiver. */
export function isAdder(name: string | undefined): boolean {
  return name === 'push' || name === 'unshift' || isNamedAdder(name);
}

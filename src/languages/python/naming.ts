import type { Call, Expression } from '../code/tree.ts';

/** What a dotted name is in full: `urllib.urlencode`, `os.environ`; undefined for what is no such name. */
export function qualifiedName(node: Expression): string | undefined {
  switch (node.kind) {
    case 'name':
      return node.imported ?? node.name;
    case 'member':
      return joined(node.object, node.name.text);
    case 'call':
      return node.receiver ? joined(node.receiver, node.name.text) : (node.imported ?? node.name.text);
    default:
      return undefined;
  }
}

function joined(object: Expression, name: string): string | undefined {
  if (object.kind === 'this') return `self.${name}`;
  const before = object.kind === 'call' ? undefined : qualifiedName(object);
  return before === undefined ? undefined : `${before}.${name}`;
}

/** The i-th argument that has no name. */
export function positional(node: Call, i: number): Expression | undefined {
  const found = node.arguments[i];
  return found && !found.name && !found.isSpread ? found.value : undefined;
}

/** The argument of a name. */
export function named(node: Call, name: string): Expression | undefined {
  return node.arguments.find((one) => one.name?.text === name)?.value;
}

/** What a string without anything put into it says. */
export function plainText(node: Expression): string | undefined {
  const [only, ...more] = node.kind === 'text' ? node.parts : [];
  return only?.kind === 'characters' && more.length === 0 ? only.text : undefined;
}

import { type Node, staticName } from './ast.ts';

/** A parameter's name and value that stand side by side. */
export interface NamedPair {
  readonly name: Node;
  readonly value: Node;
}

/** What `[name, value]` or `{ name: …, value: … }` puts side by side. */
export function pairOf(node: Node): NamedPair | undefined {
  if (node.type === 'ArrayExpression') {
    const [name, value] = node.elements;
    return name && value && node.elements.length === 2 ? { name, value } : undefined;
  }
  if (node.type !== 'ObjectExpression' || node.properties.length !== 2) return undefined;
  const propertyOf = (key: string) =>
    node.properties.find(
      (property) => property.type === 'ObjectProperty' && staticName(property.key, property.computed) === key,
    );
  const [name, value] = [propertyOf('name'), propertyOf('value')];
  return name?.type === 'ObjectProperty' && value?.type === 'ObjectProperty'
    ? { name: name.value, value: value.value }
    : undefined;
}

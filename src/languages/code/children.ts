import type { CodeTree, Node } from './tree.ts';

/** The nodes that a node is made of, in the order of the source as far as its kind tells. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'text':
      return node.parts;
    case 'embedded':
      return [node.expression];
    case 'sum':
      return node.operands;
    case 'member':
      return [node.object];
    case 'index':
      return present(node.object, node.key);
    case 'call':
      return [...present(node.receiver), ...node.arguments];
    case 'collection':
      return [...present(node.base), ...node.items];
    case 'item':
      return present(node.key, node.value);
    case 'argument':
      return [node.value];
    case 'fork':
      return [...present(node.condition), ...node.options];
    case 'assignment':
      return [node.target, node.value];
    case 'other':
      return [...node.parts, ...(node.body ?? [])];
    case 'function':
      return [...node.parameters, ...node.body];
    case 'parameter':
      return present(node.default);
    case 'statement':
      return [node.expression];
    case 'branching':
      return [...node.conditions, ...node.arms.flat()];
    case 'loop':
      return [...present(node.over, node.key, node.item), ...node.header, ...node.body];
    case 'attempt':
      return [...node.body, ...node.handlers.flat(), ...node.finally];
    case 'return':
    case 'leave':
    case 'declaration':
      return present(node.value);
    case 'block':
      return node.body;
    case 'class':
      return [...node.members, ...node.body];
    default:
      return [];
  }
}

function present(...nodes: readonly (Node | undefined)[]): Node[] {
  return nodes.filter((node) => node !== undefined);
}

/** Every node of a tree, outermost first. */
export function* nodesOf(tree: CodeTree): Generator<Node> {
  const open: Node[] = [...tree.body].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    open.push(...[...childrenOf(node)].reverse());
  }
}

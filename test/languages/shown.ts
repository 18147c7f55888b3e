import type { CodeTree, Node } from '../../src/languages/code/tree.ts';

/** A tree in few words: what kind of node stands where, and what it says. */
export function shown(tree: CodeTree): string[] {
  return tree.body.map((node) => show(node));
}

function show(node: Node | undefined): string {
  if (!node) return '-';
  const all = (nodes: readonly Node[]) => nodes.map(show).join(' ');
  switch (node.kind) {
    case 'text':
      return `"${node.parts.map((part) => (part.kind === 'characters' ? part.text : `{${show(part.expression)}}`)).join('')}"`;
    case 'number':
      return node.text;
    case 'name':
      return node.name;
    case 'this':
      return node.isStatic ? 'THIS' : 'this';
    case 'member':
      return `${show(node.object)}.${node.name.text}`;
    case 'index':
      return `${show(node.object)}[${show(node.key)}]`;
    case 'call': {
      const on = node.isNew ? 'new ' : node.receiver ? `${show(node.receiver)}.` : '';
      return `${on}${node.name.text}(${all(node.arguments)})`;
    }
    case 'argument':
      return `${node.name ? `${node.name.text}:` : ''}${node.isSpread ? '*' : ''}${show(node.value)}`;
    case 'collection':
      return `[${all(node.items)}]`;
    case 'item':
      return `${node.isSpread ? '*' : ''}${node.key ? `${show(node.key)}=>` : ''}${show(node.value)}`;
    case 'sum':
      return `(${node.operands.map(show).join(' + ')})`;
    case 'fork':
      return `(${show(node.condition)} ? ${node.options.map(show).join(' | ')})`;
    case 'assignment':
      return `${show(node.target)} ${{ set: '=', append: '+=', default: '?=' }[node.operator]} ${show(node.value)}`;
    case 'other':
      return `other(${all([...node.parts, ...(node.body ?? [])])})`;
    case 'statement':
      return show(node.expression);
    case 'branching':
      return `if ${all(node.conditions)} ${node.arms.map((arm) => `{${all(arm)}}`).join(' ')}`;
    case 'loop':
      return `loop ${show(node.over)} ${show(node.key)} ${show(node.item)} {${all(node.body)}}`;
    case 'return':
      return `return ${show(node.value)}`;
    case 'leave':
      return `leave ${show(node.value)}`;
    case 'block':
      return `{${all(node.body)}}`;
    case 'attempt':
      return `try {${all(node.body)}} ${node.handlers.map((handler) => `{${all(handler)}}`).join(' ')}`;
    case 'function':
      return `${node.isConstructor ? 'constructor' : node.isGetter ? 'getter' : 'function'} ${node.name?.text ?? ''}(${node.parameters.map(({ name }) => name.text).join(' ')}) {${all(node.body)}}`;
    case 'class':
      return `class ${node.name?.text} (${node.supers.join(' ')}) {${all(node.members)}}`;
    case 'declaration':
      return `${node.isStatic ? 'static ' : ''}${node.name.text} = ${show(node.value)}`;
    default:
      return node.kind;
  }
}

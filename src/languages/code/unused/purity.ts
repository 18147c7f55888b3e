import { childrenOf } from '../children.ts';
import type { Source } from '../source.ts';
import type { Node } from '../tree.ts';

/** Whether evaluating an expression does nothing that anybody notices. */
export function isPure(source: Source, node: Node): boolean {
  switch (node.kind) {
    case 'assignment':
    case 'function':
    case 'other':
      return node.kind === 'other' && node.parts.length === 0 && node.body === undefined;
    case 'call': {
      const meaning = source.language.reader.meaningOf(node);
      const isReading =
        meaning !== undefined &&
        /^(?:same|environment|configuration|get|format|concat|join|new)$/.test(meaning.kind);
      return isReading && childrenOf(node).every((child) => isPure(source, child));
    }
    default:
      return childrenOf(node).every((child) => isPure(source, child));
  }
}

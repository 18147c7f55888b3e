import type { Text } from '../code/tree.ts';

/** Signs that mean themselves, alone or behind a backslash. */
const PLAIN = /^(?:\\[^A-Za-z0-9]|[^\\.*+?^$|()[\]])*$/;

/** The text that a regular expression stands for when it is one: `\{ticket\}`; undefined for a real pattern. */
export function literalOf(pattern: Text): Text | undefined {
  const [part] = pattern.parts;
  if (pattern.parts.length !== 1 || part?.kind !== 'characters') return undefined;
  if (!PLAIN.test(part.text)) return undefined;
  const { start, end } = part;
  const text = part.text.replace(/\\(.)/g, '$1');
  return {
    ...pattern,
    parts: [{ kind: 'characters', start, end, text, offsets: offsetsOf(part.text, start) }],
  };
}

function offsetsOf(source: string, start: number): number[] {
  const offsets: number[] = [];
  for (let at = 0; at < source.length; at++) {
    offsets.push(start + at);
    if (source[at] === '\\') at++;
  }
  return [...offsets, start + source.length];
}

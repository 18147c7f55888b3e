import sax from 'sax';
import type { Range } from '../../model/edit.ts';
import type { DocumentNode, MapNode, Pair, ScalarNode } from './node.ts';

/** An element that was opened. */
interface Open {
  readonly name: ScalarNode;
  readonly start: number;
  readonly bodyStart: number;
  readonly attributes: readonly Pair[];
  readonly children: Pair[];
}

/**
 * Reads an XML document: an element is a map of its attributes and of the elements in it, or its text where it has no
 * more. Undefined where a text is none.
 */
export function readXml(text: string): readonly DocumentNode[] | undefined {
  const parser = sax.parser(true, { position: true });
  const stack: Open[] = [];
  const roots: Pair[] = [];
  let isBroken = false;
  parser.onerror = () => {
    isBroken = true;
    parser.resume();
  };
  parser.onopentag = ({ name }) => {
    const start = parser.startTagPosition - 1;
    stack.push({
      name: { kind: 'scalar', text: name, start: start + 1, end: start + 1 + name.length },
      start,
      bodyStart: parser.position,
      attributes: attributesIn(text, start + 1 + name.length, parser.position),
      children: [],
    });
  };
  parser.onclosetag = () => {
    const open = stack.pop();
    if (!open) return;
    (stack.at(-1)?.children ?? roots).push(elementOf(text, open, parser.position));
  };
  parser.write(text.replace(/^\ufeff/, ' '));
  if (isBroken || stack.length > 0) return undefined;
  return roots.map(({ value }) => value);
}

const ATTRIBUTE = /([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The attributes of a tag that the parser read: no value holds its own quote. */
function attributesIn(text: string, from: number, to: number): Pair[] {
  return [...text.slice(from, to).matchAll(ATTRIBUTE)].map((match) => {
    const [whole, name = ''] = match;
    const value = match[2] ?? match[3] ?? '';
    const start = from + match.index;
    const end = start + whole.length;
    return {
      key: { kind: 'scalar', text: local(name), start, end: start + name.length },
      value: { kind: 'scalar', text: decode(value), start: end - 1 - value.length, end: end - 1 },
      start,
      end,
    };
  });
}

function elementOf(text: string, { name, start, bodyStart, attributes, children }: Open, end: number): Pair {
  const isEmpty = text[bodyStart - 2] === '/';
  const bodyEnd = isEmpty ? bodyStart : text.lastIndexOf('</', end - 1);
  const body: Range = { start: bodyStart, end: bodyEnd };
  const [only] = attributes;
  const naming =
    attributes.find(({ key }) => key.text === 'name') ?? (attributes.length === 1 ? only : undefined);
  const isText = children.length === 0 && !isEmpty;
  const isNamed = naming !== undefined && /^(?:name|key|id)$/.test(naming.key.text);
  const label = isNamed && (isText || children.length > 0) ? (naming.value as ScalarNode) : undefined;
  const key = label ?? { ...name, text: local(name.text) };
  const isScalar = isText && (attributes.length === 0 || label !== undefined);
  const map: MapNode = { kind: 'map', start, end, pairs: [...attributes, ...children] };
  return {
    key,
    value: isScalar ? { kind: 'scalar', text: decode(text.slice(body.start, body.end)), ...body } : map,
    start,
    end,
    isElement: true,
  };
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decode(text: string): string {
  return text
    .replace(/^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

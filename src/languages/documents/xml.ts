import { QuoteType, Tokenizer } from 'htmlparser2';
import type { Range } from '../../model/edit.ts';
import type { DocumentNode, MapNode, Pair, ScalarNode } from './node.ts';

/** An element that was opened. */
interface Open {
  readonly name: ScalarNode;
  readonly start: number;
  bodyStart: number;
  readonly attributes: Pair[];
  readonly children: Pair[];
}

/**
 * Reads an XML document: an element is a map of its attributes and of the elements in it, or its text where it has no
 * more. Undefined where its tags do not match.
 */
export function readXml(text: string): readonly DocumentNode[] | undefined {
  const stack: Open[] = [];
  const roots: Pair[] = [];
  let isBroken = false;
  let current: Open | undefined;
  let name: Range = { start: 0, end: 0 };
  let value: Range | undefined;
  const ignore = () => {};
  const close = (open: Open, end: number, bodyEnd: number | undefined) =>
    (stack.at(-1)?.children ?? roots).push(elementOf(text, open, end, bodyEnd));
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      onopentagname(start, end) {
        current = {
          name: { kind: 'scalar', text: text.slice(start, end), start, end },
          start: start - 1,
          bodyStart: end,
          attributes: [],
          children: [],
        };
      },
      onattribname(start, end) {
        name = { start, end };
        value = undefined;
      },
      onattribdata(start, end) {
        value = { start: value?.start ?? start, end };
      },
      onattribend(quote, end) {
        if (quote !== QuoteType.Single && quote !== QuoteType.Double) isBroken = true;
        current?.attributes.push(attributeOf(text, name, value ?? { start: end - 1, end: end - 1 }));
      },
      onopentagend(end) {
        if (!current) return;
        current.bodyStart = end + 1;
        stack.push(current);
        current = undefined;
      },
      onselfclosingtag(end) {
        if (current) close(current, end + 1, undefined);
        current = undefined;
      },
      onclosetag(start, end) {
        const open = stack.pop();
        if (!open || open.name.text !== text.slice(start, end)) isBroken = true;
        else close(open, text.indexOf('>', end) + 1, text.lastIndexOf('</', start));
      },
      onattribentity: ignore,
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onprocessinginstruction: ignore,
      ontext: ignore,
      ontextentity: ignore,
    },
  );
  tokenizer.write(text);
  tokenizer.end();
  return isBroken || stack.length > 0 ? undefined : roots.map(({ value: root }) => root);
}

function attributeOf(text: string, name: Range, value: Range): Pair {
  const scalar = (range: Range, said: string): ScalarNode => ({ kind: 'scalar', text: said, ...range });
  return {
    key: scalar(name, local(text.slice(name.start, name.end))),
    value: scalar(value, decode(text.slice(value.start, value.end))),
    start: name.start,
    end: value.end + 1,
  };
}

function elementOf(
  text: string,
  { name, start, bodyStart, attributes, children }: Open,
  end: number,
  bodyEnd: number | undefined,
): Pair {
  const isText = children.length === 0 && bodyEnd !== undefined;
  const [only] = attributes;
  const naming =
    attributes.find(({ key }) => key.text === 'name') ?? (attributes.length === 1 ? only : undefined);
  const isNamed = naming !== undefined && /^(?:name|key|id)$/.test(naming.key.text);
  const label = isNamed && (isText || children.length > 0) ? (naming.value as ScalarNode) : undefined;
  const key = label ?? { ...name, text: local(name.text) };
  const body = { start: bodyStart, end: bodyEnd ?? bodyStart };
  const map: MapNode = { kind: 'map', start, end, pairs: [...attributes, ...children] };
  const isScalar = isText && (attributes.length === 0 || label !== undefined);
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

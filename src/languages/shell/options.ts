import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Expression, Item, Text } from '../code/tree.ts';
import type { Reading } from './reading.ts';
import { readWord } from './words.ts';

/** Options of clients that take the next word, or the rest of their own. */
const TAKES =
  /^(?:-[dFHXouAebmTK]|--(?:data(?:-(?:urlencode|raw|binary|ascii))?|form(?:-string)?|url|header|request|output|user|user-agent|referer|cookie|max-time|post-data|body-data|method))$/;
const JOINED =
  /^(?:-[dF](?=[\w"'$])|--(?:data(?:-(?:urlencode|raw|binary|ascii))?|form(?:-string)?|url|post-data|body-data)=)/;
const SPREAD = /^"?\$(?:\{(\w+)\[[@*]\]\}|([@*]))"?$/;

/** Words as items of a list; an option and the word that belongs to it are one item. */
export function itemsOf(words: readonly SyntaxNode[], reading: Reading): Item[] {
  const items: Item[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const next = words[i + 1];
    const isOption = TAKES.test(word.text) && next !== undefined && !SPREAD.test(next.text);
    const holder = isOption ? next : word;
    if (isOption) i++;
    items.push({
      kind: 'item',
      start: word.startIndex,
      end: holder.endIndex,
      key: undefined,
      ...valueOf(holder, isOption, reading),
    });
  }
  return items;
}

function valueOf(word: SyntaxNode, isTaken: boolean, reading: Reading): Pick<Item, 'value' | 'isSpread'> {
  const spread = SPREAD.exec(word.text);
  if (spread) {
    const name = spread[1] ?? spread[2]!;
    const start = word.startIndex + word.text.indexOf(name);
    return { value: { kind: 'name', start, end: start + name.length, name }, isSpread: true };
  }
  const value = readWord(word.startIndex, word.endIndex, reading);
  return { value: isTaken ? value : withoutOption(value, word, reading) };
}

/** `--post-data=…`, `-d…`: what stands behind the option. */
function withoutOption(value: Expression, word: SyntaxNode, reading: Reading): Expression {
  const quote = /^["']/.exec(word.text)?.[0] ?? '';
  const option = JOINED.exec(word.text.slice(quote.length))?.[0];
  if (option === undefined) return value;
  const from = word.startIndex + quote.length + option.length;
  if (quote === '') return readWord(from, word.endIndex, reading);
  const first = value.kind === 'sum' ? value.operands[0] : value;
  if (first?.kind !== 'text') return value;
  const rest = behind(first, option.length);
  return value.kind === 'sum' ? { ...value, operands: [rest, ...value.operands.slice(1)] } : rest;
}

/** A text without its first characters. */
function behind(text: Text, count: number): Text {
  const [first, ...others] = text.parts;
  if (first?.kind !== 'characters') return text;
  const start = first.offsets?.[count] ?? first.start + count;
  const rest = {
    ...first,
    start,
    text: first.text.slice(count),
    ...(first.offsets && { offsets: first.offsets.slice(count) }),
  };
  return { ...text, parts: rest.text === '' && others.length > 0 ? others : [rest, ...others] };
}

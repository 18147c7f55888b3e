import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Characters, Expression, Item, Text } from '../code/tree.ts';
import type { Reading } from './reading.ts';
import { readWord } from './words.ts';

/** Options of clients that take the next word, or the rest of their own. */
const TAKES =
  /^(?:-[dFHXouAebmTK]|--(?:data(?:-(?:urlencode|raw|binary|ascii))?|form(?:-string)?|url|header|request|output|user|user-agent|referer|cookie|max-time|post-data|body-data|method))$/;
const JOINED =
  /^(?:-[dF](?=[\w"'$])|--(?:data(?:-(?:urlencode|raw|binary|ascii))?|form(?:-string)?|url|post-data|body-data)=)/;
const SPREAD = /^"?\$(?:\{(\w+)\[[@*]\]\}|([@*]))"?$/;

/** Options whose words are a parameter each: its name, its value. */
const NAMED = /^(?:-[F]|--(?:data-urlencode|form(?:-string)?))(?=$|[='"])/;
const DATA = /^(?:-d|--data(?:-(?:raw|binary|ascii))?)$/;

/** Words as items of a list; an option and the word that belongs to it are one item. */
export function itemsOf(words: readonly SyntaxNode[], reading: Reading): Item[] {
  const items: Item[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const next = words[i + 1];
    const isOption = TAKES.test(word.text) && next !== undefined && !SPREAD.test(next.text);
    const holder = isOption ? next : word;
    if (isOption) i++;
    const read = wordOf(holder, isOption, reading);
    const isNamed = isOption ? NAMED.test(word.text) : NAMED.test(word.text) && word.text.includes('=');
    const named =
      isNamed || (isOption && DATA.test(word.text)) ? parameterOf(read.value, isNamed) : undefined;
    items.push({
      kind: 'item',
      start: word.startIndex,
      end: holder.endIndex,
      key: undefined,
      ...read,
      ...named,
    });
  }
  return items;
}

function wordOf(word: SyntaxNode, isTaken: boolean, reading: Reading): Pick<Item, 'value' | 'isSpread'> {
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

/**
 * A parameter with its name, as far as both can be told apart in the source.
 *
 * @param isOne whether all behind the name is its value, rather than the next parameter, too
 */
function parameterOf(word: Expression, isOne: boolean): Pick<Item, 'key' | 'value'> | undefined {
  const [first, ...others] = word.kind === 'sum' ? word.operands : [word];
  const [head] = first?.kind === 'text' ? first.parts : [];
  if (first?.kind !== 'text' || head?.kind !== 'characters') return undefined;
  const length = /^[\w.[\]-]+(?==)/.exec(head.text)?.[0].length;
  if (length === undefined || (!isOne && [first, ...others].some(holdsSeveral))) return undefined;
  const isApart = others.length > 0;
  const key = cut(head, 0, length, isApart ? 'apart' : `part-${first.style}`);
  if (!isApart) {
    const [rest, ...more] = behind(first, length + 1).parts;
    const start = head.offsets?.[length + 1] ?? head.start + length + 1;
    const end = first.parts.at(-1)!.end;
    return {
      key,
      value: { kind: 'text', start, end, style: `part-${first.style}`, parts: [rest!, ...more] },
    };
  }
  // What begins in one pair of quotes and ends in another cannot be put anew as a whole.
  const isWhole = first.parts.length === 1 && head.text.length === length + 1;
  if (!isWhole)
    return isOne ? { key: undefined, value: { ...word, kind: 'other', parts: [word] } } : undefined;
  const [only] = others;
  const value =
    others.length === 1
      ? only!
      : { kind: 'sum' as const, start: only!.start, end: word.end, operands: others };
  return { key, value };
}

function holdsSeveral(operand: Expression): boolean {
  return (
    operand.kind === 'text' &&
    operand.parts.some((part) => part.kind === 'characters' && part.text.includes('&'))
  );
}

function cut(head: Characters, from: number, to: number, style: string): Text {
  const at = (i: number) => head.offsets?.[i] ?? head.start + i;
  const characters: Characters = {
    kind: 'characters',
    start: at(from),
    end: at(to),
    text: head.text.slice(from, to),
    ...(head.offsets && { offsets: head.offsets.slice(from, to + 1) }),
  };
  return { kind: 'text', start: at(from), end: at(to), style, parts: [characters] };
}

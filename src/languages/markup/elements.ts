import { QuoteType, Tokenizer } from 'htmlparser2';
import type { Range } from '../../model/edit.ts';

/** An attribute: where its name and the characters of its value stand; a value that is missing is an empty range. */
export interface Attribute {
  readonly name: string;
  readonly nameAt: Range;
  readonly value: Range;
}

/** A start tag, with all of its text. */
export interface Element extends Range {
  /** In lower case. */
  readonly name: string;
  readonly attributes: readonly Attribute[];
  /** What stands between the start tag and the end tag, where that has been found. */
  readonly content: Range | undefined;
}

/** What a page is made of. */
export interface Page {
  readonly elements: readonly Element[];
  readonly comments: readonly Range[];
  /** Text for people, between the tags. */
  readonly texts: readonly Range[];
}

/** Elements whose content is no markup. */
const RAW: ReadonlySet<string> = new Set(['script', 'style']);

interface OpenElement {
  start: number;
  end: number;
  name: string;
  attributes: Attribute[];
  content: { start: number; end: number } | undefined;
}

/** Reads the tags of a page, with true offsets; entities stay as they are written. */
export function readPage(text: string): Page {
  const elements: OpenElement[] = [];
  const comments: Range[] = [];
  const texts: Range[] = [];
  const open: OpenElement[] = [];
  let current: OpenElement | undefined;
  let name: Range = { start: 0, end: 0 };
  let value: { start: number; end: number } | undefined;
  const close = (end: number) => {
    if (!current) return;
    current.end = end + 1;
    elements.push(current);
    open.push(current);
    current = undefined;
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onopentagname(start, end) {
        current = {
          start: start - 1,
          end,
          name: text.slice(start, end).toLowerCase(),
          attributes: [],
          content: undefined,
        };
      },
      onattribname(start, end) {
        name = { start, end };
        value = undefined;
      },
      onattribdata(start, end) {
        value = { start: value?.start ?? start, end };
      },
      onattribentity() {},
      onattribend(quote, end) {
        // An empty value stands between its quotes, before the second of them.
        const empty = quote === QuoteType.Single || quote === QuoteType.Double ? end - 1 : name.end;
        current?.attributes.push({
          name: text.slice(name.start, name.end).toLowerCase(),
          nameAt: name,
          value: value ?? { start: empty, end: empty },
        });
      },
      onopentagend: close,
      onselfclosingtag: close,
      onclosetag(start, end) {
        const closed = text.slice(start, end).toLowerCase();
        const at = open.findLastIndex((element) => element.name === closed);
        if (at < 0) return;
        for (const element of open.splice(at)) element.content = { start: element.end, end: start - 2 };
      },
      ontext(start, end) {
        const within = open.at(-1);
        if (!within || !RAW.has(within.name)) texts.push({ start, end });
      },
      oncomment: (start, end) => comments.push({ start, end }),
      oncdata: (start, end) => texts.push({ start, end }),
      ondeclaration() {},
      onprocessinginstruction() {},
      ontextentity() {},
      onend() {},
    },
  );
  tokenizer.write(text);
  tokenizer.end();
  return { elements, comments, texts };
}

/** The value of an attribute as it is written; undefined where there is none. */
export function attributeOf({ attributes }: Element, name: string): Attribute | undefined {
  return attributes.find((attribute) => attribute.name === name);
}

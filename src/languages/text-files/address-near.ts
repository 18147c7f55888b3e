import type { Range } from '../../model/edit.ts';

const ADDRESS = /(?:https?:)?(?:\\*\/){2}[\w.{}$-]+(?::\d+)?(?:(?:\\*\/)[\w.{}$-]*)*/gi;
const METHOD = /^(?:GET|POST|PUT|DELETE|PATCH)[ \t]+\S/;
/** Between two requests of a request file. */
const NEXT_REQUEST = /^###/;

/** The address that a query without a URL belongs to: of its line, else of the request line above it. */
export function addressNear(text: string, { start, end }: Range): string | undefined {
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const feed = text.indexOf('\n', end);
  const line = text.slice(lineStart, feed === -1 ? text.length : feed);
  const [from, to] = [start - lineStart, end - lineStart];
  const distance = (match: RegExpExecArray) => (match.index < from ? from - match.index : match.index - to);
  const onLine = [...line.matchAll(ADDRESS)].filter(({ index }) => index < from || index >= to);
  const [nearest] = onLine.sort((a, b) => distance(a) - distance(b));
  return plain(nearest?.[0] ?? requestLineAbove(text.slice(0, lineStart)));
}

function requestLineAbove(text: string): string | undefined {
  for (const line of text.split('\n').reverse()) {
    if (NEXT_REQUEST.test(line)) return undefined;
    if (METHOD.test(line)) return /\S+$/.exec(line.replace(/\s+HTTP\/[\d.]+\s*$/, '').trim())?.[0];
  }
  return undefined;
}

function plain(address: string | undefined): string | undefined {
  return address?.replaceAll('\\', '').replace(/\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$\w+/g, '\uE000');
}

import type { Node } from '../syntax/ast.ts';
import { isCall, unwrap } from '../syntax/ast.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Context } from '../values/values.ts';

/** What `.replace(…)` looks for: a fixed text, or a regular expression. */
export interface Pattern {
  /** The text that it matches, where that is only one. */
  readonly text?: string;
  /** Safe to run: it has no way to go over a text again and again. */
  readonly regex?: RegExp;
  readonly isGlobal: boolean;
}

const ATOM = String.raw`(?:\\[^\d]|\[(?:\\.|[^\]\\])+\]|[^\\()[\]*+?|^$])(?:[+*?]\??)?`;
/** One group at most, and nothing repeated that repeats itself. */
const SAFE = new RegExp(String.raw`^\^?(?:${ATOM}|\|)*(?:\((?:${ATOM}|\|)+\))?(?:${ATOM}|\|)*\$?$`);
const LENGTH_LIMIT = 80;

/** Reads the first argument of a `.replace(…)`; undefined when it is made at run time. */
export function patternOf(tracer: Tracer, argument: Node, context: Context): Pattern | undefined {
  const node = unwrap(argument);
  if (node.type === 'RegExpLiteral') return regexPattern(node.pattern, node.flags);
  const made = regexMade(node);
  if (!made) {
    const text = tracer.textOf(node, context);
    return text ? { text, isGlobal: false } : undefined;
  }
  const source = tracer.textOf(made.source, context);
  const flags = made.flags ? tracer.textOf(made.flags, context) : '';
  return source && flags !== undefined ? regexPattern(source, flags) : undefined;
}

/** `new RegExp(source, flags)` */
export function regexMade(node: Node): { source: Node; flags: Node | undefined } | undefined {
  if (!isCall(node) || node.callee.type !== 'Identifier' || node.callee.name !== 'RegExp') return undefined;
  const [source, flags] = node.arguments;
  return source && { source, flags };
}

function regexPattern(source: string, flags: string): Pattern {
  const isGlobal = flags.includes('g');
  const text = onlyText(source);
  if (text !== undefined && !flags.includes('i')) return { text, isGlobal };
  const isSafe = source.length <= LENGTH_LIMIT && SAFE.test(source);
  return { ...(isSafe && { regex: new RegExp(source, flags.includes('i') ? 'gi' : 'g') }), isGlobal };
}

/** The text that a regular expression matches, when it matches only one. */
function onlyText(source: string): string | undefined {
  const unescaped = source.replace(/\\([^\w\s])/g, '\u0000$1');
  if (/(^|[^\u0000])[.*+?^$()[\]|\\]/.test(unescaped)) return undefined;
  return unescaped.replaceAll('\u0000', '');
}

/** The characters that the escapes in a regular expression's source stand for. */
export function unescaped(source: string): string {
  return source.replace(/\\b/g, '').replace(/\\(.)/g, '$1');
}

/** Where a pattern matches in a text: everywhere, or at the first place. */
export function placesOf(
  { text, regex, isGlobal }: Pattern,
  within: string,
): { from: number; to: number; name: string }[] {
  const places = regex
    ? [...within.matchAll(regex)].map((match) => ({
        from: match.index,
        to: match.index + match[0].length,
        name: match[1] ?? match[0],
      }))
    : text
      ? textPlaces(text, within)
      : [];
  return (isGlobal ? places : places.slice(0, 1)).filter(({ from, to }) => to > from);
}

export function textPlaces(text: string, within: string): { from: number; to: number; name: string }[] {
  const places = [];
  for (let at = within.indexOf(text); at !== -1; at = within.indexOf(text, at + text.length))
    places.push({ from: at, to: at + text.length, name: text });
  return places;
}

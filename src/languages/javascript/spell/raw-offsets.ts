import { type Node, startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import { cookedOf } from '../text/text.ts';

/**
 * For each run-time character of a string literal or template element, the offset in the file where its source
 * begins; one more entry for the end. An escape (`\x26`, `\u{26}`, a line continuation) is one or no character.
 *
 * @throws Error when the source and the run-time text do not agree (a JSX attribute's entities)
 */
export function rawOffsets(module: JsModule, literal: Node): number[] {
  const begin = startOf(literal) + (literal.type === 'StringLiteral' ? 1 : 0);
  const end = (literal.end ?? 0) - (literal.type === 'StringLiteral' ? 1 : 0);
  const raw = module.text.slice(begin, end);
  const offsets: number[] = [];
  let at = 0;
  while (at < raw.length) {
    const { length, units } =
      raw[at] === '\\' ? escapeAt(raw, at) : plainAt(raw, at, literal.type === 'TemplateElement');
    for (let i = 0; i < units; i++) offsets.push(begin + at);
    at += length;
  }
  if (offsets.length !== cookedOf(literal).length)
    throw new Error('the characters of this literal are written in a way that cannot be edited');
  offsets.push(end);
  return offsets;
}

interface Step {
  /** Characters of the source. */
  readonly length: number;
  /** Run-time UTF-16 units that they mean. */
  readonly units: number;
}

/** A template turns CRLF and CR into LF. */
function plainAt(raw: string, at: number, isTemplate: boolean): Step {
  return isTemplate && raw.startsWith('\r\n', at) ? { length: 2, units: 1 } : { length: 1, units: 1 };
}

function escapeAt(raw: string, at: number): Step {
  const rest = raw.slice(at, at + 12);
  const found =
    /^\\u\{([0-9a-fA-F]+)\}/.exec(rest) ??
    /^\\u([0-9a-fA-F]{4})/.exec(rest) ??
    /^\\x([0-9a-fA-F]{2})/.exec(rest) ??
    /^\\([0-3]?[0-7]{1,2})/.exec(rest);
  if (found)
    return {
      length: found[0].length,
      units: Number.parseInt(found[1]!, 16) > 0xffff && found[0].startsWith('\\u{') ? 2 : 1,
    };
  if (rest.startsWith('\\\r\n')) return { length: 3, units: 0 };
  if (/^\\[\n\r\u2028\u2029]/.test(rest)) return { length: 2, units: 0 };
  const point = rest.codePointAt(1) ?? 0;
  return point > 0xffff ? { length: 3, units: 2 } : { length: 2, units: 1 };
}

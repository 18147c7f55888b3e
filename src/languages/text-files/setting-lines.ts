import type { DocumentNode, Pair } from '../documents/node.ts';

const SECTION = /^[ \t]*\[+[ \t]*([^\]\r\n]+?)[ \t]*\]+/;
const SETTING = /^([ \t]*(?:export[ \t]+)?)([A-Za-z_][\w.-]*)([ \t]*[=:][ \t]*)(.*?)[ \t]*\r?$/;

/** Reads lines of `name=value`, in sections or not, as maps. */
export function readLines(text: string): readonly DocumentNode[] {
  const roots: DocumentNode[] = [];
  let pairs: Pair[] = [];
  let section: Pair['key'] | undefined;
  let sectionStart = 0;
  let at = 0;
  const close = (end: number) => {
    const map: DocumentNode = { kind: 'map', start: sectionStart, end, pairs };
    if (section && pairs.length > 0)
      roots.push({
        kind: 'map',
        start: sectionStart,
        end,
        pairs: [{ key: section, value: map, start: sectionStart, end }],
      });
    else if (pairs.length > 0) roots.push(map);
    pairs = [];
  };
  for (const line of text.split('\n')) {
    const head = SECTION.exec(line);
    const setting = head ? null : SETTING.exec(line);
    if (head) {
      close(at);
      const start = at + line.indexOf(head[1]!);
      section = { kind: 'scalar', text: head[1]!, start, end: start + head[1]!.length };
      sectionStart = at;
    } else if (setting) pairs.push(pairAt(at, setting));
    at += line.length + 1;
  }
  close(text.length);
  return roots;
}

function pairAt(at: number, [, indent = '', name = '', sign = '', written = '']: RegExpExecArray): Pair {
  const start = at + indent.length;
  const quoted = /^(["'])(.*)\1$/.exec(written);
  const valueStart = start + name.length + sign.length + (quoted ? 1 : 0);
  const value = quoted ? quoted[2]! : written;
  return {
    key: { kind: 'scalar', text: name, start, end: start + name.length },
    value: { kind: 'scalar', text: value, start: valueStart, end: valueStart + value.length },
    start,
    end: start + name.length + sign.length + written.length,
  };
}

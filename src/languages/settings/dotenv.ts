import type { Edit } from '../../model/edit.ts';

/** Files of `NAME=value` lines that fill the environment. */
export function isDotenv(file: string): boolean {
  return /(^|[\\/])(\.env(\.[\w.-]+)?|[\w.-]+\.env)$/.test(file);
}

const LINE = /^([^\S\r\n]*(?:export[^\S\r\n]+)?)([A-Za-z_][\w.]*)([^\S\r\n]*=[^\S\r\n]*)(.*)$/gm;

/** Renames a variable in such a file, and puts a named placeholder into the place of the old key. */
export function renameInDotenv(file: string, text: string, name: string, to: string): Edit[] {
  const edits: Edit[] = [];
  for (const match of text.matchAll(LINE)) {
    if (match[2] !== name) continue;
    const start = match.index + match[1]!.length;
    edits.push({ file, start, end: start + name.length, text: to });
    const valueStart = start + name.length + match[3]!.length;
    const value = /^("[^"]*"|'[^']*'|[^\s#]*)/.exec(match[4]!)?.[0] ?? '';
    const bare = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
    const quote = bare === value ? 0 : 1;
    if (isSecret(bare))
      edits.push({
        file,
        start: valueStart + quote,
        end: valueStart + value.length - quote,
        text: `YOUR_${to}`,
      });
  }
  return edits;
}

/**
 * Puts a line for a variable behind each that sets another one, with a named placeholder where that has a value; undefined
 * where a value goes on in further lines.
 */
export function addToDotenv(file: string, text: string, beside: string, name: string): Edit[] | undefined {
  const lines = [...text.matchAll(LINE)];
  if (lines.some((match) => match[2] === name)) return [];
  const found = lines.filter((match) => match[2] === beside);
  if (found.some(([line]) => isOpen(line))) return undefined;
  return found.map((match) => {
    const [line, before, , equals, value] = match;
    const quote = /^(["'])/.exec(value!)?.[1] ?? '';
    const isEmpty = /^(?:["']{2})?\s*(?:#.*)?$/.test(value!);
    const end = match.index + line.trimEnd().length;
    const lineBreak = /\r\n|\n|\r/.exec(text.slice(end))?.[0] ?? /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
    const placeholder = isEmpty ? '' : `YOUR_${name}`;
    return {
      file,
      start: end,
      end,
      text: `${lineBreak}${before}${name}${equals!.trimEnd()}${quote}${placeholder}${quote}`,
    };
  });
}

/** Whether the value of a line goes on in the next one. */
function isOpen(line: string): boolean {
  return /=\s*(["'`])(?:(?!\1).)*$/s.test(line);
}

/**
 * Removes a variable from such a file, with the comment above that speaks of it alone; undefined where another line
 * speaks of it, or its value goes on there.
 */
export function removeFromDotenv(file: string, text: string, name: string): Edit[] | undefined {
  const lines = text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
  const word = new RegExp(`(?<![\\w$])${name}(?![\\w$])`, 'g');
  const sets = (line: string) => [...line.matchAll(LINE)].some((match) => match[2] === name);
  const isComment = (line: string | undefined) => line !== undefined && /^[^\S\r\n]*#/.test(line);
  const isOther = (line: string) =>
    !isComment(line) && (line.match(word)?.length ?? 0) > (sets(line) ? 1 : 0);
  if (lines.some((line) => isOther(line) || (sets(line) && isOpen(line)))) return undefined;
  const edits: Edit[] = [];
  let start = 0;
  lines.forEach((line, i) => {
    const end = start + line.length;
    if (sets(line)) {
      let from = i;
      while (isComment(lines[from - 1])) from--;
      const said = lines.slice(from, i).join('');
      const isItsOwn = /ticket/i.test(said) && !/key/i.test(said);
      edits.push({ file, start: isItsOwn ? start - said.length : start, end, text: '' });
    }
    start = end;
  });
  return edits;
}

/** A real key or ticket, rather than nothing or a note for people. */
function isSecret(value: string): boolean {
  return /^[0-9a-f]{32}$/i.test(value) || /\$$/.test(value) || /^(?=.*\d)[\w-]{16,}$/.test(value);
}

import { basename } from 'node:path';
import { Tokenizer } from 'htmlparser2';
import { Lexer } from 'yaml';
import type { Comments } from '../../model/comments.ts';
import type { Range } from '../../model/edit.ts';
import { textKindOf } from './kinds.ts';

const SQL = /\.sql$/i;
const MARKDOWN = /\.(?:md|mdown|mkdn?|markdown)$/i;
const WITH_SEMICOLON = /\.(?:ini|inf)$/i;
const HASHED =
  /^(?:(?:GNU)?makefile|dockerfile|containerfile|crontab)(?:\..*)?$|\.(?:mk|mak|cron|dockerfile)$/i;
const XML: readonly [string, string] = ['<!--', '-->'];

/** How comments are written in a text that is no code; undefined where there are none, or it is not known. */
export function commentsInText(file: string, text: string): Comments | undefined {
  const name = basename(file);
  if (SQL.test(name)) return { line: '--', places: ['above', 'behind'], ranges: sqlComments(text) };
  if (MARKDOWN.test(name)) return { block: XML, places: ['behind'], ranges: markdownComments(text) };
  if (HASHED.test(name)) return { line: '#', places: ['above'], isFlush: true, ranges: lineComments(text) };
  switch (textKindOf(file)?.notation) {
    case 'yaml':
      return { line: '#', places: ['above', 'behind'], ranges: yamlComments(text) };
    case 'xml':
      return { block: XML, places: ['above', 'behind'], ranges: xmlComments(text) };
    case 'lines':
      return {
        line: WITH_SEMICOLON.test(name) ? ';' : '#',
        places: ['above'],
        ranges: lineComments(text),
      };
    default:
      return undefined;
  }
}

/** Comments of SQL, outside of what is quoted. */
function sqlComments(text: string): Range[] {
  const token =
    /--[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'?|"[^"]*"?|`[^`]*`?|(\$\w*\$)[\s\S]*?(?:\1|$)/g;
  return [...text.matchAll(token)].flatMap(({ index, 0: found }) =>
    /^(?:--|\/\*)/.test(found) ? [{ start: index, end: index + found.length }] : [],
  );
}

/** Lines that are comments in settings: outside of values that go on over several lines. */
function lineComments(text: string): Range[] {
  const found: Range[] = [];
  let open: string | undefined;
  let goesOn = false;
  let at = 0;
  for (const line of text.split(/(?<=\n|\r(?!\n))/)) {
    const isComment: boolean = open === undefined && !goesOn && /^[ \t]*[#;!]/.test(line);
    if (isComment) found.push({ start: at, end: at + line.trimEnd().length });
    else open = quoteOpenAfter(line, open);
    goesOn = !isComment && /\\[ \t]*[\r\n]*$/.test(line);
    at += line.length;
  }
  return found;
}

/** The quotes that are open at the end of a line, as a value of several lines has them. */
function quoteOpenAfter(line: string, open: string | undefined): string | undefined {
  let quote = open;
  for (let i = 0; i < line.length; ) {
    const triple = line.slice(i, i + 3);
    const here = triple === '"""' || triple === "'''" ? triple : line[i]!;
    if (quote === undefined && /["']/.test(here) && (here.length === 3 || /[=:]\s*$/.test(line.slice(0, i))))
      quote = here;
    else if (here === quote) quote = undefined;
    i += line[i] === '\\' ? 2 : here.length;
  }
  return quote;
}

/** Comments in the tokens of a YAML file, which its lexer gives in order and whole. */
function yamlComments(text: string): Range[] {
  const found: Range[] = [];
  let at = 0;
  for (const token of new Lexer().lex(text)) {
    // Marks that stand for something else than characters: a document's beginning, flow's end, a scalar.
    if (/^[\u0002\u0018\u001f]$/.test(token)) continue;
    if (token.startsWith('#')) found.push({ start: at, end: at + token.length });
    at += token.length;
  }
  return found;
}

function xmlComments(text: string): Range[] {
  const found: Range[] = [];
  const ignore = () => {};
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      onopentagname: ignore,
      onattribname: ignore,
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onopentagend: ignore,
      onselfclosingtag: ignore,
      onclosetag: ignore,
      ontext: ignore,
      oncomment: (start, end) => found.push({ start, end }),
      oncdata: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      ontextentity: ignore,
      onend: ignore,
    },
  );
  tokenizer.write(text);
  tokenizer.end();
  return found;
}

/** Comments of a Markdown document, outside of code. */
function markdownComments(text: string): Range[] {
  const code = /^ {0,3}(```+|~~~+)[\s\S]*?(?:^ {0,3}\1|$(?![\s\S]))|^(?: {4}|\t).*$/gm;
  const prose = text.replace(code, (found) => found.replace(/[^\r\n]/g, ' '));
  return [...prose.matchAll(/<!--[\s\S]*?-->/g)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

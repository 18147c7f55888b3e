import type { Range } from '../../model/edit.ts';
import { escapePattern } from '../../model/patterns.ts';

/** A value that a text names and a program puts in, with all that the text says of it. */
export interface Variable {
  readonly name: string;
  /** Where its name stands in what uses it. */
  readonly uses: readonly Range[];
  /** Where the text gives it a value; undefined where it comes from elsewhere. */
  readonly definition: { readonly name: Range; readonly value: Range } | undefined;
  /** Whether every place that says its name is one of these. */
  readonly isKnown: boolean;
}

/** The name in a reference: `{{apikey}}`, `${apikey}`, `$(APIKEY)`, `$APIKEY`, `%APIKEY%`. */
const NAME = /^(?:\{\{\s*([\w.-]+)\s*\}\}|[$#]\{([\w.-]+)\}|\$\(([\w.-]+)\)|\$?\$(\w+)|%(\w+)%)$/;
/** `@apikey = …` of request files, `APIKEY=…` and `APIKEY := …` of Makefiles and crontabs, `ENV APIKEY=…`. */
const LINE = (name: string) =>
  new RegExp(
    `^[ \\t]*(?:@|export[ \\t]+|(?:ENV|ARG)[ \\t]+)?(${name})[ \\t]*[:?]?=[ \\t]*(?:"([^"\\r\\n]*)"|'([^'\\r\\n]*)'|([^\\s#=]*))[ \\t]*$`,
    'gm',
  );
/** An element of a list of variables, as collections have them. */
const ELEMENT = (name: string) =>
  new RegExp(`"key"\\s*:\\s*"(${name})"\\s*,\\s*"value"\\s*:\\s*"([^"\\\\]*)"`, 'g');

/** Finds what a text says of the variables that it names. */
export class Variables {
  private readonly known = new Map<string, Variable>();
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The variable that a reference means; undefined where it is an expression of its own. */
  of(reference: string): Variable | undefined {
    const match = NAME.exec(reference);
    const name = match?.slice(1).find((group) => group !== undefined);
    if (name === undefined) return undefined;
    const variable = this.known.get(name) ?? this.find(name);
    this.known.set(name, variable);
    return variable;
  }

  private find(name: string): Variable {
    const escaped = escapePattern(name);
    const uses = [
      ...this.text.matchAll(
        new RegExp(
          `(?:\\{\\{\\s*|[$#]\\{|\\$\\(|\\$|%)(${escaped})(?=\\s*\\}\\}|\\}|\\)|%|(?![\\w.-]))`,
          'g',
        ),
      ),
    ].map((match) => rangeOf(match.index + match[0].length - name.length, name));
    const inList = listOfVariables(this.text);
    const definitions = [
      ...this.text.matchAll(LINE(escaped)),
      ...(inList ? inRange(this.text, ELEMENT(escaped), inList) : []),
    ].map(definitionOf);
    const said = [...this.text.matchAll(new RegExp(`(?<![\\w.-])${escaped}(?![\\w-]|\\.\\w)`, 'g'))];
    const places = new Set([...uses, ...definitions.map((one) => one.name)].map(({ start }) => start));
    // Where it names the parameter itself, that is nothing of the variable.
    const others = said.filter(({ index }) => !places.has(index) && !isParameter(this.text, index, name));
    return {
      name,
      uses,
      definition: definitions.length === 1 ? definitions[0] : undefined,
      isKnown: definitions.length === 1 && others.length === 0,
    };
  }
}

function rangeOf(start: number, text: string): Range {
  return { start, end: start + text.length };
}

function definitionOf(match: RegExpExecArray): { name: Range; value: Range } {
  const nameStart = match.index + match[0].indexOf(match[1]!);
  const value = match.slice(2).find((group) => group !== undefined) ?? '';
  const after = nameStart - match.index + match[1]!.length;
  const valueStart =
    match.index + (value === '' ? match[0].length : match[0].lastIndexOf(value, match[0].length));
  return {
    name: rangeOf(nameStart, match[1]!),
    value: rangeOf(Math.max(valueStart, match.index + after), value),
  };
}

function inRange(text: string, pattern: RegExp, { start, end }: Range): RegExpExecArray[] {
  return [...text.matchAll(pattern)].filter(({ index }) => index >= start && index < end);
}

/** The list of variables at the end of a collection. */
function listOfVariables(text: string): Range | undefined {
  const match = /"variables?"\s*:\s*\[/.exec(text);
  if (!match) return undefined;
  const start = match.index + match[0].length;
  const end = text.indexOf(']', start);
  return end === -1 ? undefined : { start, end };
}

/** Whether a name stands as that of a parameter: `apikey=`, `"key": "apikey"`, `"name": "apikey"`. */
function isParameter(text: string, at: number, name: string): boolean {
  return (
    /^(?:=|\\+u003d|\\=|%3d)/i.test(text.slice(at + name.length, at + name.length + 8)) ||
    /"(?:key|name)"\s*:\s*"$/.test(text.slice(Math.max(0, at - 20), at))
  );
}

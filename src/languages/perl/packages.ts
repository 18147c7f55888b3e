import type { ClassNode, FunctionNode, MemberDeclaration, NameSpan, Statement } from '../code/tree.ts';
import type { Cursor, Source } from './cursor.ts';
import { nameSpan, other } from './nodes.ts';
import { readBlock } from './statements.ts';
import { classNames } from './uses.ts';

const PACKAGE = /package\s+([A-Za-z_]\w*(?:(?:::|')\w+)*)(?:\s+v?[\d._]+)?\s*/y;

/** Where packages begin among statements that are being read, by the statement that stands for them meanwhile. */
const BEGUN = new WeakMap<Statement, NameSpan>();

/** Reads `package Name;` or `package Name { … }`. */
export function readPackage(c: Cursor, start: number): Statement {
  const found = c.match(PACKAGE);
  if (!found) {
    c.at += 'package'.length;
    return { kind: 'statement', start, end: c.at, expression: other(start, c.at, []) };
  }
  c.at += found[0].length;
  const name = nameOf(found[1]!, start + found[0].indexOf(found[1]!));
  const outer = c.source.pack;
  c.source.pack = found[1]!;
  if (c.peek() !== '{') {
    if (c.peek() === ';') c.at++;
    const begun: Statement = { kind: 'block', start, end: c.at, body: [] };
    BEGUN.set(begun, name);
    return begun;
  }
  const body = readBlock(c);
  const statement = packageOf(c.source, name, body, { start, end: c.at });
  c.source.pack = outer;
  return statement;
}

function nameOf(path: string, start: number): NameSpan {
  const last = path.replace(/^.*(?:::|')/, '');
  return nameSpan(last, start + path.length - last.length);
}

/** Puts what follows a `package Name;` into it. */
export function gatherPackages(source: Source, statements: readonly Statement[]): Statement[] {
  const starts = statements.flatMap((statement, i) => (BEGUN.has(statement) ? [i] : []));
  return [
    ...statements.slice(0, starts[0]),
    ...starts.flatMap((at, i): readonly Statement[] => {
      const begun = statements[at]!;
      const body = statements.slice(at + 1, starts[i + 1]);
      const name = BEGUN.get(begun)!;
      if (name.text === 'main') return body;
      return [packageOf(source, name, body, { start: begun.start, end: body.at(-1)?.end ?? begun.end })];
    }),
  ];
}

/**
 * A package is a class where objects are made of it; functions alone are only a block. What else stands in it runs with
 * the rest of the file, whose variables it shares.
 */
function packageOf(
  source: Source,
  name: NameSpan,
  body: readonly Statement[],
  span: { start: number; end: number },
): Statement {
  const path = source.text.slice(span.start, name.end).replace(/^package\s+/, '');
  if (!source.classes.has(path)) return { kind: 'block', ...span, body: body.map(unbound) };
  const supers = [...(source.supers.get(path) ?? []), ...body.flatMap(supersOf)];
  const members = body.flatMap((statement) => memberOf(statement));
  const rest = body.filter((statement) => memberOf(statement).length === 0);
  const type: ClassNode = { kind: 'class', ...span, name, supers, members, body: [] };
  return { kind: 'block', ...span, body: [...rest, type] };
}

/** A function of a package that is no class stands by itself. */
function unbound(statement: Statement): Statement {
  if (statement.kind !== 'function') return statement;
  const { isStatic: _, ...node } = statement;
  return node;
}

/** `our @ISA = ('Base');`, `extends 'Base';`. */
function supersOf(statement: Statement): string[] {
  if (statement.kind !== 'statement') return [];
  const { expression } = statement;
  if (
    expression.kind === 'assignment' &&
    expression.target.kind === 'name' &&
    expression.target.name === '@ISA'
  )
    return classNames(expression.value);
  if (expression.kind !== 'call' || expression.receiver) return [];
  const given = expression.arguments.map(({ value }) => value);
  if (expression.name.text === 'extends') return given.flatMap(classNames);
  const isPush = expression.name.text === 'push' && given[0]?.kind === 'name' && given[0].name === '@ISA';
  return isPush ? given.slice(1).flatMap(classNames) : [];
}

/** A function of the package, or a member that `has` declares. */
function memberOf(statement: Statement): (FunctionNode | MemberDeclaration)[] {
  if (statement.kind === 'function') return [statement];
  if (statement.kind !== 'statement' || statement.expression.kind !== 'call') return [];
  const { name, receiver, arguments: given } = statement.expression;
  const [first, second] = given.map(({ value }) => value);
  if (name.text !== 'has' || receiver || !first) return [];
  const item = first.kind === 'collection' ? first.items[0] : undefined;
  const key = item?.key ?? first;
  const options = item?.value ?? second;
  const part = key.kind === 'text' ? key.parts[0] : undefined;
  if (part?.kind !== 'characters') return [];
  const value =
    options?.kind === 'collection'
      ? options.items.find((each) => each.key?.kind === 'text' && textOf(each.key) === 'default')?.value
      : undefined;
  return [
    {
      kind: 'declaration',
      start: statement.start,
      end: statement.end,
      name: { text: part.text, start: part.start, end: part.end },
      value,
    },
  ];
}

function textOf(key: {
  readonly parts: readonly { readonly kind: string; readonly text?: string }[];
}): string {
  return key.parts[0]?.text ?? '';
}

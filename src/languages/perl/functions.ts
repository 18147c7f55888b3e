import { childrenOf } from '../code/children.ts';
import type { Expression, FunctionNode, NameSpan, Node, Parameter, Statement } from '../code/tree.ts';
import { closeBracket } from './brackets.ts';
import type { Cursor, Frame } from './cursor.ts';
import { readList } from './items.ts';
import { skipBrackets } from './quotes.ts';
import { readBlock } from './statements.ts';

const OBJECTS = /^\$(?:self|this|me|invocant)$/;
const CLASSES = /^\$(?:class|proto|package|pkg)$/;
const FIRST = /\{\s*(?:#[^\n]*\n\s*)*my\s*\(?\s*(\$\w+)/y;
/** How far into a function is looked for what it makes an object of. */
const FAR = 20_000;

/** Reads a function behind its name. */
export function readFunction(c: Cursor, start: number, name: NameSpan | undefined): FunctionNode {
  const signature = c.match(/\s*\(/y) ? readSignature(c) : undefined;
  c.take(/(?:\s*:\s*\w+)+/y);
  c.skipBlanks();
  const { isStatic, frame } = frameOf(c, name, signature);
  const inner = c.within(c.at, c.end, frame);
  const body = c.peek() === '{' ? readBlock(inner) : [];
  c.at = inner.at;
  const given = signature ?? [];
  const { parameters, rest } = parametersOf(body, frame, given);
  return {
    kind: 'function',
    start,
    end: c.at,
    name,
    parameters,
    body: rest,
    ...(isStatic && !frame.isConstructor && { isStatic: true }),
    ...(frame.isConstructor && { isConstructor: true }),
    ...(!name && { isClosure: true }),
    givesLast: true,
  };
}

/** Reads a block that is handed to a call, which works on `$_`. */
export function readBlockFunction(c: Cursor): FunctionNode {
  const start = c.at;
  const name = { text: '$_', start, end: start };
  const body = readBlock(c);
  return {
    kind: 'function',
    start,
    end: c.at,
    name: undefined,
    parameters: [{ kind: 'parameter', start, end: start, name, default: undefined }],
    body,
    isClosure: true,
    givesLast: true,
  };
}

/** `($self, $key, $ticket = undef)`; a prototype of signs alone names nothing. */
function readSignature(c: Cursor): Parameter[] | undefined {
  c.skipBlanks();
  if (!c.match(/\([^)]*[$@%]\w/y)) {
    skipBrackets(c);
    return undefined;
  }
  c.at++;
  const items = readList(c);
  closeBracket(c, ')');
  return items.flatMap(({ value }) => parameterOf(value) ?? []);
}

function parameterOf(value: Expression): Parameter | undefined {
  const target = value.kind === 'assignment' ? value.target : value;
  const fallback = value.kind === 'assignment' ? value.value : undefined;
  const name =
    target.kind === 'name'
      ? { text: target.name, start: target.start, end: target.end }
      : // Nothing can be known by the name of a place that is only passed over.
        { text: '', start: target.start, end: target.end };
  const { start, end } = value;
  return {
    kind: 'parameter',
    start,
    end,
    name,
    default: fallback,
    ...(name.text.startsWith('@') && { rest: 'list' }),
  };
}

/** What a function is called on, as far as its first lines tell. */
function frameOf(
  c: Cursor,
  name: NameSpan | undefined,
  signature: readonly Parameter[] | undefined,
): { isStatic: boolean; frame: Frame } {
  if (!name) return { isStatic: false, frame: { ...c.frame, shifted: [], tookObject: true } };
  const plain = { invocants: new Set<string>(), shifted: [], isConstructor: false, tookObject: false };
  if (c.source.pack === 'main') return { isStatic: false, frame: plain };
  const first = signature?.[0]?.name.text ?? c.match(FIRST)?.[1];
  const code = c.text.slice(c.at, Math.min(c.at + FAR, c.end)).split(/\n\s*sub\s+\w/, 1)[0]!;
  const blessed = /\bbless\b[\s(]*(\$\w+)?/.exec(code);
  const isClass =
    first !== undefined && (CLASSES.test(first) || (name.text === 'new' && !OBJECTS.test(first)));
  const isConstructor = (blessed !== null || /->SUPER::new\b/.test(code)) && (isClass || name.text === 'new');
  if (!isClass && !(first !== undefined && OBJECTS.test(first)) && !isConstructor)
    return { isStatic: !/(?:shift\s*->|\$_\[0\]\s*(?:->|\{))/.test(code), frame: plain };
  const object = isConstructor ? (blessed?.[1] ?? '$self') : undefined;
  const classAgain = isConstructor ? /(\$\w+)\s*=\s*ref\b/.exec(code)?.[1] : undefined;
  const invocants = new Set([first, object, classAgain].filter((each) => each !== undefined));
  return { isStatic: isClass, frame: { ...plain, invocants, isConstructor } };
}

/** Makes parameters of what a function takes first: `my ($a, $b) = @_;`, `my $c = shift;`. */
function parametersOf(
  body: readonly Statement[],
  frame: Frame,
  given: readonly Parameter[],
): { parameters: Parameter[]; rest: readonly Statement[] } {
  const parameters = given.filter(({ name }, i) => !(i === 0 && frame.invocants.has(name.text)));
  const taken = new Set<Parameter>();
  let at = 0;
  for (; at < body.length; at++) {
    const statement = body[at]!;
    const found = takenBy(statement, frame, taken);
    if (!found) break;
    parameters.push(...found);
  }
  const later = (frame.shifted ?? []).filter((each) => !taken.has(each));
  const rest = at === 0 ? body : body.slice(at);
  return { parameters: [...parameters, ...later, ...remaining(rest)], rest };
}

/** `@_` where it is used as it is: by positions a list, else what hashes are filled with. */
function remaining(body: readonly Statement[]): Parameter[] {
  const open: Node[] = [...body];
  let used: Node | undefined;
  let isList = false;
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'function' && node.name) continue;
    if (node.kind === 'index' && node.object.kind === 'name' && node.object.name === '@_') isList = true;
    if (node.kind === 'name' && node.name === '@_') used = node;
    for (const child of childrenOf(node)) open.push(child);
  }
  if (!used) return [];
  const name = { text: '@_', start: used.start, end: used.end };
  const { start, end } = used;
  return [{ kind: 'parameter', start, end, name, default: undefined, ...(isList && { rest: 'list' }) }];
}

function takenBy(statement: Statement, frame: Frame, taken: Set<Parameter>): Parameter[] | undefined {
  if (statement.kind !== 'statement' || statement.expression.kind !== 'assignment') return undefined;
  const { target, value, operator } = statement.expression;
  if (operator !== 'set') return undefined;
  const shifted = (frame.shifted ?? []).find(({ name }) => name.start === firstOption(value).start);
  if (shifted && firstOption(value).kind === 'name') {
    taken.add(shifted);
    if (target.kind === 'this') return [];
    const parameter = parameterOf(target);
    const fallback = value.kind === 'fork' ? value.options[1] : undefined;
    return parameter && [{ ...parameter, start: statement.start, end: statement.end, default: fallback }];
  }
  if (value.kind !== 'name' || value.name !== '@_') return undefined;
  const targets = target.kind === 'collection' ? target.items.map((item) => item.value) : [target];
  return targets.flatMap((each) => (each.kind === 'this' ? [] : (parameterOf(each) ?? [])));
}

function firstOption(value: Expression): Expression {
  return value.kind === 'fork' && value.isDefault && value.options.length === 2 ? value.options[0]! : value;
}

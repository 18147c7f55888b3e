import type { ClassNode, Expression, FunctionNode, MemberDeclaration, Statement } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { readMembers, readVariables } from './declarations.ts';
import { readExpression } from './expressions.ts';
import { readFunction, readFunctionBody, readParameters, skipAttribute, skipType } from './functions.ts';
import { nameOf, other } from './nodes.ts';
import { isBlockEnd, readBody } from './statements.ts';

const MODIFIERS = new Set(
  'public private friend protected shared shadows overrides overridable notoverridable mustoverride mustinherit notinheritable overloads readonly writeonly default partial async iterator withevents widening narrowing global custom'.split(
    ' ',
  ),
);
const PASSED = new Set(
  'imports option implements inherits attribute delegate event declare version begin'.split(' '),
);

type Part = MemberDeclaration | FunctionNode | ClassNode;

/** Reads what declares something: classes, functions, members, lines that only the compiler reads. */
export function readDeclaration(c: Cursor, start: number): readonly Statement[] | undefined {
  const before = c.at;
  const modifiers = takeModifiers(c);
  const isStatic = modifiers.has('shared');
  const isBare = modifiers.has('mustoverride');
  if (c.eat('namespace')) {
    c.skipLine();
    return [gathered(c, start, 'namespace')];
  }
  if (c.eat('module')) {
    c.skipLine();
    return [gathered(c, start, 'module')];
  }
  if (c.is('class') || c.is('structure')) return [readClass(c, start, c.next().word)];
  if (c.is('interface') || c.is('enum')) return [passedOver(c, start, c.next().word)];
  if (c.is('sub') || c.is('function') || c.is('operator')) {
    const { word } = c.next();
    return [readFunction(c, { start, word, isStatic, isBare })];
  }
  if (c.is('property') && c.peek().kind === 'word') return readOldProperty(c, start);
  if (before === c.at && c.isAny(PASSED) && !isUsed(c)) {
    c.skipLine();
    return [{ kind: 'statement', start, end: c.behind, expression: other(start, c.behind, []) }];
  }
  if (modifiers.size === 0 || c.token.kind !== 'word') {
    c.at = before;
    return undefined;
  }
  c.eat('const');
  c.eat('dim');
  return [readVariables(c, start)];
}

/** Whether a word of the language is a name here: `version = 2`. */
function isUsed(c: Cursor): boolean {
  return c.peek().kind === 'sign';
}

function takeModifiers(c: Cursor): Set<string> {
  const found = new Set<string>();
  while (c.isAny(MODIFIERS) && c.peek().kind === 'word') found.add(c.next().word);
  return found;
}

/** What stands in a namespace or module is known everywhere. */
function gathered(c: Cursor, start: number, word: string): Statement {
  const body: Statement[] = [];
  for (;;) {
    for (const statement of readBody(c)) body.push(statement);
    if (c.isDone || c.eat('end', word)) break;
    c.skipLine();
  }
  return { kind: 'block', start, end: c.behind, body };
}

function passedOver(c: Cursor, start: number, word: string): Statement {
  while (!c.isDone && !c.is('end', word)) c.at++;
  c.eat('end', word);
  return { kind: 'statement', start, end: c.behind, expression: other(start, c.behind, []) };
}

function readClass(c: Cursor, start: number, word: string): ClassNode {
  const name = c.token.kind === 'word' ? nameOf(c.next()) : undefined;
  c.skipLine();
  const supers: string[] = [];
  const members: Part[] = [];
  const body: Statement[] = [];
  for (;;) {
    c.skipEnds();
    if (c.isDone || c.eat('end', word)) break;
    const before = c.at;
    const from = c.token.start;
    if (c.token.text === '<') skipAttribute(c);
    else if (c.eat('inherits')) supers.push(lastName(c));
    else if (isBlockEnd(c)) c.skipLine();
    else {
      const parts = c.nest(
        () => readPart(c, from),
        () => [],
      );
      for (const part of parts) members.push(part);
      if (parts.length === 0) c.skipLine();
    }
    if (c.at === before) c.at++;
  }
  return { kind: 'class', start, end: c.behind, name, supers, members, body };
}

function lastName(c: Cursor): string {
  let name = '';
  while (c.token.kind === 'word') {
    name = nameOf(c.next()).text;
    if (c.token.text !== '.') break;
    c.at++;
  }
  c.skipLine();
  return name;
}

function readPart(c: Cursor, start: number): readonly Part[] {
  const modifiers = takeModifiers(c);
  const isStatic = modifiers.has('shared');
  const isBare = modifiers.has('mustoverride');
  if (c.is('class') || c.is('structure')) return [readClass(c, start, c.next().word)];
  if (c.is('interface') || c.is('enum')) {
    passedOver(c, start, c.next().word);
    return [];
  }
  if (c.is('sub') || c.is('function') || c.is('operator')) {
    const { word } = c.next();
    return [readFunction(c, { start, word, isStatic, isBare })];
  }
  if (c.eat('property')) return readProperty(c, start, isStatic, isBare);
  if (c.isAny(PASSED) && !isUsed(c)) return [];
  const isConstant = c.eat('const');
  c.eat('dim');
  return c.token.kind === 'word' ? readMembers(c, start, isStatic || isConstant) : [];
}

/** `Property Name As Type = value`, a member; with `Get` and `Set` under it, methods. */
function readProperty(c: Cursor, start: number, isStatic: boolean, isBare: boolean): readonly Part[] {
  if (c.token.kind !== 'word') return [];
  const name = nameOf(c.next());
  if (c.token.text === '(') readParameters(c);
  let value: Expression | undefined;
  if (c.eat('as')) {
    if (c.is('new')) value = readExpression(c);
    else skipType(c);
  }
  if (c.eat('=')) value = readExpression(c);
  const end = c.behind;
  c.skipLine();
  const declared: MemberDeclaration = {
    kind: 'declaration',
    start,
    end,
    name,
    value,
    ...(isStatic && { isStatic: true }),
  };
  const ahead = c.at;
  c.skipEnds();
  takeModifiers(c);
  if (isBare || !(c.is('get') || c.is('set'))) {
    c.at = ahead;
    return [declared];
  }
  const methods: FunctionNode[] = [];
  while (c.is('get') || c.is('set')) {
    const from = c.token.start;
    const { word } = c.next();
    const place = { start: from, end: from };
    const parameters = c.token.text === '(' ? readParameters(c) : [];
    c.skipLine();
    const body = readFunctionBody(c, { text: name.text, ...place }, word);
    methods.push({
      kind: 'function',
      start: from,
      end: c.behind,
      name: { text: word === 'get' ? name.text : `${name.text}=`, ...place },
      parameters,
      body,
      ...(word === 'get' && { isGetter: true }),
      ...(isStatic && { isStatic: true }),
    });
    c.skipEnds();
    takeModifiers(c);
  }
  c.eat('end', 'property');
  return methods;
}

/** `Property Get Name()`, `Property Let Name(value)`, as Visual Basic 6 has it. */
function readOldProperty(c: Cursor, start: number): readonly Statement[] {
  c.at++;
  const { word } = c.next();
  const fn = readFunction(c, { start, word: 'property', isStatic: false, isBare: false });
  const { name } = fn;
  if (word === 'get') return [fn];
  return [name ? { ...fn, name: { ...name, text: `${name.text}=` } } : fn];
}

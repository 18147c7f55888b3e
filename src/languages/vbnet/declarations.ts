import type {
  Assignment,
  Expression,
  MemberDeclaration,
  Name,
  NameSpan,
  Span,
  Statement,
} from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expressions.ts';
import { skipType } from './functions.ts';
import { nameOf } from './nodes.ts';
import { skipBrackets } from './postfix.ts';
import { readTerm } from './terms.ts';

/** A variable with what it begins with. */
interface Declared extends Span {
  readonly name: NameSpan;
  readonly value: Expression | undefined;
}

/** Reads `a As String = "…", b, c As New Client(x)`. */
function readDeclared(c: Cursor): Declared[] {
  const found: Declared[] = [];
  while (c.token.kind === 'word') {
    const { start } = c.token;
    const name = nameOf(c.next());
    while (c.token.text === '(') skipBrackets(c);
    let value: Expression | undefined;
    if (c.eat('as')) {
      if (c.is('new')) value = readTerm(c);
      else skipType(c);
    }
    if (c.eat('=')) value = readExpression(c);
    found.push({ name, value, start, end: c.behind });
    if (!c.eat(',')) break;
  }
  return found;
}

/** Variables of a function: `Dim`. One alone is a statement of its own, several are one. */
export function readVariables(c: Cursor, start: number): Statement {
  const declared = readDeclared(c);
  const span = { start, end: c.behind };
  const [only] = declared;
  if (declared.length === 1) return { kind: 'statement', ...span, expression: settingOf(c, only!) };
  const parts = declared.map((each) => settingOf(c, each));
  return { kind: 'statement', ...span, expression: { kind: 'other', ...span, parts } };
}

function settingOf({ locals }: Cursor, { name, value, start, end }: Declared): Expression {
  const target: Name = { kind: 'name', name: name.text, start: name.start, end: name.end };
  locals.add(target);
  if (!value) return target;
  return { kind: 'assignment', start, end, target, value, operator: 'set' } satisfies Assignment;
}

/** Members of a class, each with the line that declares it where it stands there alone. */
export function readMembers(c: Cursor, start: number, isStatic: boolean): MemberDeclaration[] {
  const declared = readDeclared(c);
  return declared.map(({ name, value, ...span }) => ({
    kind: 'declaration',
    ...(declared.length === 1 ? { start, end: span.end } : span),
    name,
    value,
    ...(isStatic && { isStatic: true }),
  }));
}

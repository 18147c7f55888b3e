import type { Edit } from '../../model/edit.ts';
import type { Source } from '../code/source.ts';
import type {
  Assignment,
  ClassNode,
  Expression,
  Member,
  MemberDeclaration,
  Node,
  Parameter,
} from '../code/tree.ts';

const NO_CALL = 'no function can be called where its value is written';

/** Where only a constant may stand: a member's first value, a parameter's default, a constant. */
type ConstantPlace = MemberDeclaration | Parameter | Assignment;

/** What an expression stands in that takes no call; undefined where it may be any. */
function constantPlaceOf(source: Source, node: Node): ConstantPlace | undefined {
  for (const at of source.around(node)) {
    if (at.kind === 'declaration' || at.kind === 'parameter') return at;
    if (at.kind === 'assignment' && isConstant(source, at)) return at;
    if (at.kind === 'function') return undefined;
  }
  return undefined;
}

/** `const X = …;` or `static $x = …;` */
function isConstant(source: Source, { target, value }: Assignment): boolean {
  if (target.kind !== 'name') return false;
  const between = source.text.slice(target.end, value.start);
  return !target.name.startsWith('$') || (/^\s*=\s*$/.test(between) && isStatic(source, target));
}

function isStatic(source: Source, { start }: Expression): boolean {
  return /\bstatic\s+(?:\$\w+[^;]*,\s*)?$/i.test(source.text.slice(Math.max(0, start - 300), start));
}

/**
 * What is written where a key or ticket is born in a place that takes no call: the token is read where the value is.
 *
 * @returns the edits, or why there is no way; undefined where a call may stand
 */
export function spellBirth(
  source: Source,
  node: Expression,
  token: string,
): readonly Edit[] | string | undefined {
  const place = constantPlaceOf(source, node);
  if (!place) return undefined;
  if (source.parents.get(node) !== place || node.kind !== 'text') return NO_CALL;
  switch (place.kind) {
    case 'declaration':
      return spellMember(source, place, node, token);
    case 'parameter':
      return spellDefault(source, place, node, token);
    case 'assignment':
      return spellConstant(source, place, token);
  }
}

/** `const X = 'key';` becomes `define('X', getenv(…));`. */
function spellConstant(
  source: Source,
  { target, value }: Assignment,
  token: string,
): readonly Edit[] | string {
  const { text, file } = source;
  const before = /\bconst\s+$/i.exec(text.slice(0, target.start));
  const isAlone = /^\s*;/.test(text.slice(value.end));
  if (!before || !isAlone || target.kind !== 'name' || /^\s*namespace\s/im.test(text)) return NO_CALL;
  return [
    { file, start: before.index, end: target.end, text: `define('${target.name}'` },
    { file, start: target.end, end: value.start, text: ', ' },
    { file, start: value.start, end: value.end, text: `${token})` },
  ];
}

/** A default stays one: where nothing is handed over, the token is read. */
function spellDefault(
  source: Source,
  parameter: Parameter,
  value: Expression,
  token: string,
): readonly Edit[] | string {
  const { file } = source;
  const around = source.parents.get(parameter);
  const [first] = around?.kind === 'function' ? around.body : [];
  if (!first || parameter.member !== undefined) return NO_CALL;
  const name = parameter.name.text;
  return [
    { file, ...emptied(source, value) },
    {
      file,
      start: first.start,
      end: first.start,
      text: `${name} = ${name} ? ${name} : ${token};${lineBreakBefore(source, first)}`,
    },
  ];
}

function lineBreakBefore({ text }: Source, { start }: Node): string {
  return /(?:\r\n|\n|\r)[^\S\r\n]*$/.exec(text.slice(0, start))?.[0] ?? ' ';
}

/** The token is read wherever the member is: what else was put into the member still counts. */
function spellMember(
  source: Source,
  declaration: MemberDeclaration,
  value: Expression,
  token: string,
): readonly Edit[] | string {
  const { file } = source;
  const type = source.classAround(declaration);
  const isConst = declaration.isStatic === true && !source.slice(declaration).startsWith('$');
  if (!type) return NO_CALL;
  const edits: Edit[] = [];
  for (const node of source.nodes) {
    if (node.kind !== 'member' || node.name.text !== declaration.name.text) continue;
    const parent = source.parents.get(node);
    if (parent?.kind === 'assignment' && parent.target === node) continue;
    if (!isOf(source, node, type, isConst) || constantPlaceOf(source, node)) return NO_CALL;
    const own = source.slice(node);
    const code = isConst ? token : `(${own} ? ${own} : ${token})`;
    if (parent?.kind !== 'embedded') edits.push({ file, start: node.start, end: node.end, text: code });
    else {
      const string = source.parents.get(parent);
      if (string?.kind !== 'text' || string.style !== 'double') return NO_CALL;
      edits.push({ file, start: parent.start, end: parent.end, text: `" . ${code} . "` });
    }
  }
  // A constant may be read elsewhere.
  return isConst ? edits : [{ file, ...emptied(source, value) }, ...edits];
}

/** Whether a member is surely that of a class, and not of one that extends it elsewhere with a value of its own. */
function isOf(source: Source, { object }: Member, type: ClassNode, isConst: boolean): boolean {
  if (object.kind === 'name') return object.name === type.name?.text;
  if (object.kind !== 'this') return false;
  const own = source.classAround(object);
  if (isConst && /^static$/i.test(source.slice(object))) return false;
  return own === type || (own !== undefined && source.supersOf(own).includes(type));
}

/** A string without its characters. */
function emptied({ text }: Source, { start, end }: Expression): { start: number; end: number; text: string } {
  const quote = text.charAt(end - 1);
  return { start, end, text: quote === '"' ? '""' : "''" };
}

/** Why the reference to the token cannot stand in the place of an expression, or within it. */
export function refusesCall(source: Source, node: Node): string | undefined {
  return constantPlaceOf(source, node) && NO_CALL;
}

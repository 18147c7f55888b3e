import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Call, Expression, Member, NameSpan, This } from '../../code/tree.ts';
import { type Reading, spanOf } from './reading.ts';
import { isLocal } from './scope.ts';

/** Methods of the library that are called without arguments: what they mean is a call's meaning. */
const CALLED_WITHOUT_ARGUMENTS = new Set(
  (
    'to_s to_str to_sym to_i to_query to_param to_params to_json to_h to_hash to_a strip lstrip rstrip chomp chop ' +
    'freeze dup clone html_safe downcase upcase squish squeeze intern new join call flatten compact uniq reverse ' +
    'request_uri escape unescape symbolize_keys stringify_keys with_indifferent_access each map presence ' +
    'deep_dup sort sort_by b encode force_encoding scrub'
  ).split(' '),
);

/** A name that no variable has is a member or method of the object; what the file defines as a method is called. */
export function readIdentifier(node: SyntaxNode, reading: Reading): Expression {
  const name = nameSpan(node);
  if (isLocal(name.text, reading.scope) || /^_[1-9]$/.test(name.text)) return nameOf(node);
  if (/^__\w+__$/.test(name.text)) return { kind: 'other', ...spanOf(node), parts: [] };
  if (reading.methods.has(name.text) || /^(?:binding|raise|exit)$|[?!]$/.test(name.text)) {
    return callWithout(name, undefined, spanOf(node));
  }
  return { kind: 'member', ...spanOf(node), object: thisAt(node.startIndex, node.startIndex, reading), name };
}

/** A method of the object that is named without being called. */
export function methodAt(name: NameSpan, reading: Reading): Expression {
  if (reading.methods.has(name.text)) return callWithout(name, undefined, name);
  const object = thisAt(name.start, name.start, reading);
  return { kind: 'member', start: name.start, end: name.end, object, name };
}

/** `object.name`, without arguments: a method that the file or the library has is called, all else is a member. */
export function readBareCall(node: SyntaxNode, receiver: Expression, reading: Reading): Call | Member {
  const name = nameSpan(node.childForFieldName('method')!);
  const isCalled =
    reading.methods.has(name.text) || CALLED_WITHOUT_ARGUMENTS.has(name.text) || /[?!]$/.test(name.text);
  return isCalled
    ? callWithout(name, receiver, spanOf(node))
    : { kind: 'member', ...spanOf(node), object: receiver, name };
}

function callWithout(
  name: NameSpan,
  receiver: Expression | undefined,
  at: { start: number; end: number },
): Call {
  return {
    kind: 'call',
    start: at.start,
    end: at.end,
    name,
    receiver,
    arguments: [],
    list: { start: name.end, end: name.end },
  };
}

/** `@name`, `@@name`: a member of the object or the class that the code around belongs to. */
export function readMemberVariable(node: SyntaxNode, reading: Reading): Member {
  const sigils = node.type === 'class_variable' ? 2 : 1;
  const object = thisAt(node.startIndex, node.startIndex, reading, sigils === 2 || reading.scope.isStatic);
  const name = {
    start: node.startIndex + sigils,
    end: node.endIndex,
    text: node.text.slice(sigils),
  };
  return { kind: 'member', ...spanOf(node), object, name };
}

export function thisAt(
  start: number,
  end: number,
  { scope }: Reading,
  isStatic: boolean = scope.isStatic,
): This {
  return { kind: 'this', start, end, ...(isStatic && { isStatic: true as const }) };
}

export function nameOf(node: SyntaxNode): Expression {
  return { kind: 'name', ...spanOf(node), name: node.text };
}

export function nameSpan(node: SyntaxNode): NameSpan {
  return { ...spanOf(node), text: node.text };
}

/** The last name of `A::B::C`. */
export function lastName(node: SyntaxNode): SyntaxNode {
  return node.type === 'scope_resolution' ? node.childForFieldName('name')! : node;
}

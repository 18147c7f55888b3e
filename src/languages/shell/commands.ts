import type { Node as SyntaxNode } from 'web-tree-sitter';
import { childrenOf, nameOf, spanOf } from '../code/syntax.ts';
import type { Argument, Assignment, Call, Collection, Expression, Item, Span } from '../code/tree.ts';
import { readSubject } from './expansions.ts';
import { itemsOf } from './options.ts';
import type { Reading } from './reading.ts';
import { readHeredoc, readWord } from './words.ts';

/** Commands that send what they are given. */
const CLIENTS = /^(?:curl|wget|http|https)$/;
const WORDS =
  /^(?:word|string|raw_string|ansi_c_string|translated_string|concatenation|number|simple_expansion|expansion|command_substitution|arithmetic_expansion|process_substitution|extglob_pattern|regex|brace_expression)$/;

/** What commands in a row come to, as far as they are expressions. */
export function readCommands(nodes: readonly SyntaxNode[], reading: Reading): Expression[] {
  return nodes.flatMap((node) => (node.isNamed ? [readCommand(node, reading)] : []));
}

/** Reads what may stand where a command may. */
export function readCommand(node: SyntaxNode, reading: Reading): Expression {
  if (WORDS.test(node.type)) return readWord(node.startIndex, node.endIndex, reading);
  switch (node.type) {
    case 'command':
      return readCall(node, reading, []);
    case 'redirected_statement':
      return readRedirected(node, reading);
    case 'variable_assignment':
      return readAssignment(node, reading);
    case 'declaration_command':
    case 'variable_assignments':
    case 'unset_command': {
      const parts = childrenOf(node)
        .filter(({ type }) => type === 'variable_assignment')
        .map((part) => readAssignment(part, reading));
      // What is exported is read by the programs that are started, too.
      const isSeenElsewhere = /^(?:export\b|(?:declare|typeset)\s+-\w*x)/.test(node.text);
      return parts.length === 1 && !isSeenElsewhere ? parts[0]! : { kind: 'other', ...spanOf(node), parts };
    }
    case 'pipeline':
      return { kind: 'other', ...spanOf(node), parts: readCommands(childrenOf(node), reading) };
    default:
      return { kind: 'other', ...spanOf(node), parts: readCommands(childrenOf(node), reading) };
  }
}

/** A command with what is redirected into it. */
function readRedirected(node: SyntaxNode, reading: Reading): Expression {
  const [body, ...redirects] = childrenOf(node);
  const texts = redirects.flatMap((redirect) => readRedirect(redirect, reading));
  if (body?.type === 'command') return readCall(body, reading, texts, spanOf(node));
  const parts = [...(body ? [readCommand(body, reading)] : []), ...texts];
  return texts.length === 0 && parts.length === 1 ? parts[0]! : { kind: 'other', ...spanOf(node), parts };
}

/** The texts that a redirection hands over; names of files are none. */
export function readRedirect(node: SyntaxNode, reading: Reading): Expression[] {
  if (node.type === 'herestring_redirect') return readCommands(childrenOf(node), reading);
  if (node.type !== 'heredoc_redirect') return [];
  const word = childrenOf(node).find(({ type }) => type === 'heredoc_start');
  const body = childrenOf(node).find(({ type }) => type === 'heredoc_body');
  if (!body) return [];
  const isQuoted = /^['"\\]/.test(word?.text ?? '');
  // What is piped on from here stands before the document.
  const others = childrenOf(node).filter(({ type }) => !/^heredoc_|_redirect$/.test(type));
  return [...readCommands(others, reading), readHeredoc(body.startIndex, body.endIndex, isQuoted, reading)];
}

function readAssignment(node: SyntaxNode, reading: Reading): Assignment {
  return assignmentOf(node, node.endIndex, reading);
}

function assignmentOf(node: SyntaxNode, end: number, reading: Reading): Assignment {
  const name = node.childForFieldName('name')!;
  const value = node.childForFieldName('value');
  const isAdding = reading.text.startsWith('+=', name.endIndex);
  const start = name.endIndex + (isAdding ? 2 : 1);
  return {
    kind: 'assignment',
    start: node.startIndex,
    end,
    target: readSubject(name, reading),
    value: value?.type === 'array' ? readArray(value, reading) : readWord(start, end, reading),
    operator: isAdding ? 'append' : 'set',
  };
}

function readArray(node: SyntaxNode, reading: Reading): Collection {
  return { kind: 'collection', ...spanOf(node), items: itemsOf(childrenOf(node), reading) };
}

/** A command: the name of a program or a function, and its words. */
function readCall(
  node: SyntaxNode,
  reading: Reading,
  more: readonly Expression[],
  whole: Span = spanOf(node),
): Expression {
  const name = node.childForFieldName('name');
  const before = childrenOf(node).filter(({ type }) => type === 'variable_assignment');
  const words = node.childrenForFieldName('argument').flatMap((word) => (word?.isNamed ? [word] : []));
  // The grammar takes some words apart: `url=$base/$module/x?y` is one assignment.
  const last = before.at(-1);
  if (name && last && last.endIndex === name.startIndex)
    return { ...assignmentOf(last, words.length === 0 ? node.endIndex : name.endIndex, reading) };
  const redirected = node
    .childrenForFieldName('redirect')
    .flatMap((redirect) => (redirect ? readRedirect(redirect, reading) : []));
  const texts = [...redirected, ...more];
  const call = name
    ? callOf(name, words, texts, whole, reading)
    : { kind: 'other' as const, ...spanOf(node), parts: readCommands(words, reading) };
  if (before.length === 0) return call;
  return {
    kind: 'other',
    ...whole,
    parts: [...before.map((each) => readAssignment(each, reading)), call],
  };
}

function callOf(
  name: SyntaxNode,
  words: readonly SyntaxNode[],
  texts: readonly Expression[],
  whole: Span,
  reading: Reading,
): Call | Expression {
  const isPlain = name.children.length === 1 && name.children[0]!.type === 'word';
  if (!isPlain)
    return {
      kind: 'other',
      ...whole,
      parts: [readWord(name.startIndex, name.endIndex, reading), ...readCommands(words, reading), ...texts],
    };
  const own = nameOf(name);
  const program = { ...own, text: own.text.split('/').at(-1)! };
  const start = words[0]?.startIndex ?? name.endIndex;
  const list = { start, end: Math.max(words.at(-1)?.endIndex ?? name.endIndex, texts.at(-1)?.end ?? 0) };
  const args = CLIENTS.test(program.text)
    ? [sentBy(words, texts, list, reading)]
    : [
        ...words.map((word): Argument => argumentOf(word, reading)),
        ...texts.map((value): Argument => ({ kind: 'argument', start: value.start, end: value.end, value })),
      ];
  return {
    kind: 'call',
    start: name.startIndex,
    end: whole.end,
    name: program,
    receiver: undefined,
    arguments: args,
    list,
  };
}

/** All words of a client as one list, of which options with what belongs to them are items. */
function sentBy(
  words: readonly SyntaxNode[],
  texts: readonly Expression[],
  list: Span,
  reading: Reading,
): Argument {
  const items: Item[] = [
    ...itemsOf(words, reading),
    ...texts.map(
      (value): Item => ({ kind: 'item', start: value.start, end: value.end, key: undefined, value }),
    ),
  ];
  return { kind: 'argument', ...list, value: { kind: 'collection', ...list, items, isBare: true } };
}

function argumentOf(word: SyntaxNode, reading: Reading): Argument {
  const [item] = itemsOf([word], reading);
  const { start, end, value, isSpread } = item!;
  return { kind: 'argument', start, end, value, ...(isSpread && { isSpread }) };
}

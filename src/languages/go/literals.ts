import type { Node as SyntaxNode } from 'web-tree-sitter';
import { childrenOf, nameOf, spanOf } from '../code/syntax.ts';
import type { Collection, Expression, Item, NameSpan, Text } from '../code/tree.ts';
import { charactersOf, plainUnits } from '../code/units.ts';
import { madeOf, readExpression } from './expressions.ts';
import { type Reading, typeNameOf } from './reading.ts';

const COLLECTIONS = /^(?:map|slice|array|implicit_length_array)_type$/;

/** `T{…}`: a map, a list, or an object with its fields. */
export function readLiteral(node: SyntaxNode, reading: Reading): Expression {
  const type = node.childForFieldName('type')!;
  return { ...readItems(type, node.childForFieldName('body')!, reading), ...spanOf(node) };
}

function readItems(type: SyntaxNode | undefined, body: SyntaxNode, reading: Reading): Collection {
  const isObject = type !== undefined && !COLLECTIONS.test(type.type) && !isValues(type);
  const name = type && typeNameOf(type);
  const fields = isObject ? reading.fields.get(name!.text) : undefined;
  const elements = type && elementOf(type);
  const isManyValued = type !== undefined && (isValues(type) || elements?.type === 'slice_type');
  const items = childrenOf(body).map((element, i): Item => {
    const [key, value] =
      element.type === 'keyed_element'
        ? [element.childForFieldName('key')!, element.childForFieldName('value')!]
        : [undefined, element];
    const inner = childrenOf(value)[0] ?? value;
    return {
      kind: 'item',
      ...spanOf(element),
      key: key
        ? isObject
          ? memberKey(nameOf(key))
          : readExpression(key, reading)
        : fields?.[i] === undefined
          ? undefined
          : impliedKey(fields[i]!, element.startIndex),
      value: isManyValued && key ? readOnly(inner, reading) : readElement(elements, inner, reading),
    };
  });
  const base = isObject ? madeOf(type, { start: type.startIndex, end: type.endIndex }, reading) : undefined;
  return { kind: 'collection', ...spanOf(body), ...(base && { base }), items };
}

/** The values of a form: a map of lists. */
function isValues(type: SyntaxNode): boolean {
  return /^(?:Values|Header)$/.test(typeNameOf(type).text);
}

function elementOf(type: SyntaxNode): SyntaxNode | undefined {
  return type.childForFieldName(type.type === 'map_type' ? 'value' : 'element') ?? undefined;
}

/** What stands in brackets without a type of its own has that of the elements around it. */
function readElement(type: SyntaxNode | undefined, value: SyntaxNode, reading: Reading): Expression {
  if (value.type !== 'literal_value') return readExpression(value, reading);
  return readItems(type, value, reading);
}

/** A parameter that may have several values has one, as a rule. */
function readOnly(value: SyntaxNode, reading: Reading): Expression {
  const body = value.type === 'composite_literal' ? value.childForFieldName('body')! : value;
  const elements = childrenOf(body);
  if (body.type !== 'literal_value' || elements.length !== 1 || elements[0]!.type !== 'literal_element')
    return readElement(undefined, value, reading);
  return readExpression(elements[0]!, reading);
}

function memberKey(name: NameSpan): Text {
  const { start, end, text } = name;
  return {
    kind: 'text',
    start,
    end,
    style: 'member',
    parts: [charactersOf(plainUnits(text, start), end)],
  };
}

/** The name of a field that is filled by its position. */
function impliedKey(name: string, at: number): Text {
  return {
    kind: 'text',
    start: at,
    end: at,
    style: 'member',
    parts: [
      {
        kind: 'characters',
        start: at,
        end: at,
        text: name,
        offsets: Array.from({ length: name.length + 1 }, () => at),
      },
    ],
  };
}

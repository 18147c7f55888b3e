import type { Arm } from '../../../model/arms.ts';
import type { HolePiece, LiteralPiece, Piece, QueryText } from '../../../model/query-text.ts';
import { spend } from '../../../model/work.ts';
import { armsOf } from '../syntax/arms.ts';
import {
  isCall,
  isMember,
  type MemberNode,
  memberName,
  type Node,
  staticName,
  unwrap,
} from '../syntax/ast.ts';
import { argumentFor } from '../values/arguments.ts';
import { wrappedBy } from '../values/calls.ts';
import { memberOf } from '../values/members.ts';
import { parameterSet } from '../values/objects.ts';
import { originsOf } from '../values/origins.ts';
import type { Tracer } from '../values/tracer.ts';
import {
  type Context,
  type ExpressionSite,
  type InstanceValue,
  type LiteralSite,
  optionsOf,
  rangeOf,
  type Value,
} from '../values/values.ts';
import { textOfBuilder } from './builders.ts';

/** The text that an expression builds by itself; undefined when it is no text-building syntax. */
export function textOfNode(tracer: Tracer, node: Node, context: Context): QueryText | undefined {
  switch (node.type) {
    case 'StringLiteral':
      return [literalPiece(tracer, node, 0, node.value.length, context?.depth)];
    case 'NumericLiteral':
      return [{ kind: 'known', text: String(node.value) }];
    case 'TemplateLiteral':
      return node.quasis.flatMap((quasi, i) => {
        const expression = node.expressions[i];
        return [
          literalPiece(tracer, quasi, 0, cookedOf(quasi).length, context?.depth),
          ...(expression ? piecesOf(tracer, expression, context) : []),
        ];
      });
    case 'TaggedTemplateExpression':
      return textOfNode(tracer, node.quasi, context);
    case 'BinaryExpression':
      return node.operator === '+'
        ? [...piecesOf(tracer, node.left, context), ...piecesOf(tracer, node.right, context)]
        : undefined;
    default:
      return undefined;
  }
}

/** The run-time characters of a string literal or of a template's element. */
export function cookedOf(node: Node): string {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'TemplateElement') return node.value.cooked ?? node.value.raw;
  throw new Error(`a ${node.type} has no characters`);
}

/** Run-time characters `[from, to)` of a literal. */
export function literalPiece(tracer: Tracer, node: Node, from: number, to: number, depth = 0): LiteralPiece {
  const site: LiteralSite = { type: 'literal', at: rangeOf(tracer.moduleOf(node), node), node, from, to };
  return { kind: 'literal', text: cookedOf(node).slice(from, to), site, offset: from, depth };
}

/** An expression as a site. */
export function expressionSite(tracer: Tracer, node: Node, context: Context): ExpressionSite {
  return { type: 'expression', at: rangeOf(tracer.moduleOf(node), node), node, context };
}

/** An expression as a part of a text: its pieces where its syntax builds text in place, else one hole. */
export function piecesOf(tracer: Tracer, node: Node, context: Context): QueryText {
  const inner = unwrap(node);
  const own = textOfNode(tracer, inner, context);
  if (own) return own;
  if (inner.type === 'AssignmentExpression' && inner.operator === '=')
    return piecesOf(tracer, inner.right, context);
  if (inner.type === 'ConditionalExpression')
    return choiceOr(tracer, inner, [inner.consequent, inner.alternate], context);
  if (inner.type === 'LogicalExpression' && inner.operator === '&&')
    return choiceOr(tracer, inner, [inner.right, undefined], context);
  if (isCall(inner)) {
    const built = textOfBuilder(tracer, inner, context);
    if (built) return built;
  }
  return [hole(tracer, inner, context)];
}

/** A conditional whose branches shape the URL is a choice of texts; one that only picks a value is a hole. */
function choiceOr(
  tracer: Tracer,
  node: Node,
  branches: readonly (Node | undefined)[],
  context: Context,
): QueryText {
  const options = branches.map((branch) => (branch ? piecesOf(tracer, branch, context) : []));
  return options.some(isStructural)
    ? [
        {
          kind: 'choice',
          site: expressionSite(tracer, node, context),
          options,
          arms: branches.map((branch) => (branch ? armsOf(tracer.moduleOf(branch), branch) : [])),
        },
      ]
    : [hole(tracer, node, context)];
}

function isStructural(pieces: QueryText): boolean {
  spend(pieces.length);
  return pieces.some(
    (piece) =>
      ((piece.kind === 'literal' || piece.kind === 'known') && /[?&=/]/.test(piece.text)) ||
      (piece.kind === 'hole' && piece.content !== undefined && isStructural(piece.content)),
  );
}

export function hole(tracer: Tracer, node: Node, context: Context): HolePiece {
  return {
    kind: 'hole',
    site: expressionSite(tracer, node, context),
    value: valueRef(tracer, node, context),
    shared: context !== undefined,
    depth: context?.depth ?? 0,
    content: passedOn(tracer, node, context) ?? contentOf(tracer, tracer.evaluate(node, context)),
  };
}

/** The pieces of the argument that a parameter stands for, or that a transparent call wraps: they can be edited there. */
function passedOn(tracer: Tracer, node: Node, context: Context): QueryText | undefined {
  const passed =
    node.type === 'Identifier'
      ? argumentFor(tracer, node, context)
      : isCall(node)
        ? wrappedBy(tracer, node, context)
        : isMember(node)
          ? node.computed
            ? itemAt(tracer, node, context)
            : propertyOf(tracer, node, context)
          : undefined;
  if (!passed || passed.node === node) return undefined;
  return piecesOf(tracer, passed.node, passed.context);
}

/** `item.name` of an object literal that a function is given: the property that stands there. */
function propertyOf(
  tracer: Tracer,
  node: MemberNode,
  context: Context,
): { node: Node; context: Context } | undefined {
  const object = unwrap(node.object);
  const passed = object.type === 'Identifier' ? argumentFor(tracer, object, context) : undefined;
  const literal = passed && unwrap(passed.node);
  if (!passed || literal?.type !== 'ObjectExpression') return undefined;
  if (literal.properties.some(({ type }) => type === 'SpreadElement')) return undefined;
  const property = literal.properties.find(
    (each) => each.type === 'ObjectProperty' && staticName(each.key, each.computed) === memberName(node),
  );
  return property?.type === 'ObjectProperty' ? { node: property.value, context: passed.context } : undefined;
}

/** `values[i]`: the item of a list that a position means. */
function itemAt(
  tracer: Tracer,
  node: MemberNode,
  context: Context,
): { node: Node; context: Context } | undefined {
  const position = Number(tracer.textOf(node.property, context) ?? Number.NaN);
  if (!Number.isInteger(position)) return undefined;
  const list = tracer.evaluate(node.object, context);
  if (list.kind !== 'list' || list.items.slice(0, position + 1).some((item) => item.spread)) return undefined;
  return list.items[position];
}

export function valueRef(tracer: Tracer, node: Node, context: Context): HolePiece['value'] {
  return {
    site: expressionSite(tracer, node, context),
    origins: () => originsOf(tracer, node, context),
  };
}

/** The text that a value turns into, when anything of it is known. */
export function contentOf(tracer: Tracer, value: Value): QueryText | undefined {
  switch (value.kind) {
    case 'text':
      return value.pieces;
    case 'set':
      return [{ kind: 'set', set: parameterSet(tracer, value) }];
    case 'view':
      return contentOf(tracer, value.of);
    case 'url':
      return [...value.pieces, { kind: 'set', set: parameterSet(tracer, value.query) }];
    case 'instance': {
      const text = textOfInstance(tracer, value);
      return text && contentOf(tracer, text);
    }
    case 'choice': {
      const contents = value.options.map((option) => contentOf(tracer, option));
      if (contents.every((content) => content === undefined)) return undefined;
      const options = value.options.map((option, i) => contents[i] ?? asText(tracer, option));
      return [{ kind: 'choice', options }];
    }
    default:
      return undefined;
  }
}

/** What an object of the program's own says it is as text. */
function textOfInstance(tracer: Tracer, instance: InstanceValue): Value | undefined {
  const { node } = instance.info;
  for (const option of optionsOf(memberOf(tracer, instance, 'toString', node, undefined)))
    if (option.kind === 'function') return tracer.calls.returnOf(option, [], undefined, undefined);
  return undefined;
}

/** A value as text, whatever it is: what is not known is a hole. */
export function asText(tracer: Tracer, value: Value): QueryText {
  const content = contentOf(tracer, value);
  if (content) return content;
  if (value.kind !== 'opaque') return [];
  return [
    {
      kind: 'hole',
      site: expressionSite(tracer, value.node, value.context),
      value: valueRef(tracer, value.node, value.context),
      shared: value.context !== undefined,
      content: undefined,
    },
  ];
}

/** Text that grows: `current += addition`. @param skippable the branchings that decide whether it is added, when any do */
export function appendText(
  tracer: Tracer,
  current: Value | undefined,
  addition: QueryText,
  skippable: readonly Arm[] | undefined,
): QueryText {
  const before = current ? asText(tracer, current) : [];
  const after: Piece[] = skippable
    ? [{ kind: 'choice', options: [addition, []], arms: [skippable, []] }]
    : [...addition];
  return [...before, ...after];
}

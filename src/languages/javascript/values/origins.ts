import type { Origin, Piece } from '../../../model/query-text.ts';
import { isMember, memberName, type Node, staticName } from '../syntax/ast.ts';
import { functionAround } from '../syntax/module.ts';
import { expressionSite } from '../text/text.ts';
import { hasFixedLogin, isInTicketFetcher } from './ticket-fetchers.ts';
import type { Tracer } from './tracer.ts';
import type { Context, ExpressionSite, LiteralSite, SlotSite, Value } from './values.ts';

/** Where the value of an expression is born; one `unknown` origin when it cannot be told. */
export function originsOf(tracer: Tracer, node: Node, context: Context): readonly Origin[] {
  return collectOrigins(tracer, node, context, new Found());
}

/** The same for what a login is given: what stands in the code that logs in does not come from its reply. */
export function originsOfLogin(tracer: Tracer, node: Node): readonly Origin[] {
  return collectOrigins(tracer, node, undefined, new Found(true));
}

function collectOrigins(tracer: Tracer, node: Node, context: Context, found: Found): readonly Origin[] {
  tracer.refresh();
  collectFromValue(tracer, tracer.evaluate(node, context), node, found);
  const origins = [...found.values()];
  const telling = origins.filter((origin) => !(origin.kind === 'literal' && origin.name === ''));
  if (telling.length > 0) return telling;
  return origins.length > 0 ? origins : [originAt(tracer, node, 'unknown', '', false)];
}

/** The origins by where they stand. */
class Found extends Map<Node, Origin> {
  private readonly seen = new Map<Node, Set<Context>>();
  /** Whether what is looked for goes into a login, rather than into a request that may carry its ticket. */
  readonly forLogin: boolean;

  constructor(forLogin = false) {
    super();
    this.forLogin = forLogin;
  }

  /** Whether an expression is looked into for the first time: a function that calls itself may hand on what it was given. */
  isNew(node: Node, context: Context): boolean {
    const contexts = this.seen.get(node) ?? new Set();
    this.seen.set(node, contexts);
    return contexts.size < contexts.add(context).size;
  }
}

function collectFromValue(tracer: Tracer, value: Value, node: Node, found: Found): void {
  switch (value.kind) {
    case 'text':
      collectFromPieces(tracer, value.pieces, node, found);
      return;
    case 'choice':
      for (const option of value.options) collectFromValue(tracer, option, node, found);
      return;
    case 'opaque':
      if (!isNothing(value.node)) found.set(value.node, opaqueOrigin(tracer, value, found.forLogin));
      return;
    default:
      found.set(node, originAt(tracer, node, 'unknown', '', false));
  }
}

/** A text's origins are those of its holes; only a text without holes is a literal of its own. */
function collectFromPieces(tracer: Tracer, pieces: readonly Piece[], node: Node, found: Found): void {
  const holes = pieces.filter((piece) => piece.kind === 'hole' || piece.kind === 'choice');
  if (holes.length === 0) {
    const literals = pieces.filter((piece) => piece.kind === 'literal');
    const first = literals[0]?.site as LiteralSite | undefined;
    const text = pieces
      .map((piece) => (piece.kind === 'literal' || piece.kind === 'known' ? piece.text : ''))
      .join('');
    if (first && literals.length === 1) found.set(first.node, literalOrigin(tracer, first.node, text));
    else found.set(node, originAt(tracer, node, literals.length > 0 ? 'literal' : 'unknown', text, true));
    return;
  }
  for (const piece of holes) {
    if (piece.kind === 'choice')
      for (const option of piece.options) collectFromPieces(tracer, option, node, found);
    else if (piece.content)
      collectFromPieces(tracer, piece.content, (piece.site as ExpressionSite).node, found);
    else {
      const { node: inner, context } = piece.site as ExpressionSite | SlotSite;
      if (found.isNew(inner, context))
        collectFromValue(tracer, tracer.evaluate(inner, context), inner, found);
    }
  }
}

function literalOrigin(tracer: Tracer, node: Node, text: string): Origin {
  const module = tracer.moduleOf(node);
  if (!module.json) {
    const setting = settingBefore(tracer, node);
    return {
      ...originAt(tracer, node, 'literal', text, true),
      ...(setting !== undefined && { fallbackFor: setting }),
    };
  }
  const property = module.parents.get(node);
  const name =
    property?.type === 'ObjectProperty' && property.key.type === 'StringLiteral' ? property.key.value : text;
  return { ...originAt(tracer, node, 'configuration', name, true), inDocument: true };
}

/** The environment variable that a literal stands in for: `process.env.X || 'literal'`, `{ X = 'literal' } = process.env`. */
function settingBefore(tracer: Tracer, literal: Node): string | undefined {
  const module = tracer.moduleOf(literal);
  const node = literal.type === 'TemplateElement' ? (module.parents.get(literal) ?? literal) : literal;
  const parent = module.parents.get(node);
  if (parent?.type === 'LogicalExpression' && parent.operator !== '&&' && parent.right === node) {
    const setting = tracer.evaluate(parent.left, undefined);
    return setting.kind === 'opaque' && setting.birth.kind === 'environment' ? setting.birth.name : undefined;
  }
  const property =
    parent?.type === 'AssignmentPattern' && parent.right === node ? module.parents.get(parent) : undefined;
  if (property?.type !== 'ObjectProperty') return undefined;
  const declarator = module.parents.get(module.parents.get(property) ?? property);
  const isEnvironment =
    declarator?.type === 'VariableDeclarator' &&
    declarator.init &&
    tracer.evaluate(declarator.init, undefined).kind === 'environment';
  return isEnvironment ? staticName(property.key, property.computed === true) : undefined;
}

/** `null`, `undefined`, `false`: a value that is still to come. */
function isNothing(node: Node): boolean {
  return (
    node.type === 'NullLiteral' ||
    node.type === 'BooleanLiteral' ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    node.type === 'UnaryExpression'
  );
}

function originAt(tracer: Tracer, node: Node, kind: Origin['kind'], name: string, fixed: boolean): Origin {
  return { kind, name, fixed, site: expressionSite(tracer, node, undefined) };
}

function opaqueOrigin(tracer: Tracer, value: Extract<Value, { kind: 'opaque' }>, forLogin: boolean): Origin {
  const { node, birth } = value;
  const module = tracer.moduleOf(node);
  if (
    birth.kind === 'ticket-request' ||
    (!forLogin &&
      birth.kind !== 'parameter' &&
      birth.kind !== 'environment' &&
      isInTicketFetcher(tracer, node))
  ) {
    return originAt(
      tracer,
      node,
      'ticket-request',
      birth.name,
      birth.kind === 'ticket-request' ? birth.fixed : hasFixedLogin(tracer, module),
    );
  }
  if (birth.kind === 'unknown' && functionAround(module, node) === undefined)
    return originAt(tracer, node, 'external', birth.name || nameOf(node), true);
  return originAt(tracer, node, birth.kind, birth.name || nameOf(node), birth.fixed);
}

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return isMember(node) ? (memberName(node) ?? '') : '';
}

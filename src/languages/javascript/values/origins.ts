import { nodeOf } from '../../../model/change-key.ts';
import type { Origin, Piece } from '../../../model/query-text.ts';
import { spend } from '../../../model/work.ts';
import { endOf, isCall, isMember, memberName, type Node, startOf, staticName } from '../syntax/ast.ts';
import { functionAround, type JsModule } from '../syntax/module.ts';
import { expressionSite } from '../text/text.ts';
import { userOfRecord } from './record-users.ts';
import { hasFixedLogin, isInTicketFetcher, isTicketFetcher } from './ticket-fetchers.ts';
import type { Tracer } from './tracer.ts';
import {
  type Context,
  type ExpressionSite,
  type LiteralSite,
  rangeOf,
  type SlotSite,
  type Value,
} from './values.ts';

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
  const { origins } = found;
  const telling = origins.filter(
    (origin) => !(origin.kind === 'literal' && origin.name === '') && !found.absent.has(origin),
  );
  if (telling.length > 0) return telling;
  return origins.length > 0 ? origins : [originAt(tracer, node, 'unknown', '', false)];
}

/** The origins, each place once; a computed name gives a place several. */
class Found {
  private readonly byPlace = new Map<Node, Map<string, Origin>>();
  private readonly seen = new Map<Node, Set<Context>>();
  /** Those of members that are not there: `(options || {}).apikey`. */
  readonly absent = new Set<Origin>();
  /** Whether what is looked for goes into a login, rather than into a request that may carry its ticket. */
  readonly forLogin: boolean;

  constructor(forLogin = false) {
    this.forLogin = forLogin;
  }

  get origins(): Origin[] {
    return [...this.byPlace.values()].flatMap((names) => [...names.values()]);
  }

  add(node: Node, origin: Origin): void {
    const names = this.byPlace.get(node) ?? new Map<string, Origin>();
    this.byPlace.set(node, names.set(origin.kind === 'environment' ? origin.name : '', origin));
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
      if (!isNothing(value.node)) addOpaque(tracer, value, found);
      return;
    default:
      found.add(node, originAt(tracer, node, 'unknown', '', false));
  }
}

function addOpaque(tracer: Tracer, value: Extract<Value, { kind: 'opaque' }>, found: Found): void {
  const origin = opaqueOrigin(tracer, value, found.forLogin);
  if (value.birth.absent) found.absent.add(origin);
  found.add(value.node, origin);
}

/** A text's origins are those of its holes; only a text without holes is a literal of its own. */
function collectFromPieces(tracer: Tracer, pieces: readonly Piece[], node: Node, found: Found): void {
  spend(pieces.length);
  const holes = pieces.filter((piece) => piece.kind === 'hole' || piece.kind === 'choice');
  if (holes.length === 0) {
    const literals = pieces.filter((piece) => piece.kind === 'literal');
    const first = literals[0]?.site as LiteralSite | undefined;
    const text = pieces
      .map((piece) => (piece.kind === 'literal' || piece.kind === 'known' ? piece.text : ''))
      .join('');
    if (first && literals.length === 1) found.add(first.node, literalOrigin(tracer, first.node, text));
    else if (literals.length === 0) found.add(node, originAt(tracer, node, 'unknown', text, true));
    else {
      const parts = literals.map(({ site }) => site.at);
      found.add(node, { ...originAt(tracer, node, 'literal', text, true), parts });
    }
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
  const record = recordAround(module, node);
  const holder = module.parents.get(node);
  const name =
    holder?.type === 'ObjectProperty' ? staticName(holder.key, holder.computed === true) : undefined;
  const user = name === undefined ? undefined : userOfRecord(module, record, name);
  const owned = {
    ...(record && { record: nodeOf(rangeOf(module, record)) }),
    ...(user !== undefined && { user }),
  };
  if (!module.json) {
    const setting = settingBefore(tracer, node);
    return {
      ...originAt(tracer, node, 'literal', text, true),
      ...owned,
      ...(setting !== undefined && { fallbackFor: setting }),
    };
  }
  const property = module.parents.get(node);
  const key =
    property?.type === 'ObjectProperty' && property.key.type === 'StringLiteral' ? property.key : undefined;
  return {
    ...originAt(tracer, node, 'configuration', key?.value ?? text, true),
    inDocument: true,
    ...owned,
    ...(key && { namedAt: { file: module.file, start: startOf(key) + 1, end: endOf(key) - 1 } }),
  };
}

/** The object, the list or the call that a literal is an immediate part of. */
function recordAround(module: JsModule, literal: Node): Node | undefined {
  const parent = module.parents.get(literal);
  const record = parent?.type === 'ObjectProperty' ? module.parents.get(parent) : parent;
  return record && (record.type === 'ObjectExpression' || record.type === 'ArrayExpression' || isCall(record))
    ? record
    : undefined;
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
  if (birth.kind === 'ticket-request' || (!forLogin && isReply(tracer, value))) {
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
  const origin = originAt(tracer, node, birth.kind, birth.name || nameOf(node), birth.fixed);
  return isComposed(node) ? { ...origin, isComposed: true } : origin;
}

/**
 * What code that logs in makes, or is given, is the ticket, or was read out of the same reply: but for what its callers
 * hand to the function that logs in.
 */
function isReply(tracer: Tracer, { node, birth }: Extract<Value, { kind: 'opaque' }>): boolean {
  if (birth.kind === 'environment') return false;
  if (birth.kind !== 'parameter') return isInTicketFetcher(tracer, node);
  const module = tracer.moduleOf(node);
  const binding = module.scopes.bindingOf(node);
  const taker = binding && functionAround(module, binding.declaration);
  return taker !== undefined && !isTicketFetcher(tracer, taker) && isInTicketFetcher(tracer, taker);
}

/** `process.env[tenant + '_APIKEY']` */
function isComposed(node: Node): boolean {
  return isMember(node) && node.computed && memberName(node) === undefined;
}

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return isMember(node) ? (memberName(node) ?? '') : '';
}

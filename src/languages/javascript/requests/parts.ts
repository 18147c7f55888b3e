import type { ParameterSet } from '../../../model/parameter-set.ts';
import type { QueryText } from '../../../model/query-text.ts';
import { isFunction, isMember, unwrap } from '../syntax/ast.ts';
import { contentOf, piecesOf } from '../text/text.ts';
import { alternativesOf } from '../values/alternatives.ts';
import { memberOf } from '../values/members.ts';
import { withNestedMutations } from '../values/mutations.ts';
import { parameterSet, setOfPairs } from '../values/objects.ts';
import type { Tracer } from '../values/tracer.ts';
import type { SetValue, Value } from '../values/values.ts';
import type { Root } from './reach.ts';

/** What a call is given, sorted by what it tells of the request. */
export interface Parts {
  readonly texts: QueryText[];
  readonly sets: ParameterSet[];
  readonly urls: QueryText[];
  readonly bases: QueryText[];
  readonly hosts: QueryText[];
}

const URL_KEYS = /^(url|uri|src|action|path|pathname|href|endpoint|resource|route)$/i;

const BASE_KEYS = /^(base_?ur[li]|prefix_?url|root|host_?url|server)$/i;

const HOST_KEYS = /^(host|host_?name|domain)$/i;

const DEPTH = 4;

export function noParts(): Parts {
  return { texts: [], sets: [], urls: [], bases: [], hosts: [] };
}

/** A text that ends nowhere known still speaks for itself; a set only does when it also tells where it goes. */
export function collectEnd(tracer: Tracer, root: Root, parts: Parts): void {
  const node = unwrap(root.node);
  if (isFunction(node) || node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return;
  const value =
    node.type === 'Identifier' || isMember(node) ? tracer.evaluate(node, root.context) : undefined;
  if (!value) {
    const pieces = piecesOf(tracer, node, root.context);
    if (pieces.some((piece) => piece.kind !== 'hole' || piece.content)) {
      const evaluated = tracer.evaluate(node, root.context);
      if (evaluated.kind === 'text' || evaluated.kind === 'opaque') {
        parts.texts.push(pieces);
        parts.urls.push(pieces);
      } else visitEnd(tracer, evaluated, parts);
    }
  } else visitEnd(tracer, value, parts);
  if (parts.urls.length === 0 && parts.hosts.length === 0) parts.sets.length = 0;
}

/** What ends nowhere known is options or configuration: only a set inside it may be one of parameters. */
function visitEnd(tracer: Tracer, value: Value, parts: Parts): void {
  for (const option of alternativesOf(value)) {
    if (option.kind === 'set') visitEntries(tracer, option, parts, 0);
    else if (option.kind !== 'list' && option.kind !== 'view') visit(tracer, option, undefined, parts, 0);
  }
}

export function visit(
  tracer: Tracer,
  value: Value,
  key: string | undefined,
  parts: Parts,
  depth: number,
): void {
  if (depth > DEPTH) return;
  switch (value.kind) {
    case 'choice':
      return visitChoice(tracer, value, key, parts, depth);
    case 'text':
      return visitText(value.pieces, key, parts);
    case 'url':
      visitText(contentOf(tracer, value) ?? value.pieces, key ?? 'url', parts);
      return;
    case 'set':
      return visitSet(tracer, value, parts, depth);
    case 'view':
      return visit(tracer, value.of, key, parts, depth + 1);
    case 'list': {
      const pairs = setOfPairs(tracer, value);
      if (pairs && pairs.entries.length > 0) visitSet(tracer, pairs, parts, depth);
      else
        for (const item of value.items)
          visit(tracer, tracer.evaluate(item.node, item.context), key, parts, depth + 1);
    }
  }
}

/** Alternative texts are one text with a choice; other alternatives are looked at one by one. */
function visitChoice(
  tracer: Tracer,
  value: Extract<Value, { kind: 'choice' }>,
  key: string | undefined,
  parts: Parts,
  depth: number,
): void {
  const texts = value.options.filter(isTextual);
  const content =
    texts.length > 0
      ? contentOf(tracer, texts.length === value.options.length ? value : { kind: 'choice', options: texts })
      : undefined;
  if (content) visitText(content, key, parts);
  for (const option of alternativesOf(value))
    if (!isTextual(option)) visit(tracer, option, key, parts, depth + 1);
}

/** What is one text as a whole, its parameters included. */
export function isTextual({ kind }: Value): boolean {
  return kind === 'text' || kind === 'url';
}

function visitText(pieces: QueryText, key: string | undefined, parts: Parts): void {
  parts.texts.push(pieces);
  if (key === undefined || URL_KEYS.test(key)) parts.urls.push(pieces);
  else if (BASE_KEYS.test(key)) parts.bases.push(pieces);
  else if (HOST_KEYS.test(key)) parts.hosts.push(pieces);
}

function visitSet(tracer: Tracer, set: SetValue, parts: Parts, depth: number): void {
  if (!isOptions(set)) parts.sets.push(parameterSet(tracer, set));
  visitEntries(tracer, set, parts, depth);
}

function visitEntries(tracer: Tracer, set: SetValue, parts: Parts, depth: number): void {
  const grown = new Set(set.entries.filter((entry) => entry.grows).map((entry) => entry.name));
  for (const name of grown) {
    const value = memberOf(tracer, set, name, set.node, undefined);
    if (value.kind === 'text') visitText(value.pieces, name ?? '', parts);
  }
  for (const entry of set.entries) {
    if (!entry.value || isFunction(entry.value) || grown.has(entry.name)) continue;
    const inner = unwrap(entry.value);
    const evaluated = withNestedMutations(tracer, set, entry.name, tracer.evaluate(inner, entry.context));
    if (evaluated.kind === 'text') visitText(piecesOf(tracer, inner, entry.context), entry.name ?? '', parts);
    else if (evaluated.kind !== 'opaque') visit(tracer, evaluated, entry.name ?? '', parts, depth + 1);
    else if (entry.name !== undefined && (URL_KEYS.test(entry.name) || HOST_KEYS.test(entry.name)))
      visitText(piecesOf(tracer, inner, entry.context), entry.name, parts);
  }
  for (const inner of set.rest) visit(tracer, inner, undefined, parts, depth + 1);
}

/** An object that tells where a request goes is its options, or a client's configuration, not its parameters. */
export function isOptions(set: SetValue): boolean {
  return set.entries.some(
    (entry) =>
      entry.name !== undefined &&
      entry.value &&
      (URL_KEYS.test(entry.name) || HOST_KEYS.test(entry.name) || BASE_KEYS.test(entry.name)),
  );
}

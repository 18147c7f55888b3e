import { API_KEY, AUTH_TOKEN, SCOPE, TICKET } from '../../../zoho/parameters.ts';
import { Refusal } from '../../refusal.ts';
import { endOf, isCall, isMember, type Node, startOf } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { ancestorsOf, isAssigned, type JsModule } from '../syntax/module.ts';
import { namesPicked } from '../values/set-calls.ts';
import type { Tracer } from '../values/tracer.ts';
import { type JsSite, optionsOf, type Value } from '../values/values.ts';
import type { Draft } from './draft.ts';
import { isTested, lineOf } from './named-reads.ts';
import { fatesOf, KEPT, type RenamedEntries } from './renamed-entries.ts';

/** A place that reads a set by a name of a list: `params[name]`, `name in params`. */
interface ListedRead {
  readonly node: Node;
  readonly module: JsModule;
  readonly object: Node;
  readonly name: Node;
  /** What a function does that takes a set and names: `pick(params, [name])`. */
  readonly by?: 'pick' | 'omit';
}

/**
 * Lets names in lists follow the entries that are read by them: `for (const name of ['apikey', 'ticket'])
 * url.set(name, params[name])`.
 *
 * @throws Refusal where a name also reads what keeps it, or reads a value that is no longer there
 */
export function spellListedNames(tracer: Tracer, draft: Draft, entries: RenamedEntries): void {
  const listed = new Set<Node>(
    draft.module
      .nodes('StringLiteral')
      .filter((node) => entries.names.has(node.value) && isListed(draft.module, node)),
  );
  if (listed.size === 0) return;
  const fates = new Map<Node, Set<string | undefined>>();
  const kept = new Set<Node>();
  const copied = new Set<Node>();
  const read = new Set<Node>();
  for (const by of tracer.program.modules.flatMap(readsByName)) {
    for (const { node, text } of literalsOf(tracer, by.name)) {
      if (!listed.has(node)) continue;
      read.add(node);
      if (!isGuard(by)) copied.add(node);
      const object = tracer.evaluate(by.object, undefined);
      if (isHandedIn(object) && isPaired(draft.module, node))
        throw new Refusal(
          `a list of names (line ${lineOf(draft.module, node)}) says what is read of something that could not be made out`,
        );
      for (const fate of fatesOf(object, text, entries)) {
        if (fate === undefined && by.by === 'omit') continue;
        if (fate === KEPT) kept.add(node);
        else fates.set(node, (fates.get(node) ?? new Set()).add(isLegible(by) ? fate : undefined));
      }
    }
  }
  for (const [node, found] of fates) {
    const [to, ...others] = found;
    if (to === undefined || others.length > 0 || kept.has(node))
      throw new Refusal('the parameter is read by its name out of a list, and the list also serves others');
    draft.rename(node, to);
  }
  for (const node of listed)
    if (!read.has(node) && isPaired(draft.module, node) && !draft.covers(startOf(node) + 1, endOf(node) - 1))
      throw new Refusal(
        `parameters are named (line ${lineOf(draft.module, node)}) for code that could not be followed`,
      );
  const names = [...copied].map((node) => [...(fates.get(node) ?? [])][0]);
  if (names.includes(AUTH_TOKEN) && !names.includes(SCOPE))
    throw new Refusal('parameters are picked out by a list of names, in which the scope has no place');
}

function isListed(module: JsModule, node: Node): boolean {
  const parent = module.parents.get(node);
  return (
    parent?.type === 'ArrayExpression' ||
    isPaired(module, node) ||
    (parent !== undefined && takerOf(module, parent) !== undefined)
  );
}

/** Whether a name stands beside the other of the pair, in an array or among the arguments of a call. */
function isPaired(module: JsModule, node: Node): boolean {
  const parent = module.parents.get(node);
  const items =
    parent?.type === 'ArrayExpression' ? parent.elements : parent && isCall(parent) ? parent.arguments : [];
  const names = items.flatMap((item) => (item?.type === 'StringLiteral' ? [item.value] : []));
  return names.includes(API_KEY) && names.includes(TICKET);
}

/** What a function is given, by whom is not known. */
function isHandedIn(value: Value): boolean {
  return optionsOf(value).some((option) => option.kind === 'opaque' && option.birth.kind === 'parameter');
}

/** What a call does to a set with the names that it is told. */
function takerOf(module: JsModule, call: Node): 'pick' | 'omit' | undefined {
  const name = isCall(call) ? calledName(module, call) : undefined;
  return name === 'pick' || name === 'omit' ? name : undefined;
}

/** The literals that a name may stand for. */
function literalsOf(tracer: Tracer, name: Node): { node: Node; text: string }[] {
  return optionsOf(tracer.evaluate(name, undefined)).flatMap((option) => {
    const [piece] = option.kind === 'text' ? option.pieces : [];
    return option.kind === 'text' && option.pieces.length === 1 && piece?.kind === 'literal'
      ? [{ node: (piece.site as JsSite).node, text: piece.text }]
      : [];
  });
}

function readsByName(module: JsModule): ListedRead[] {
  return [
    ...[...module.nodes('MemberExpression'), ...module.nodes('OptionalMemberExpression')].flatMap((node) =>
      node.computed && node.property.type === 'Identifier'
        ? [{ node, module, object: node.object, name: node.property }]
        : [],
    ),
    ...module
      .nodes('BinaryExpression')
      .flatMap((node) =>
        node.operator === 'in' && node.left.type === 'Identifier'
          ? [{ node, module, object: node.right, name: node.left }]
          : [],
      ),
    ...module.nodes('CallExpression').flatMap((node): ListedRead[] => {
      const [object] = node.arguments;
      const by = takerOf(module, node);
      return object && by ? namesPicked(node).map((name) => ({ node, module, object, name, by })) : [];
    }),
  ];
}

function isGuard({ node, module, by }: Pick<ListedRead, 'node' | 'module' | 'by'>): boolean {
  if (by !== undefined) return by === 'omit';
  return node.type === 'BinaryExpression' || isTested(module, node);
}

/** Whether a read does with any value, or hands the value on under the very name that it was read by. */
function isLegible({ node, module, name, by }: ListedRead): boolean {
  if (by !== undefined || isGuard({ node, module })) return true;
  const binding = module.scopes.bindingOf(name);
  for (const ancestor of ancestorsOf(module, node)) {
    if (/Statement$|Function/.test(ancestor.type)) return false;
    const others = (binding?.reads ?? []).filter(
      (read) => read !== name && isNamePart(module, read, ancestor),
    );
    if (others.length > 0) return true;
  }
  return false;
}

/** Whether `read` names something within `outer`: a key, the first argument, the beginning of a text. */
function isNamePart(module: JsModule, read: Node, outer: Node): boolean {
  if (startOf(read) < startOf(outer) || endOf(read) > endOf(outer)) return false;
  const parent = module.parents.get(read);
  if (!parent || (isMember(parent) && !isAssigned(module, parent))) return false;
  if (isCall(parent)) return parent.arguments[0] === read;
  return (
    isMember(parent) ||
    parent.type === 'ObjectProperty' ||
    parent.type === 'BinaryExpression' ||
    parent.type === 'TemplateLiteral' ||
    parent.type === 'ArrayExpression'
  );
}

import type { TicketPiece } from '../../../model/ticket-code.ts';
import { nodeAt } from '../code-map/places.ts';
import { isCall, isMember, isWithin, memberName, type Node, walk } from '../syntax/ast.ts';
import { isAssigned, type JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import { familyOf, ownersOf } from './owners-of.ts';
import { settleBranch } from './settle.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Takes out the branchings that ask whether there is a ticket, or one that is fresh enough, in variables and members that
 * only ticket code which goes fills: none is needed, so that there always is one.
 */
export function removeGuards(
  doomed: Doomed,
  tracer: Tracer,
  caches: readonly TicketPiece[],
  { isKept }: Surroundings,
): void {
  for (const cache of caches) {
    const reads = readsOf(tracer, cache);
    for (const read of reads) {
      const module = tracer.moduleOf(read);
      if (doomed.has(read) || isKept(read)) continue;
      const isCache = (node: Node) =>
        reads.includes(node) || caches.some((one) => readsOf(tracer, one).includes(node));
      doomed.try(() => settleBranch(doomed, module, read, (node) => whileFresh(node, isCache)));
    }
  }
}

const known = new WeakMap<TicketPiece, readonly Node[]>();

/** Everything that reads what a piece keeps. */
function readsOf(tracer: Tracer, piece: TicketPiece): readonly Node[] {
  const found = known.get(piece) ?? findReads(tracer, piece);
  known.set(piece, found);
  return found;
}

function findReads(tracer: Tracer, { unit }: TicketPiece): readonly Node[] {
  const home = tracer.program.load(unit.at.file);
  if (!home || home.json) return [];
  const place = nodeAt(home, unit.at);
  if (unit.kind === 'variable')
    return (
      home.scopes.all.find(({ name, declaration }) => name === unit.symbol && isWithin(declaration, place))
        ?.reads ?? []
    );
  if (unit.kind !== 'member' || unit.symbol === undefined) return [];
  const owners = ownersAt(tracer, home, place, unit.symbol);
  return tracer.program.modules
    .flatMap((module) => membersNamed(module, unit.symbol!))
    .filter((member) => {
      const found = ownersOf(tracer, member.object);
      return found?.some((owner) => owners.has(owner)) === true;
    });
}

function membersNamed(module: JsModule, name: string) {
  return [...module.nodes('MemberExpression'), ...module.nodes('OptionalMemberExpression')].filter(
    (node) => memberName(node) === name && !isAssigned(module, node),
  );
}

/** The classes and objects whose member stands at a place: where it is declared, or first given a value. */
function ownersAt(tracer: Tracer, module: JsModule, place: Node, name: string): Set<Node> {
  const owners = new Set<Node>();
  const add = (found: readonly Node[] | undefined) => {
    for (const owner of found ?? []) for (const one of familyOf(tracer, owner)) owners.add(one);
  };
  walk(place, (node) => {
    if (isMember(node) && memberName(node) === name) add(ownersOf(tracer, node.object));
  });
  const parent = module.parents.get(place);
  if (place.type === 'ClassProperty' || place.type === 'ClassPrivateProperty')
    add([parent && module.parents.get(parent)].filter((one) => one !== undefined));
  if (place.type === 'ObjectProperty' && parent) add([parent]);
  return owners;
}

/** What an expression about a kept ticket comes to as long as that is fresh; undefined where that cannot be told. */
function whileFresh(node: Node, isCache: (node: Node) => boolean): 'present' | boolean | undefined {
  if (isCache(node)) return 'present';
  if (node.type !== 'BinaryExpression' || !/^[<>]=?$/.test(node.operator)) return undefined;
  if (!speaksOf(node, isCache)) return undefined;
  const [left, right] = [speaksOf(node.left, isNow), speaksOf(node.right, isNow)];
  // The clock has not run past what it is compared with.
  return left === right ? undefined : node.operator.startsWith('<') === left;
}

function isNow(node: Node): boolean {
  if (!isCall(node)) return false;
  if (node.type === 'NewExpression')
    return node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0;
  return isMember(node.callee) && memberName(node.callee) === 'now';
}

function speaksOf(expression: Node, matches: (node: Node) => boolean): boolean {
  let found = false;
  walk(expression, (node) => {
    found ||= matches(node);
  });
  return found;
}

import type { ValueSources } from '../../../model/code-map.ts';
import type { SourceRange } from '../../../model/edit.ts';
import type { CodeUnit } from '../../../model/ticket-code.ts';
import { childrenOf } from '../children.ts';
import type { FunctionNode, Node } from '../tree.ts';
import type { Units } from './units.ts';
import { parameterPosition, writingsTo } from './writings.ts';

/** How many places are gone through: what is further away has nothing to do with it. */
const LIMIT = 2000;

/**
 * Where the value of an expression comes from: through variables, members, parameters and functions of the file.
 *
 * @param isBroad whether what calls are given counts, too
 */
export function sourcesOf(units: Units, start: Node, isBroad: boolean): ValueSources {
  const { source } = units;
  const found = new Set<CodeUnit>();
  const places: SourceRange[] = [];
  const seen = new Set<Node>();
  const open: Node[] = [start];
  const visit = (node: Node | undefined) => {
    if (node && !seen.has(node)) open.push(node);
  };
  for (let node = open.pop(); node && seen.size < LIMIT; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    places.push(source.at(node));
    const unit = units.ofReference(node);
    if (unit && !found.has(unit)) {
      found.add(unit);
      for (const write of writesTo(units, unit)) visit(write);
    }
    if (node.kind === 'call') {
      for (const fn of units.targetsOf(node)) for (const result of resultsOf(units, fn)) visit(result);
      if (node.receiver) visit(node.receiver);
      const isOwn = units.targetsOf(node).length > 0;
      if (isBroad || !isOwn) for (const argument of node.arguments) visit(argument);
      continue;
    }
    for (const child of childrenOf(node)) if (child.kind !== 'function') visit(child);
  }
  return { units: [...found], places };
}

/** What is put into a variable, member or parameter, and what may fill it. */
function writesTo(units: Units, unit: CodeUnit): Node[] {
  const { source } = units;
  const subject = units.subjectOf(unit);
  const values = new Map(writingsTo(units, unit).map(({ node, value }) => [node, value]));
  const found = source.nodes.flatMap((node): Node[] => {
    const value = values.get(node);
    if (value) return [value];
    // What it is handed to may fill it.
    const isHanded =
      node.kind === 'call' &&
      node.arguments.some((argument) => units.ofReference(argument.value) === unit) &&
      units.targetsOf(node).length === 0;
    return isHanded ? [node] : [];
  });
  if (subject?.kind === 'member')
    for (const node of source.nodes)
      if (
        node.kind === 'parameter' &&
        node.member !== undefined &&
        source.keyOf(node.member) === subject.name
      )
        found.push(node);
  const position = parameterPosition(source, subject);
  if (position < 0 || subject?.kind !== 'variable') return found;
  for (const node of source.nodes)
    if (node.kind === 'call' && units.targetsOf(node).includes(subject.home!)) {
      const argument = node.arguments[position];
      if (argument) found.push(argument.value);
    }
  return found;
}

function resultsOf({ source }: Units, fn: FunctionNode): Node[] {
  const returned = source.nodes.flatMap((node) =>
    node.kind === 'return' && node.value && source.functionAround(node) === fn ? [node.value] : [],
  );
  const last = fn.givesLast ? fn.body.at(-1) : undefined;
  return last?.kind === 'statement' ? [...returned, last.expression] : returned;
}

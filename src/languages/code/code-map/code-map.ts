import type { Branch, CodeMap, Literal } from '../../../model/code-map.ts';
import type { SourceRange } from '../../../model/edit.ts';
import type { CodeUnit } from '../../../model/ticket-code.ts';
import type { Source } from '../source.ts';
import type { ClassNode, Node } from '../tree.ts';
import { commentAbove } from './comments.ts';
import { deedsOf, resultOf } from './deeds.ts';
import { isEmpty, isEmptyAtFirst } from './emptiness.ts';
import { mentionsOf } from './mentions.ts';
import { ownerOf } from './owner-of.ts';
import { functionOf, leaves, liesWithin, nodeAt, statementOf } from './places.ts';
import { isTimer } from './plain-calls.ts';
import { sourcesOf } from './sources.ts';
import { targetsOf, type Units } from './units.ts';

/** Answers what a rule asks about the code of one file. */
export function createCodeMap(source: Source, units: Units): CodeMap {
  // What stands in a comment at the top belongs to the file alone.
  const whole: Node = { kind: 'block', start: 0, end: source.text.length, body: source.tree.body };
  const find = (at: SourceRange): Node => nodeAt(source, at) ?? whole;
  const mentions = remember((unit: CodeUnit) => mentionsOf(units, unit));
  const deeds = remember((unit: CodeUnit) => deedsOf(units, nodeOfUnit(unit)));
  const nodeOfUnit = (unit: CodeUnit): Node => {
    const subject = units.subjectOf(unit);
    return subject?.kind === 'function' || subject?.kind === 'statement' ? subject.node : find(unit.at);
  };
  return {
    functionAround(at) {
      const fn = functionOf(source, find(at));
      return fn && units.ofFunction(fn);
    },
    statementAround: (at) => units.ofStatement(statementOf(source, find(at))),
    topStatementAround(at) {
      const node = find(at);
      if (functionOf(source, node)) return undefined;
      const top = [node, ...source.around(node)].at(-1)!;
      return units.ofStatement(top);
    },
    timerAround(at) {
      const node = find(at);
      for (const around of [node, ...source.around(node)]) {
        if (around.kind === 'call' && isTimer(around)) return units.ofStatement(statementOf(source, around));
        if (around.kind === 'function' && around.name) return undefined;
      }
      return undefined;
    },
    loopAround(at) {
      const node = find(at);
      let outermost: Node = statementOf(source, node);
      for (const around of source.around(node)) {
        if (around.kind === 'function' && around.name) break;
        if (around.kind === 'loop') outermost = around;
      }
      return units.ofStatement(outermost);
    },
    branchOn: (at) => branchOn(source, units, find(at)),
    mentionsOf: mentions,
    deedsIn: deeds,
    resultOf(unit) {
      const subject = units.subjectOf(unit);
      return subject?.kind === 'function' ? resultOf(units, subject.node) : [];
    },
    isEmptyAtFirst: (unit) => isEmptyAtFirst(units, unit),
    // Other files are not looked at: whoever uses this one is named by nobody.
    isPublic: () => false,
    declaredBy: (unit) => declaredBy(source, units, unit),
    isConstructor(unit) {
      const subject = units.subjectOf(unit);
      return subject?.kind === 'function' && subject.node.isConstructor === true;
    },
    clears(at) {
      const node = find(at);
      for (const around of [node, ...source.around(node)])
        if (around.kind === 'assignment')
          return targetsOf(around).some((target) => liesWithin(node, target)) && isEmpty(around.value);
        else if (around.kind === 'statement') return false;
      return false;
    },
    sourcesOf: (at) => sourcesOf(units, find(at), false),
    upstreamOf: (at) => sourcesOf(units, find(at), true),
    commentAbove: (at, comment, mark) => commentAbove(source, find(at), comment, mark),
    ownerOf: (at) => ownerOf(units, find(at)),
    literalsIn: (_file, pattern) => literalsIn(source, units, pattern),
  };
}

function remember<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

/** The nearest branching whose condition holds a node. */
function branchOn(source: Source, units: Units, node: Node): Branch | undefined {
  let child: Node = node;
  for (const around of source.around(node)) {
    if (around.kind === 'function' && around.name) return undefined;
    const decides =
      (around.kind === 'branching' && around.conditions.some((condition) => condition === child)) ||
      (around.kind === 'loop' && around.header.some((condition) => condition === child)) ||
      (around.kind === 'fork' && around.condition === child);
    if (decides) {
      const statement = around.kind === 'fork' ? statementOf(source, around) : around;
      const unit = units.ofStatement(statement);
      const rest =
        around.kind === 'branching' && around.arms.some(leaves) ? endOfBlock(source, around) : undefined;
      return { unit, reach: rest === undefined ? unit.at : { ...unit.at, end: rest } };
    }
    child = around;
  }
  return undefined;
}

/** Where the block ends that a statement stands in. */
function endOfBlock(source: Source, node: Node): number {
  return source.parents.get(node)?.end ?? source.text.length;
}

/** The variables that a statement gives their first value. */
function declaredBy(source: Source, units: Units, unit: CodeUnit): CodeUnit[] {
  const found = source.nodes
    .filter((node) => node.kind === 'assignment' && liesWithin(node, unit.at))
    .flatMap((node) => targetsOf(node).map((target) => units.ofReference(target)));
  return [...new Set(found)].filter(
    (each): each is CodeUnit => each?.kind === 'variable' && liesWithin(each.at, unit.at),
  );
}

/** Literals and names of entries that a pattern knows. */
function literalsIn(source: Source, units: Units, pattern: RegExp): Literal[] {
  return source.nodes.flatMap((node): Literal[] => {
    const text =
      node.kind === 'characters' || node.kind === 'number'
        ? node.text
        : node.kind === 'argument'
          ? node.name?.text
          : node.kind === 'other'
            ? source.slice(node)
            : undefined;
    if (text === undefined || (node.kind === 'other' && (node.parts.length > 0 || text.length > 300)))
      return [];
    return pattern.test(text)
      ? [{ text, at: source.at(node), constant: constantOf(source, units, node) }]
      : [];
  });
}

/** The constant that a literal is the value of. */
function constantOf(source: Source, units: Units, node: Node): CodeUnit | undefined {
  const text = source.parents.get(node);
  const whole = node.kind === 'characters' && text ? text : node;
  const holder = source.parents.get(whole);
  const isConstant = (name: string) => /^[A-Z][A-Z0-9_]*$/.test(name);
  if (
    holder?.kind === 'assignment' &&
    holder.value === whole &&
    holder.target.kind === 'name' &&
    isConstant(holder.target.name)
  )
    return units.ofReference(holder.target);
  if (holder?.kind === 'declaration' && isConstant(holder.name.text)) {
    const type = source.parents.get(holder) as ClassNode;
    const mention = source.nodes.find(
      (each) => each.kind === 'member' && each.name.text === holder.name.text,
    );
    return type && mention ? units.ofReference(mention) : undefined;
  }
  return undefined;
}

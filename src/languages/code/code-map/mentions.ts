import type { CodeUnit, Mention } from '../../../model/ticket-code.ts';
import type { Node } from '../tree.ts';
import { isEmpty } from './emptiness.ts';
import { targetsOf, type Units } from './units.ts';
import { isDeclarationOf } from './writings.ts';

/** Every place of a file that calls, reads or writes a unit. */
export function mentionsOf(units: Units, unit: CodeUnit): readonly Mention[] {
  const subject = units.subjectOf(unit);
  if (!subject || subject.kind === 'statement') return [];
  const { source } = units;
  const found: Mention[] = [];
  const add = (node: Node, kind: Mention['kind']) => {
    const within = source.functionAround(node);
    found.push({ at: source.at(node), kind, within: within && units.ofFunction(within) });
  };
  if (subject.kind === 'function') {
    for (const node of source.nodes) {
      if (node.kind === 'call' && units.targetsOf(node).includes(subject.node)) add(node, 'call');
      else if (isHandedOn(units, node, subject.node.name?.text)) add(node, 'read');
    }
    return found;
  }
  const written = new Set<Node>(source.nodes.flatMap(targetsOf).map(innermost));
  for (const node of source.nodes) {
    if (isDeclarationOf(source, subject, node)) {
      if (node.value && !isEmpty(node.value)) add(node, 'write');
      continue;
    }
    if ((node.kind !== 'name' && node.kind !== 'member') || units.ofReference(node) !== unit) continue;
    add(node, written.has(node) ? 'write' : 'read');
  }
  return found;
}

/** `$this->tickets['crm'] = …` puts something into the member. */
function innermost(target: Node): Node {
  return target.kind === 'index' ? innermost(target.object) : target;
}

/** A function that is handed on by its name: `array_map('getTicket', …)`, `method(:login)`, `schedule(login)`. */
function isHandedOn(units: Units, node: Node, name: string | undefined): boolean {
  if (name === undefined) return false;
  const { source } = units;
  if (node.kind === 'name')
    return (
      source.keyOf(node.name) === source.keyOf(name) &&
      units.ofReference(node) === undefined &&
      source.functions.has(source.keyOf(name))
    );
  if (node.kind !== 'characters' || node.text !== name) return false;
  for (const around of source.around(node)) {
    if (around.kind === 'argument') return true;
    if (around.kind !== 'text' && around.kind !== 'item' && around.kind !== 'collection') return false;
  }
  return false;
}

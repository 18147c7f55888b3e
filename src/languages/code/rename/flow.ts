import type { CodeUnit } from '../../../model/ticket-code.ts';
import { definitionIn, targetsOf, type Units } from '../code-map/units.ts';
import type { Source } from '../source.ts';
import type { Expression, Node } from '../tree.ts';

/** The names that an expression only wraps: `urlencode($key)`, `trim(key)`, `key or default`. */
export function innermostOf(units: Units, node: Node): readonly Node[] {
  if (node.kind === 'call') {
    const meaning = units.source.language.reader.meaningOf(node);
    return meaning?.kind === 'same' ? innermostOf(units, meaning.value) : [];
  }
  if (node.kind === 'fork') return node.options.flatMap((option) => innermostOf(units, option));
  if (node.kind === 'text' && node.parts.length === 1 && node.parts[0]?.kind === 'embedded')
    return innermostOf(units, node.parts[0].expression);
  return node.kind === 'name' || node.kind === 'member' ? [node] : [];
}

/** What a variable, member or parameter has its values from, and the places that they are put into. */
export function inputsOf(
  units: Units,
  unit: CodeUnit,
): { readonly inputs: readonly Expression[]; readonly targets: ReadonlySet<Node> } {
  const { source } = units;
  const subject = units.subjectOf(unit);
  const inputs: Expression[] = [];
  const targets = new Set<Node>();
  for (const node of source.nodes) {
    if (node.kind === 'assignment') {
      const own = targetsOf(node).filter((target) => units.ofReference(target) === unit);
      for (const target of own) {
        targets.add(target);
        if (target === node.target) inputs.push(node.value);
      }
    }
    if (
      node.kind === 'declaration' &&
      node.value &&
      subject?.kind === 'member' &&
      source.classAround(node) === subject.home &&
      source.keyOf(node.name.text) === subject.name
    )
      inputs.push(node.value);
    const defined = subject?.kind === 'variable' && !subject.home ? definitionIn(source, node) : undefined;
    if (defined && subject?.kind === 'variable' && source.keyOf(defined.name) === subject.name) {
      targets.add(node);
      inputs.push(defined.value);
    }
  }
  const home = subject?.kind === 'variable' ? subject.home : undefined;
  const position =
    home?.parameters.findIndex(
      ({ name }) => subject?.kind === 'variable' && source.keyOf(name.text) === subject.name,
    ) ?? -1;
  const subjectName = subject?.kind === 'variable' ? subject.name : undefined;
  if (home && position >= 0)
    for (const node of source.nodes)
      if (node.kind === 'call' && units.targetsOf(node).includes(home)) {
        const named = node.arguments.find(({ name }) => name && source.keyOf(name.text) === subjectName);
        const argument = named ?? node.arguments[position];
        if (argument && !argument.isSpread && (argument === named || !argument.name))
          inputs.push(argument.value);
      }
  return { inputs, targets };
}

/** Whether a value is only looked at to decide something, or told to people. */
export function isTested(source: Source, node: Node): boolean {
  let child: Node = node;
  for (const around of source.around(node)) {
    if (
      (around.kind === 'branching' && around.conditions.includes(child as Expression)) ||
      (around.kind === 'fork' && around.condition === child)
    )
      return true;
    if (around.kind === 'leave') return true;
    if (around.kind === 'statement' || around.kind === 'return' || around.kind === 'function') return false;
    child = around;
  }
  return false;
}

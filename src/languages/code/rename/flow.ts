import type { CodeUnit } from '../../../model/ticket-code.ts';
import type { Units } from '../code-map/units.ts';
import { parameterPosition, writingsTo } from '../code-map/writings.ts';
import { bareName } from '../names.ts';
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
  for (const { node, names, value } of writingsTo(units, unit)) {
    if (node.kind === 'loop') continue;
    for (const name of names) targets.add(name);
    // What is taken apart is no value of its own.
    const isWhole = node.kind !== 'assignment' || names.includes(node.target);
    if (value && isWhole) inputs.push(value);
  }
  const home = subject?.kind === 'variable' ? subject.home : undefined;
  const position = parameterPosition(source, subject);
  if (home && position >= 0)
    for (const node of source.nodes)
      if (node.kind === 'call' && units.targetsOf(node).includes(home)) {
        const name = bareName(home.parameters[position]!.name.text);
        const at = node.arguments[position];
        const argument = node.arguments.find((one) => one.name?.text === name) ?? (at?.name ? undefined : at);
        if (argument && !argument.isSpread) inputs.push(argument.value);
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

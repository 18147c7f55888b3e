import type { CodeUnit } from '../../../model/ticket-code.ts';
import type { Source } from '../source.ts';
import type { Expression, MemberDeclaration, Node } from '../tree.ts';
import { definitionIn, type Subject, targetsOf, type Units } from './units.ts';

/** A place that puts something into a variable or member. */
export interface Writing {
  /** An assignment, a loop, a member's declaration, or the call that defines a constant. */
  readonly node: Node;
  /** The nodes that name the unit there. */
  readonly names: readonly Node[];
  /** What is put there, or gone through; undefined for a declaration without a value. */
  readonly value: Expression | undefined;
}

/** Every place of a file that puts something into a unit, in the order of the source. */
export function writingsTo(units: Units, unit: CodeUnit): Writing[] {
  const { source } = units;
  const subject = units.subjectOf(unit);
  return source.nodes.flatMap((node): Writing[] => {
    if (node.kind === 'assignment' || node.kind === 'loop') {
      const names = targetsOf(node).filter((target) => units.ofReference(target) === unit);
      return names.length > 0 ? [{ node, names, value: node.kind === 'loop' ? node.over : node.value }] : [];
    }
    if (isDeclarationOf(source, subject, node)) return [{ node, names: [node], value: node.value }];
    const defined = subject?.kind === 'variable' && !subject.home ? definitionIn(source, node) : undefined;
    const isIt = defined && subject?.kind === 'variable' && source.keyOf(defined.name) === subject.name;
    return isIt ? [{ node, names: [node], value: defined.value }] : [];
  });
}

/** Whether a node declares a member. */
export function isDeclarationOf(
  source: Source,
  subject: Subject | undefined,
  node: Node,
): node is MemberDeclaration {
  return (
    node.kind === 'declaration' &&
    subject?.kind === 'member' &&
    source.classAround(node) === subject.home &&
    source.keyOf(node.name.text) === subject.name
  );
}

/** The position of the parameter that a variable is; -1 where it is none. */
export function parameterPosition(source: Source, subject: Subject | undefined): number {
  if (subject?.kind !== 'variable' || !subject.home) return -1;
  return subject.home.parameters.findIndex(({ name }) => source.keyOf(name.text) === subject.name);
}

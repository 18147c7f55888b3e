import type { CodeUnit } from '../../../model/ticket-code.ts';
import type { Expression } from '../tree.ts';
import type { Units } from './units.ts';
import { parameterPosition, writingsTo } from './writings.ts';

const NOTHING = /^(?:null|none|nil|nothing|undef|undefined|false)$/i;

/** Whether an expression is nothing: `null`, an empty text or list, nought. */
export function isEmpty(node: Expression): boolean {
  switch (node.kind) {
    case 'name':
      return NOTHING.test(node.name);
    case 'text':
      return node.parts.every((part) => part.kind === 'characters' && part.text === '');
    case 'number':
      return Number(node.text) === 0;
    case 'collection':
      return node.items.length === 0;
    case 'call':
      return node.isNew === true && node.arguments.length === 0;
    default:
      return false;
  }
}

/** Whether a variable or member holds nothing until somebody writes to it. */
export function isEmptyAtFirst(units: Units, unit: CodeUnit): boolean {
  const subject = units.subjectOf(unit);
  const { source } = units;
  if (subject?.kind === 'member') {
    const declared = subject.home.members.find(
      (member) => member.kind === 'declaration' && source.keyOf(member.name.text) === subject.name,
    );
    return declared?.kind !== 'declaration' || declared.value === undefined || isEmpty(declared.value);
  }
  if (subject?.kind !== 'variable') return false;
  if (parameterPosition(source, subject) >= 0) return false;
  const first = writingsTo(units, unit).find(({ node }) => node.kind === 'assignment');
  return first?.value !== undefined && isEmpty(first.value);
}

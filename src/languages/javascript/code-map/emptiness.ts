import type { CodeUnit } from '../../../model/ticket-code.ts';
import { isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { declaratorOf } from './subjects.ts';
import type { Units } from './units.ts';

/** Whether a variable or member holds nothing until somebody writes to it. */
export function isEmptyAtFirst(units: Units, unit: CodeUnit): boolean {
  const subject = units.subjectOf(unit);
  switch (subject?.kind) {
    case 'variable': {
      const declarator = declaratorOf(subject.module, subject.binding);
      if (subject.binding.kind !== 'variable' || declarator?.type !== 'VariableDeclarator') return false;
      return !declarator.init || isEmpty(declarator.init);
    }
    case 'member':
      return units.holders
        .fieldsOf(subject.owner, subject.name)
        .every((value) => value === undefined || isEmpty(value));
    case 'shared':
      return true;
    default:
      return false;
  }
}

/** Whether an expression is nothing yet: `null`, `''`, `0`, `{}`, `{ ticket: null }`, `new Map()`. */
export function isEmpty(node: Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'NullLiteral':
    case 'BooleanLiteral':
      return true;
    case 'NumericLiteral':
      return inner.value === 0;
    case 'StringLiteral':
      return inner.value === '';
    case 'UnaryExpression':
      return inner.operator === 'void' || isEmpty(inner.argument);
    case 'Identifier':
      return inner.name === 'undefined';
    case 'ArrayExpression':
      return inner.elements.length === 0;
    case 'ObjectExpression':
      return inner.properties.every(
        (property) => property.type === 'ObjectProperty' && isEmpty(property.value),
      );
    case 'NewExpression':
      return (
        (inner.arguments.length === 0 || inner.arguments.every(isEmpty as (arg: Node) => boolean)) &&
        inner.callee.type === 'Identifier' &&
        /^(?:Map|WeakMap|Set|Date|Object)$/.test(inner.callee.name)
      );
    case 'CallExpression':
      return (
        isMember(inner.callee) &&
        memberName(inner.callee) === 'create' &&
        inner.arguments.every(isEmpty as (arg: Node) => boolean)
      );
    case 'AssignmentExpression':
      return isEmpty(inner.right);
    default:
      return false;
  }
}

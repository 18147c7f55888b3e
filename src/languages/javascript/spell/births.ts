import type { Change } from '../../../model/change.ts';
import { Refusal } from '../../refusal.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import type { ExpressionSite } from '../values/values.ts';
import type { Draft } from './draft.ts';
import { hasEnvironment, placeholderFor, printString, printToken, quoteOf, usualQuote } from './print.ts';
import { isConstCast } from './texts.ts';

/**
 * Puts a reference to the token where a key or ticket was born.
 *
 * @throws Refusal where no expression can stand
 */
export function spellBirth(draft: Draft, change: Extract<Change, { kind: 'bear-token' }>): void {
  const { module } = draft;
  const site = change.origin.site as ExpressionSite;
  const node =
    site.node.type === 'TemplateElement' ? (module.parents.get(site.node) ?? site.node) : site.node;
  const quote =
    node.type === 'StringLiteral' || node.type === 'TemplateLiteral'
      ? quoteOf(module, startOf(node))
      : usualQuote(module);
  const parent = module.parents.get(node);
  if (!hasEnvironment(module)) {
    draft.replaceNode(node, printString(placeholderFor(change.by), quote));
    return;
  }
  if (change.origin.fallbackFor !== undefined && parent?.type === 'LogicalExpression') {
    draft.delete(endOf(parent.left), endOf(parent));
    return;
  }
  if (parent?.type === 'TSEnumMember' || parent?.type === 'TSLiteralType')
    throw new Refusal('a token cannot be read from the environment here');
  const target = parent?.type === 'TSAsExpression' && isConstCast(parent) ? parent : node;
  if (parent?.type === 'JSXAttribute') draft.replaceNode(target, `{${printToken(module, change.by, quote)}}`);
  else draft.replaceNode(target, printToken(module, change.by, quote) + assertion(module.file, parent));
}

/** TypeScript takes a variable of the environment for one that may be missing; the literal never was. */
function assertion(file: string, parent: Node | undefined): string {
  if (!/\.[cm]?tsx?$/.test(file)) return '';
  const isInText =
    parent?.type === 'TemplateLiteral' || (parent?.type === 'BinaryExpression' && parent.operator === '+');
  return isInText ? '' : '!';
}

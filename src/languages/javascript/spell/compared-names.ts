import { isCall, isMember, memberName, type Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { type JsSite, optionsOf, type Value } from '../values/values.ts';
import type { Draft } from './draft.ts';
import { type Fate, fatesOf, type RenamedEntries } from './renamed-entries.ts';

const EQUALITIES: ReadonlySet<string> = new Set(['==', '===', '!=', '!==']);

/**
 * Lets names that the names of entries are compared with follow them: `for (const name in params)
 * if (name !== 'ticket') …`. A name that entries which stay are compared with, too, is left as it is.
 */
export function spellComparedNames(tracer: Tracer, draft: Draft, entries: RenamedEntries): void {
  for (const literal of draft.module.nodes('StringLiteral')) {
    const compared = entries.names.has(literal.value) ? comparedWith(draft.module, literal) : undefined;
    if (!compared) continue;
    const value = tracer.evaluate(compared, undefined);
    const [to, ...others] = new Set(fatesOfNames(tracer, value, literal.value, entries));
    if (typeof to === 'string' && others.length === 0) draft.rename(literal, to);
  }
}

/** The other side of a comparison, what a `switch` is about, and what is looked for in a list of names. */
function comparedWith(module: JsModule, literal: Node): Node | undefined {
  const parent = module.parents.get(literal);
  const around = parent && module.parents.get(parent);
  switch (parent?.type) {
    case 'BinaryExpression':
      if (!EQUALITIES.has(parent.operator)) return undefined;
      return parent.left === literal ? parent.right : parent.left;
    case 'SwitchCase':
      return around?.type === 'SwitchStatement' ? around.discriminant : undefined;
    case 'ArrayExpression': {
      const call =
        around && isMember(around) && around.object === parent ? module.parents.get(around) : undefined;
      const isSearch = around && isMember(around) && /^(?:indexOf|includes)$/.test(memberName(around) ?? '');
      return call && isSearch && isCall(call) && call.callee === around ? call.arguments[0] : undefined;
    }
    default:
      return undefined;
  }
}

/** What becomes of the entries of a name that a value may be the name of. */
function fatesOfNames(tracer: Tracer, value: Value, name: string, entries: RenamedEntries): Fate[] {
  return optionsOf(value).flatMap((option): Fate[] => {
    if (option.kind === 'view')
      return option.of.kind === 'view'
        ? fatesOfNames(tracer, option.of, name, entries)
        : fatesOf(option.of, name, entries);
    const [piece, ...others] = option.kind === 'text' ? option.pieces : [];
    if (piece?.kind !== 'literal' || others.length > 0 || piece.text !== name) return [];
    const { node } = piece.site as JsSite;
    const pair = tracer.moduleOf(node).parents.get(node);
    return pair && entries.fates.has(pair) ? [entries.fates.get(pair)] : [];
  });
}

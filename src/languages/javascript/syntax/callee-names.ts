import { type CallNode, isCall, isMember, memberName, type Node, staticName, unwrap } from './ast.ts';
import type { JsModule } from './module.ts';

const ALIAS_LIMIT = 4;

/**
 * The name that a called function is known by where it comes from: `enc(x)` after `const enc = encodeURIComponent`,
 * `{ stringify: enc } = require('qs')` or `import { stringify as enc }` calls what was renamed.
 */
export function calledName(module: JsModule, call: CallNode): string | undefined {
  const { callee } = call;
  if (isMember(callee)) return memberName(callee);
  if (callee.type !== 'Identifier') return undefined;
  let identifier = callee;
  for (let step = 0; step < ALIAS_LIMIT; step++) {
    const binding = module.scopes.bindingOf(identifier);
    const parent = binding && module.parents.get(binding.declaration);
    if (!parent || binding.writes.length > 1) return identifier.name;
    if (parent.type === 'ImportSpecifier') return staticName(parent.imported, false);
    if (parent.type === 'ObjectProperty' && binding.kind === 'variable')
      return staticName(parent.key, parent.computed);
    const init = parent.type === 'VariableDeclarator' && parent.init ? unwrap(parent.init) : undefined;
    if (init && isMember(init)) return memberName(init) ?? identifier.name;
    if (init?.type !== 'Identifier') return identifier.name;
    identifier = init;
  }
  return identifier.name;
}

/** `text.split(slot)` of `text.split(slot).join(value)`, and the text. */
export function splitBefore(join: CallNode): { split: CallNode; text: Node } | undefined {
  if (!isMember(join.callee) || memberName(join.callee) !== 'join') return undefined;
  const split = unwrap(join.callee.object);
  return isCall(split) && isMember(split.callee) && memberName(split.callee) === 'split'
    ? { split, text: split.callee.object }
    : undefined;
}

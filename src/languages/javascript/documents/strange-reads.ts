import { isMember, memberName, type Node, staticName, unwrap } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf, type Value } from '../values/values.ts';
import { valueOfPattern } from '../values/variables.ts';
import type { KeyUses } from './following.ts';
import type { DocumentKey } from './keys.ts';

/**
 * Whether the same name is read of the document, or of something that nothing is known of, in a way that was not
 * followed. Declared types that name the key count, too.
 */
export function hasStrangeRead(tracer: Tracer, key: DocumentKey, { reads }: KeyUses): boolean {
  const { name } = key;
  return tracer.program.modules.some((module) => {
    if (module.json) return false;
    if (isTyped(module, name)) return true;
    const members = [...module.nodes('MemberExpression'), ...module.nodes('OptionalMemberExpression')];
    const isStrangeMember = members.some(
      (member) =>
        memberName(member) === name &&
        !reads.has(member) &&
        !isOfRequest(unwrap(member.object)) &&
        mayBeOf(tracer, key, tracer.evaluate(member.object, undefined)),
    );
    return isStrangeMember || module.nodes('ObjectPattern').some(isStrangePattern);
  });

  function isStrangePattern(pattern: Extract<Node, { type: 'ObjectPattern' }>): boolean {
    return pattern.properties.some((property) => {
      if (property.type !== 'ObjectProperty' || reads.has(property)) return false;
      if (staticName(property.key, property.computed) !== name) return false;
      const value = valueOfPattern(tracer, pattern);
      return value === undefined || mayBeOf(tracer, key, value);
    });
  }
}

/** Whether a type has a member of some name, or speaks of it: `Zoho['apikey']`. */
function isTyped(module: JsModule, name: string): boolean {
  return (
    module.nodes('TSPropertySignature').some(({ key }) => staticName(key, false) === name) ||
    module
      .nodes('TSLiteralType')
      .some(({ literal }) => literal.type === 'StringLiteral' && literal.value === name)
  );
}

/** Whether a value may be an object of the document that has the key. */
function mayBeOf(tracer: Tracer, { properties }: DocumentKey, value: Value): boolean {
  tracer.refresh();
  return optionsOf(value).some((option) => {
    if (option.kind !== 'set') return option.kind === 'opaque' || option.kind === 'view';
    return option.rest.length > 0 || option.entries.some(({ site }) => properties.has(site.node as never));
  });
}

/** `req.query.apikey`, `ctx.request.body.apikey`: what a client sent. */
function isOfRequest(object: Node): boolean {
  return isMember(object) && /^(query|body|params|headers|cookies|session)$/.test(memberName(object) ?? '');
}

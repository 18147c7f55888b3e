import { isMember, memberName, type Node, staticName, unwrap } from '../syntax/ast.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf } from '../values/values.ts';
import type { KeyRead, KeyUses } from './following.ts';
import type { DocumentKey } from './keys.ts';

/**
 * Whether something that nothing is known of is asked for the same name: it may be the document after all, loaded in a
 * way that was not understood. Declared types that name the key count, too.
 */
export function hasStrangeRead(tracer: Tracer, { name }: DocumentKey, { reads }: KeyUses): boolean {
  return tracer.program.modules.some((module) => {
    if (module.json) return false;
    if (module.nodes('TSPropertySignature').some(({ key }) => staticName(key, false) === name)) return true;
    const members = [...module.nodes('MemberExpression'), ...module.nodes('OptionalMemberExpression')];
    return members.some(
      (member) =>
        memberName(member) === name && !reads.has(member as KeyRead) && isUnknown(tracer, member.object),
    );
  });
}

function isUnknown(tracer: Tracer, object: Node): boolean {
  tracer.refresh();
  return (
    !isOfRequest(unwrap(object)) &&
    optionsOf(tracer.evaluate(object, undefined)).some(
      (option) => option.kind === 'opaque' || (option.kind === 'set' && option.rest.length > 0),
    )
  );
}

/** `req.query.apikey`, `ctx.request.body.apikey`: what a client sent. */
function isOfRequest(object: Node): boolean {
  return isMember(object) && /^(query|body|params|headers|cookies|session)$/.test(memberName(object) ?? '');
}

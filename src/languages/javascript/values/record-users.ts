import { isCredentialName } from '../../../zoho/parameters.ts';
import { type Node, staticName, unwrap } from '../syntax/ast.ts';
import { type JsModule, wrapped } from '../syntax/module.ts';

type ObjectNode = Extract<Node, { type: 'ObjectExpression' }>;

/** Keys under which a record says whose it is. */
const NAMES = /^(?:name|user|user_?name|login|login_?id|e?-?mail|owner|tenant|customer|client|company)$/i;

/**
 * What a record calls the user that the value under one of its keys belongs to: a name that stands beside it, or the
 * record's own key among others that have the same.
 */
export function userOfRecord(module: JsModule, record: Node | undefined, key: string): string | undefined {
  if (record?.type !== 'ObjectExpression') return undefined;
  for (const property of record.properties)
    if (property.type === 'ObjectProperty' && NAMES.test(nameOf(property) ?? '')) {
      const value = unwrap(property.value);
      if (value.type === 'StringLiteral' && value.value !== '' && !isCredentialName(value.value))
        return value.value;
    }
  const own = module.parents.get(wrapped(module, record));
  const around = own?.type === 'ObjectProperty' ? module.parents.get(own) : undefined;
  if (own?.type !== 'ObjectProperty' || around?.type !== 'ObjectExpression') return undefined;
  const alike = around.properties.filter(
    (property) => property.type === 'ObjectProperty' && holds(unwrap(property.value), key),
  );
  return alike.length > 1 ? nameOf(own) : undefined;
}

function holds(value: Node, key: string): boolean {
  return (
    value.type === 'ObjectExpression' &&
    value.properties.some((property) => property.type === 'ObjectProperty' && nameOf(property) === key)
  );
}

function nameOf(property: ObjectNode['properties'][number]): string | undefined {
  return property.type === 'ObjectProperty'
    ? staticName(property.key, property.computed === true)
    : undefined;
}

import { API_KEY, TICKET } from '../../../zoho/parameters.ts';
import { isCall, type Node, staticName } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { rangeOf, type SetEntry, type SetValue } from '../values/values.ts';

/**
 * The key and the ticket of a module that are handed over by their names (`add('apikey', key)`, `['ticket', ticket]`,
 * `{ name: 'ticket', value: ticket }`), as one set; undefined where only one of them is.
 */
export function namedValues(tracer: Tracer, module: JsModule): SetValue | undefined {
  if (module.json) return undefined;
  const entries = module.nodes('StringLiteral').flatMap((node): SetEntry[] => {
    const value = node.value === API_KEY || node.value === TICKET ? valueBeside(module, node) : undefined;
    if (!value) return [];
    const owner = module.parents.get(node)!;
    const at = rangeOf(tracer.moduleOf(owner), owner);
    return [{ name: node.value, value, context: undefined, site: { kind: 'helper', at, node: owner } }];
  });
  const [first] = entries;
  return first && new Set(entries.map(({ name }) => name)).size === 2
    ? { kind: 'set', node: first.site.node, entries, rest: [] }
    : undefined;
}

/** What an object of a name and a value calls its value. */
const VALUE_KEY = /^(?:v|val|value|content|data|text)$/i;

/** What stands right behind a name in the same call, array or object. */
function valueBeside(module: JsModule, name: Node): Node | undefined {
  const parent = module.parents.get(name);
  if (!parent) return undefined;
  const next = (nodes: readonly (Node | null)[], at: Node) => nodes[nodes.indexOf(at) + 1] ?? undefined;
  if (isCall(parent)) return parent.callee === name ? undefined : next(parent.arguments, name);
  if (parent.type === 'ArrayExpression') return next(parent.elements, name);
  if (parent.type !== 'ObjectProperty' || parent.value !== name) return undefined;
  const object = module.parents.get(parent);
  const beside = object?.type === 'ObjectExpression' ? next(object.properties, parent) : undefined;
  const isValue = beside?.type === 'ObjectProperty' && VALUE_KEY.test(staticName(beside.key, false) ?? '');
  return isValue ? beside.value : undefined;
}

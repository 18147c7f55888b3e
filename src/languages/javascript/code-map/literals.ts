import type { Literal } from '../../../model/code-map.ts';
import { type Node, staticName, unwrap } from '../syntax/ast.ts';
import { ancestorsOf, functionAround, type JsModule } from '../syntax/module.ts';
import { cookedOf } from '../text/text.ts';
import { rangeOf } from '../values/values.ts';
import type { Units } from './units.ts';

/** The literals of a module that a pattern knows, and the names of entries. */
export function literalsIn(module: JsModule, units: Units, pattern: RegExp): Literal[] {
  if (module.json) return [];
  return spelled(module)
    .filter(([, text]) => pattern.test(text))
    .map(([node, text]) => ({ text, at: rangeOf(module, node), constant: constantOf(module, units, node) }));
}

const cache = new WeakMap<JsModule, readonly (readonly [Node, string])[]>();

function spelled(module: JsModule): readonly (readonly [Node, string])[] {
  const known = cache.get(module);
  if (known) return known;
  const found: (readonly [Node, string])[] = [
    ...module.nodes('StringLiteral').map((node) => [node, node.value] as const),
    ...module.nodes('TemplateElement').map((node) => [node, cookedOf(node)] as const),
    ...module.nodes('RegExpLiteral').map((node) => [node, node.pattern] as const),
    ...module.nodes('NumericLiteral').map((node) => [node, String(node.value)] as const),
    ...[...module.nodes('ObjectProperty')].flatMap((node) => {
      const name = node.key.type === 'Identifier' ? staticName(node.key, node.computed === true) : undefined;
      return name === undefined ? [] : [[node.key, name] as const];
    }),
    ...[...module.nodes('MemberExpression'), ...module.nodes('OptionalMemberExpression')].flatMap((node) =>
      !node.computed && node.property.type === 'Identifier'
        ? [[node.property, node.property.name] as const]
        : [],
    ),
  ].sort(([a], [b]) => (a.start ?? 0) - (b.start ?? 0));
  cache.set(module, found);
  return found;
}

/** The variable that a literal is the value of: a constant that speaks for it. */
function constantOf(module: JsModule, units: Units, node: Node) {
  for (const ancestor of ancestorsOf(module, node)) {
    if (ancestor.type === 'TSEnumMember') continue;
    if (ancestor.type === 'TSEnumBody') continue;
    if (ancestor.type === 'TSEnumDeclaration') {
      const binding = module.scopes.bindingOf(ancestor.id);
      return binding && units.ofBinding(module, binding);
    }
    if (ancestor.type === 'VariableDeclarator') {
      if (
        ancestor.id.type !== 'Identifier' ||
        !ancestor.init ||
        functionAround(module, node) !== functionAround(module, ancestor)
      )
        return undefined;
      const init = unwrap(ancestor.init);
      const binding = module.scopes.bindingOf(ancestor.id);
      return binding && /^(?:RegExp|String|Numeric|Template)|^(?:Array|Object|New)Expression$/.test(init.type)
        ? units.ofBinding(module, binding)
        : undefined;
    }
    if (!/Literal$|^(?:Array|Object|New)Expression$|^ObjectProperty$/.test(ancestor.type)) return undefined;
  }
  return undefined;
}

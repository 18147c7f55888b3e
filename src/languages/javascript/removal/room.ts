import { isFunction, isWithin, type Node } from '../syntax/ast.ts';
import { ancestorsOf, type JsModule } from '../syntax/module.ts';

/**
 * Whether the names that a block or function declares can move to where it stands: nothing around it is, or is meant
 * to be, called so.
 */
export function hasRoomFor(module: JsModule, block: Node, target: Node): boolean {
  const names = new Set(
    module.scopes.all
      .filter(({ scope, kind }) => scope.node === block && kind !== 'parameter')
      .map(({ name }) => name),
  );
  if (names.size === 0) return true;
  const home = [...ancestorsOf(module, target)].find(isFunction) ?? module.root;
  const { scopes } = module;
  return !module
    .nodes('Identifier')
    .some(
      (node) =>
        names.has(node.name) &&
        isWithin(node, home) &&
        !isWithin(node, block) &&
        (scopes.bindingOf(node) !== undefined || scopes.globals.includes(node)),
    );
}

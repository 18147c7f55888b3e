import { isWithin } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';

/** The names that variables were given in this run. */
export class GivenNames {
  private readonly given = new Map<JsModule, { readonly binding: Binding; readonly to: string }[]>();

  /** Whether nothing in the reach of a variable is, or will be, called so. */
  isFree(module: JsModule, binding: Binding, to: string): boolean {
    const home = binding.scope.node;
    const isSpoken =
      module
        .nodes('Identifier')
        .some((node) => node.name === to && isWithin(node, home) && speaksOfVariable(module, node)) ||
      module.nodes('JSXIdentifier').some((node) => node.name === to && isWithin(node, home));
    // What had one name and gets another one keeps its place among its equals.
    return (
      !isSpoken &&
      !(this.given.get(module) ?? []).some(
        (other) =>
          other.to === to &&
          other.binding.name !== binding.name &&
          (isWithin(other.binding.scope.node, home) || isWithin(home, other.binding.scope.node)),
      )
    );
  }

  add(module: JsModule, binding: Binding, to: string): void {
    this.given.set(module, [...(this.given.get(module) ?? []), { binding, to }]);
  }
}

function speaksOfVariable(module: JsModule, node: Parameters<JsModule['scopes']['bindingOf']>[0]): boolean {
  return module.scopes.bindingOf(node) !== undefined || module.scopes.globals.includes(node as never);
}

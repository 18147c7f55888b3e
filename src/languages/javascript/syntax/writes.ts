import type { Node } from './ast.ts';
import type { JsModule } from './module.ts';

/** A step from a value to a part of it: a property's name, an index, or everything that is left. */
export type Step =
  | { readonly key: string }
  | { readonly index: number }
  | { readonly rest: true; readonly without: ReadonlySet<string> }
  | { readonly from: number }
  | { readonly fallback: Node };

/** A construct that gives a binding a value: `= right`, `+= right`, a loop's element. */
export interface Write {
  readonly node: Node;
  readonly operator: string;
  readonly right: Node | undefined;
  readonly loop: 'of' | 'in' | undefined;
  /** From the value of `right` to what this name gets (destructuring), outermost first. */
  readonly path: readonly Step[];
}

/** Finds the construct that writes to an identifier, through destructuring patterns. */
export function writeOf(module: JsModule, identifier: Node): Write | undefined {
  const { path, top } = pathFromPattern(module, identifier);
  const parent = module.parents.get(top);
  if (!parent) return undefined;
  if (parent.type === 'VariableDeclarator' && parent.id === top) {
    const declaration = module.parents.get(parent);
    const loop = declaration && module.parents.get(declaration);
    if (loop?.type === 'ForOfStatement' && loop.left === declaration)
      return { node: parent, operator: '=', right: loop.right, loop: 'of', path };
    if (loop?.type === 'ForInStatement' && loop.left === declaration)
      return { node: parent, operator: '=', right: loop.right, loop: 'in', path };
    return parent.init
      ? { node: parent, operator: '=', right: parent.init, loop: undefined, path }
      : undefined;
  }
  if (parent.type === 'AssignmentExpression' && parent.left === top)
    return { node: parent, operator: parent.operator, right: parent.right, loop: undefined, path };
  if (parent.type === 'ForOfStatement' && parent.left === top)
    return { node: parent, operator: '=', right: parent.right, loop: 'of', path };
  if (parent.type === 'ForInStatement' && parent.left === top)
    return { node: parent, operator: '=', right: parent.right, loop: 'in', path };
  return undefined;
}

/** Climbs from a declared name to the outermost pattern, collecting the way from the whole value to the name. */
export function pathFromPattern(module: JsModule, identifier: Node): { path: Step[]; top: Node } {
  const path: Step[] = [];
  let top = identifier;
  for (let parent = module.parents.get(top); parent; parent = module.parents.get(top)) {
    if (parent.type === 'AssignmentPattern' && parent.left === top) path.unshift({ fallback: parent.right });
    else if (
      parent.type === 'ObjectProperty' &&
      parent.value === top &&
      module.parents.get(parent)?.type === 'ObjectPattern'
    ) {
      path.unshift({ key: keyOf(parent) });
      top = module.parents.get(parent)!;
      continue;
    } else if (parent.type === 'ArrayPattern') path.unshift({ index: parent.elements.indexOf(top as never) });
    else if (parent.type === 'RestElement') {
      top = parent;
      const pattern = module.parents.get(parent);
      if (pattern?.type === 'ObjectPattern') {
        path.unshift({ rest: true, without: keysOf(pattern) });
        top = pattern;
      } else if (pattern?.type === 'ArrayPattern') {
        path.unshift({ from: pattern.elements.indexOf(parent) });
        top = pattern;
      } else return { path, top };
      continue;
    } else if (parent.type !== 'TSParameterProperty') return { path, top };
    top = parent;
  }
  return { path, top };
}

/** The properties that a pattern takes before what is left. */
function keysOf(pattern: Extract<Node, { type: 'ObjectPattern' }>): Set<string> {
  return new Set(
    pattern.properties.flatMap((property) => (property.type === 'ObjectProperty' ? [keyOf(property)] : [])),
  );
}

function keyOf(property: Extract<Node, { type: 'ObjectProperty' }>): string {
  const { key } = property;
  if (key.type === 'Identifier' && !property.computed) return key.name;
  return key.type === 'StringLiteral' ? key.value : '';
}

import type { Node } from '../syntax/ast.ts';
import type { Tracer } from './tracer.ts';
import { type Context, rangeOf, type SetEntry, type SetValue } from './values.ts';

type Namespace = Extract<Node, { type: 'TSModuleDeclaration' }>;

/** The set that a namespace is at run time: what it exports, over all its declarations of one module. */
export function namespaceSet(tracer: Tracer, namespace: Namespace, context: Context): SetValue {
  const module = tracer.moduleOf(namespace);
  const parts = module
    .nodes('TSModuleDeclaration')
    .filter(
      (other) => nameOf(other) === nameOf(namespace) && blockOf(module, other) === blockOf(module, namespace),
    );
  return {
    kind: 'set',
    node: namespace,
    entries: parts.flatMap((part) => exportsOf(tracer, part, context)),
    rest: [],
  };
}

/** A namespace that adds to a class or function of its name. */
export function namespaceBeside(tracer: Tracer, owner: Node): SetValue | undefined {
  const name = 'id' in owner && owner.id?.type === 'Identifier' ? owner.id.name : undefined;
  const module = tracer.moduleOf(owner);
  const beside = module
    .nodes('TSModuleDeclaration')
    .find((other) => nameOf(other) === name && blockOf(module, other) === blockOf(module, owner));
  return beside && namespaceSet(tracer, beside, undefined);
}

function nameOf({ id }: Namespace): string | undefined {
  return id.type === 'Identifier' ? id.name : undefined;
}

/** The statements that a declaration stands among, whether or not it is exported from them. */
function blockOf(module: { readonly parents: ReadonlyMap<Node, Node> }, declaration: Node): Node | undefined {
  const parent = module.parents.get(declaration);
  return parent?.type === 'ExportNamedDeclaration' ? module.parents.get(parent) : parent;
}

function exportsOf(tracer: Tracer, { body }: Namespace, context: Context): SetEntry[] {
  const entry = (name: string | undefined, node: Node, value: Node): SetEntry => ({
    name,
    value,
    context,
    site: { kind: 'property', at: rangeOf(tracer.moduleOf(node), node), node },
  });
  // `namespace A.B {}`
  const inner = body as Node;
  if (inner.type === 'TSModuleDeclaration') return [entry(nameOf(inner), inner, inner)];
  if (inner.type !== 'TSModuleBlock') return [];
  return inner.body.flatMap((statement): SetEntry[] => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined;
    switch (declaration?.type) {
      case 'VariableDeclaration':
        return declaration.declarations.flatMap((each) =>
          each.id.type === 'Identifier' && each.init ? [entry(each.id.name, each, each.init)] : [],
        );
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
      case 'TSEnumDeclaration':
        return declaration.id ? [entry(declaration.id.name, declaration, declaration)] : [];
      case 'TSModuleDeclaration':
        return [entry(nameOf(declaration), declaration, declaration)];
      default:
        return [];
    }
  });
}

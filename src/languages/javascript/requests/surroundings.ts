import { isFunction, isMember, memberName, type Node } from '../syntax/ast.ts';
import { ancestorsOf, type JsModule } from '../syntax/module.ts';

const nearby = new WeakMap<JsModule, readonly string[]>();

/** The addresses that a module's literals mention. */
export function nearbyAddresses(module: JsModule): readonly string[] {
  const known = nearby.get(module);
  if (known) return known;
  const texts = [
    ...module.nodes('StringLiteral').map((node) => node.value),
    ...module.nodes('TemplateElement').map((node) => node.value.raw),
  ];
  const found = texts.filter(
    (text) => /\/\/[\w-]+\.|zoho\.|baihui\.|\/crm\/private/i.test(text) && text.length < 2000,
  );
  nearby.set(module, found);
  return found;
}

/** The name of the function, method or variable that a node is the body of. */
export function functionName(module: JsModule, node: Node): string | undefined {
  for (const ancestor of ancestorsOf(module, node)) {
    if (!isFunction(ancestor)) continue;
    if ('id' in ancestor && ancestor.id) return ancestor.id.name;
    if ('key' in ancestor && ancestor.key.type === 'Identifier') return ancestor.key.name;
    const parent = module.parents.get(ancestor);
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
    if (parent?.type === 'AssignmentExpression' && isMember(parent.left)) return memberName(parent.left);
    if (parent?.type === 'ObjectProperty' && parent.key.type === 'Identifier') return parent.key.name;
  }
  return undefined;
}

import { isFunction, type FunctionNode, type Node } from './ast.ts';
import { ancestorsOf, type JsModule } from './module.ts';
import { loginText } from '../../zoho/login.ts';
import type { Tracer } from './tracer.ts';
import { foldText } from './tracer.ts';

const fetchers = new WeakMap<JsModule, ReadonlySet<Node>>();

/** Whether a node lies in a function that asks accounts.zoho.* for a ticket, or in a callback of one. */
export function isInTicketFetcher(tracer: Tracer, node: Node): boolean {
  const module = tracer.moduleOf(node);
  const found = fetchersOf(tracer, module);
  for (const ancestor of ancestorsOf(module, node)) if (found.has(ancestor)) return true;
  return false;
}

/** Whether a function asks for a ticket itself. */
export function isTicketFetcher(tracer: Tracer, fn: FunctionNode): boolean {
  return fetchersOf(tracer, tracer.moduleOf(fn)).has(fn);
}

/** The innermost named functions around each login request of a module. */
function fetchersOf(tracer: Tracer, module: JsModule): ReadonlySet<Node> {
  const known = fetchers.get(module);
  if (known) return known;
  const found = new Set<Node>();
  fetchers.set(module, found);
  for (const node of loginMentions(tracer, module)) {
    for (const ancestor of ancestorsOf(module, node)) {
      if (!isFunction(ancestor)) continue;
      found.add(ancestor);
      break;
    }
  }
  return found;
}

/** Places that hold the login's address or its parameters, directly or through a constant of the module. */
function loginMentions(tracer: Tracer, module: JsModule): Node[] {
  const direct: Node[] = [
    ...module.nodes('StringLiteral').filter((node) => loginText.test(node.value)),
    ...module.nodes('TemplateElement').filter((node) => loginText.test(node.value.raw)),
    ...module.nodes('ObjectProperty').filter((node) => node.key.type === 'Identifier' && node.key.name === 'FROM_AGENT'),
  ];
  const throughConstants = module.scopes.all.flatMap((binding) => {
    const declarator = module.parents.get(binding.declaration);
    if (declarator?.type !== 'VariableDeclarator' || !declarator.init || !direct.some((node) => isWithin(node, declarator.init!))) return [];
    const text = tracer.evaluate(declarator.init, undefined);
    return text.kind === 'text' && loginText.test(foldText(text.pieces) ?? '') ? binding.reads : [];
  });
  return [...direct, ...throughConstants];
}

function isWithin(node: Node, outer: Node): boolean {
  return (node.start ?? 0) >= (outer.start ?? 0) && (node.end ?? 0) <= (outer.end ?? 0);
}

import { isCredentialName } from '../../../zoho/parameters.ts';
import { isMember, memberName, type Node, unwrap, walk } from './ast.ts';
import type { JsModule } from './module.ts';

/**
 * Whether a test asks for what the guarded code then uses: `if (user.key) query.apikey = user.key`,
 * `if (!query.apikey) query.apikey = key`.
 */
export function asksFor(module: JsModule, test: Node, guarded: Node): boolean {
  const asked = namesIn(module, test, false);
  const used = namesIn(module, guarded, true);
  return [...asked].some((name) => used.has(name));
}

/** The names and chains of members in some code, and the names of credentials. @param parts whether `a` of `a.b` counts */
function namesIn(module: JsModule, code: Node, parts: boolean): ReadonlySet<string> {
  const names = new Set<string>();
  const inner = new Set<Node>();
  walk(code, (node) => {
    if (node.type === 'StringLiteral' || node.type === 'TemplateElement')
      for (const [word] of textOf(node).matchAll(/\w+/g)) if (isCredentialName(word)) names.add(word);
    if (isMember(node)) {
      const name = memberName(node);
      if (name !== undefined && isCredentialName(name)) names.add(name);
      if (!node.computed) inner.add(node.property);
      if (!parts) inner.add(unwrap(node.object));
    }
    if ((isMember(node) || node.type === 'Identifier') && !inner.has(node)) names.add(spelled(module, node));
  });
  return names;
}

function textOf(node: Extract<Node, { type: 'StringLiteral' | 'TemplateElement' }>): string {
  return node.type === 'StringLiteral' ? node.value : node.value.raw;
}

function spelled(module: JsModule, node: Node): string {
  return module.text
    .slice(node.start ?? 0, node.end ?? 0)
    .replaceAll('?.', '.')
    .replace(/\s+/g, '');
}

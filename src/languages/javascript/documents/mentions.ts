import { basename } from 'node:path';
import { isCall, type Node } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { isDocumentRead } from './sources.ts';

/** What only looks at a file's path, or whether the file is there, or tells people of it. */
const LOOKS =
  /^(existsSync|exists|access|accessSync|stat|statSync|watch|watchFile|basename|dirname|log|info|warn|error|debug|\w*Error)$/;
const BUILDS = /^(join|resolve|URL|fileURLToPath)$/;

/** Whether a module names the file of a document in a way that is not known to read its value, or not to. */
export function namesDocumentOtherwise(tracer: Tracer, module: JsModule, document: JsModule): boolean {
  const name = basename(document.file);
  const named = [
    ...module.nodes('StringLiteral').filter(({ value }) => value.includes(name)),
    ...module.nodes('TemplateElement').filter(({ value }) => value.raw.includes(name)),
  ];
  return named.some((node) => !isUnderstood(tracer, module, node, document, new Set()));
}

function isUnderstood(
  tracer: Tracer,
  module: JsModule,
  node: Node,
  document: JsModule,
  seen: Set<Node>,
): boolean {
  const parent = module.parents.get(node);
  if (!parent || seen.has(node)) return false;
  seen.add(node);
  const goesOn = (next: Node) => isUnderstood(tracer, module, next, document, seen);
  if (isCall(parent)) {
    const name = calledName(module, parent) ?? '';
    if (parent.callee === node) return false;
    if (LOOKS.test(name)) return true;
    if (BUILDS.test(name)) return goesOn(parent);
    return parent.type === 'CallExpression' && isRead(tracer, module, parent, document);
  }
  switch (parent.type) {
    case 'ImportDeclaration':
    case 'TSExternalModuleReference':
      return true;
    case 'BinaryExpression':
    case 'TemplateLiteral':
    case 'ParenthesizedExpression':
      return goesOn(parent);
    case 'VariableDeclarator': {
      const binding = module.scopes.bindingOf(parent.id);
      return binding?.kind === 'variable' && binding.writes.length === 1 && binding.reads.every(goesOn);
    }
    default:
      return false;
  }
}

/** Whether a call reads this document, or is known to load another file. */
function isRead(
  tracer: Tracer,
  module: JsModule,
  call: Extract<Node, { type: 'CallExpression' }>,
  document: JsModule,
): boolean {
  if (isDocumentRead(tracer, call, document)) return true;
  const [first] = call.arguments;
  const isLoad = call.callee.type === 'Import' || calledName(module, call) === 'require';
  return (
    isLoad && first?.type === 'StringLiteral' && tracer.program.fileOf(module, first.value) !== undefined
  );
}

import { type CallNode, isCall, type Node, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { exportsOf } from './modules.ts';
import type { Tracer } from './tracer.ts';
import type { Context, Value } from './values.ts';

/** Functions that read a file, whether they give its text, what the text says, or a promise of either. */
const READERS: ReadonlySet<string> = new Set([
  'readFileSync',
  'readFile',
  'readJsonSync',
  'readJSONSync',
  'readJson',
  'readJSON',
]);
/** How far above the module the folder may lie that a program is started in. */
const FOLDERS_UP = ['./', '../', '../../', '../../../'];

/** The value of the JSON document of the tree that a call reads. */
export function documentRead(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const [first] = call.arguments;
  if (!first || !READERS.has(calledName(tracer.moduleOf(call), call) ?? '')) return undefined;
  for (const file of pathsOf(tracer, first, context)) {
    const target = file.endsWith('.json') ? tracer.program.imported(tracer.moduleOf(call), file) : undefined;
    if (target) return exportsOf(tracer, target);
  }
  return undefined;
}

/** The paths, from the module's folder, that an expression may mean; one that names no folder starts where the program does. */
function pathsOf(tracer: Tracer, node: Node, context: Context): string[] {
  const inner = resolved(tracer, node, context);
  const name = isCall(inner) ? calledName(tracer.moduleOf(inner), inner) : undefined;
  if (inner.type === 'NewExpression' && name === 'URL') {
    const text = inner.arguments[0] && tracer.textOf(inner.arguments[0], context);
    return text === undefined ? [] : [fromFolder(text)];
  }
  if (inner.type === 'CallExpression' && (name === 'join' || name === 'resolve')) {
    const parts = inner.arguments.map((arg) => (isFolder(arg) ? '.' : tracer.textOf(arg, context)));
    if (parts.some((part) => part === undefined)) return [];
    const path = parts.join('/');
    return inner.arguments.some(isFolder) ? [fromFolder(path)] : fromAnywhere(path);
  }
  if (inner.type === 'BinaryExpression' && isFolder(inner.left)) {
    const rest = tracer.textOf(inner.right, context);
    return rest === undefined ? [] : [fromFolder('.' + rest)];
  }
  if (inner.type === 'TemplateLiteral' && inner.expressions[0] && isFolder(inner.expressions[0])) {
    const rest = inner.quasis.length === 2 ? inner.quasis[1]!.value.cooked : undefined;
    return rest ? [fromFolder('.' + rest)] : [];
  }
  const text = tracer.textOf(inner, context);
  return text === undefined ? [] : fromAnywhere(text);
}

/** The expression that a constant holds, which a path may be put together in. */
function resolved(tracer: Tracer, node: Node, context: Context): Node {
  const inner = unwrap(node);
  if (inner.type !== 'Identifier') return inner;
  const value = tracer.evaluate(inner, context);
  if (value.kind === 'opaque' && value.node !== inner) return value.node;
  const module = tracer.moduleOf(inner);
  const declarator = module.parents.get(module.scopes.bindingOf(inner)?.declaration ?? inner);
  return declarator?.type === 'VariableDeclarator' && declarator.init ? unwrap(declarator.init) : inner;
}

function isFolder(node: Node): boolean {
  return node.type === 'Identifier' && node.name === '__dirname';
}

function fromFolder(path: string): string {
  return path.startsWith('.') ? path : './' + path;
}

function fromAnywhere(path: string): string[] {
  return path.startsWith('/') ? [] : FOLDERS_UP.map((folder) => folder + path.replace(/^\.\//, ''));
}

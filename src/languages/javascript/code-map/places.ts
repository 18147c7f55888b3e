import type { SourceRange } from '../../../model/edit.ts';
import {
  endOf,
  type FunctionNode,
  isCall,
  isFunction,
  isMember,
  memberName,
  type Node,
  startOf,
} from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { ancestorsOf, type JsModule, wrapped } from '../syntax/module.ts';
import { isExportsObject } from '../values/modules.ts';

/** The innermost node that holds a range whole. */
export function nodeAt(module: JsModule, { start, end }: SourceRange): Node {
  let found = module.root;
  for (;;) {
    const inner = childAt(module, found, start, end);
    if (!inner) return found;
    found = inner;
  }
}

const children = new WeakMap<JsModule, Map<Node, Node[]>>();

function childAt(module: JsModule, node: Node, start: number, end: number): Node | undefined {
  let known = children.get(module);
  if (!known) {
    known = new Map();
    for (const [child, parent] of module.parents) {
      const siblings = known.get(parent);
      if (siblings) siblings.push(child);
      else known.set(parent, [child]);
    }
    children.set(module, known);
  }
  const around = known.get(node)?.filter((child) => startOf(child) <= start && end <= endOf(child)) ?? [];
  // Of `{ ticket }`, key and value are one text: the value is what code has.
  return node.type === 'ObjectProperty' ? around.at(-1) : around[0];
}

/** The outermost node that takes exactly the same range as another. */
export function outermostAt(module: JsModule, node: Node): Node {
  let outermost = node;
  for (const ancestor of ancestorsOf(module, node)) {
    if (startOf(ancestor) !== startOf(node) || endOf(ancestor) !== endOf(node) || ancestor.type === 'Program')
      break;
    outermost = ancestor;
  }
  return outermost;
}

/** Functions that give back what they are given, to be called in another way. */
const WRAPPERS =
  /^(?:wrap|promisify|callbackify|coroutine|memoize\w*|mem|once|throttle|debounce|async|asyncHandler|useCallback|partial|curry|pMemoize|pOnce|singleton)$/;
/** Keys and members that hold a callback rather than a function of the program. */
const CALLBACKS =
  /^(?:on[a-z]\w*|on[A-Z]\w*|success|error|complete|done|fail|always|callback|cb|handler|end|finish|beforeSend|load|resolve|reject|next)$/;

/** A function with what only wraps it: casts, parentheses, `co.wrap(…)`. */
export function carrierOf(module: JsModule, fn: Node): Node {
  let carrier = wrapped(module, fn);
  for (
    let call = module.parents.get(carrier);
    call && isWrapper(module, call, carrier);
    call = module.parents.get(carrier)
  )
    carrier = wrapped(module, call);
  return carrier;
}

function isWrapper(module: JsModule, call: Node, carrier: Node): boolean {
  return isCall(call) && call.arguments[0] === carrier && WRAPPERS.test(calledName(module, call) ?? '');
}

/** Whether a function is one that others can call, rather than a callback that is written where it is handed over. */
export function isNamed(module: JsModule, fn: FunctionNode): boolean {
  if (fn.type === 'FunctionDeclaration' || fn.type === 'ClassMethod' || fn.type === 'ClassPrivateMethod')
    return true;
  if (fn.type === 'ObjectMethod') return !isCallbackIn(module, module.parents.get(fn), keyName(fn.key));
  const carrier = carrierOf(module, fn);
  const parent = module.parents.get(carrier);
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier';
    case 'AssignmentExpression':
      return parent.left.type === 'Identifier' || (isMember(parent.left) && !isCallbackOf(parent.left));
    case 'ObjectProperty':
      return !isCallbackIn(module, module.parents.get(parent), keyName(parent.key));
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ExportDefaultDeclaration':
      return true;
    default:
      return false;
  }
}

/** `$.ajax({ success: function () {} })` */
function isCallbackIn(module: JsModule, object: Node | undefined, name: string | undefined): boolean {
  const holder = object && module.parents.get(wrapped(module, object));
  return holder !== undefined && isCall(holder) && CALLBACKS.test(name ?? '');
}

/** `xhr.onload = function () {}` */
function isCallbackOf(
  member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
): boolean {
  return (
    member.object.type === 'Identifier' &&
    member.object.name !== 'exports' &&
    /^on[a-z]\w*$/.test(memberName(member) ?? '')
  );
}

/** The name that others call a function by; undefined where that is the file's alone. */
export function nameOf(module: JsModule, fn: FunctionNode): string | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id?.name;
  if ('key' in fn) return keyName(fn.key);
  const own = fn.type === 'FunctionExpression' ? fn.id?.name : undefined;
  const parent = module.parents.get(carrierOf(module, fn));
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'AssignmentExpression':
      if (parent.left.type === 'Identifier') return parent.left.name;
      return isMember(parent.left) && !isExportsObject(module, parent.left)
        ? keyName(parent.left.property)
        : own;
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      return keyName(parent.key);
    default:
      return own;
  }
}

function keyName(key: Node): string | undefined {
  if (key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateName') return '#' + key.id.name;
  return key.type === 'StringLiteral' ? key.value : undefined;
}

/** The innermost function with a name around a node, itself excluded. */
export function namedFunctionAround(module: JsModule, node: Node): FunctionNode | undefined {
  for (const ancestor of ancestorsOf(module, node))
    if (isFunction(ancestor) && isNamed(module, ancestor)) return ancestor;
  return undefined;
}

/** The whole declaration of a function: with its `export`, its assignment, its key. */
export function declarationOf(module: JsModule, fn: FunctionNode): Node {
  const parent = module.parents.get(carrierOf(module, fn));
  switch (parent?.type) {
    case 'VariableDeclarator':
      return declarationOfVariable(module, parent);
    case 'AssignmentExpression':
      return statementOfAssignment(module, parent);
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      return parent;
    default:
      return withExport(module, fn);
  }
}

/** A variable's whole declaration, or its own part of one that declares several. */
export function declarationOfVariable(module: JsModule, declarator: Node): Node {
  const declaration = module.parents.get(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return declarator;
  return withExport(module, declaration);
}

function statementOfAssignment(module: JsModule, assignment: Node): Node {
  let outer = assignment;
  for (let parent = module.parents.get(outer); parent; parent = module.parents.get(outer)) {
    if (parent.type === 'ExpressionStatement') return parent;
    if (parent.type !== 'AssignmentExpression') return assignment;
    outer = parent;
  }
  return assignment;
}

function withExport(module: JsModule, node: Node): Node {
  const parent = module.parents.get(node);
  return parent?.type === 'ExportNamedDeclaration' || parent?.type === 'ExportDefaultDeclaration'
    ? parent
    : node;
}

/** Whether a node can stand for itself: a statement, a declaration, a member of a class. */
export function isStatement(node: Node): boolean {
  return (
    node.type !== 'BlockStatement' &&
    (/(?:Statement|Declaration)$/.test(node.type) || /^Class\w*(?:Property|Method)$/.test(node.type))
  );
}

/** The innermost statement around a node, or the node itself; with its `export`. */
export function statementAround(module: JsModule, node: Node): Node {
  let statement = node;
  for (const at of [node, ...ancestorsOf(module, node)]) {
    if (!isStatement(at)) continue;
    statement = at;
    break;
  }
  return withExport(module, statement);
}

const FOR_EACH = /^(?:forEach|map|filter|find|findIndex|some|every|reduce|flatMap|each|eachLine)$/;

/** Whether a function is called for each element of a list. */
export function isForEach(module: JsModule, fn: Node): boolean {
  const call = module.parents.get(wrapped(module, fn));
  return (
    call !== undefined &&
    isCall(call) &&
    call.callee !== fn &&
    isMember(call.callee) &&
    FOR_EACH.test(memberName(call.callee) ?? '')
  );
}

/** Whether a node repeats what stands in it at `child`. */
export function isLoop(node: Node, child: Node): boolean {
  return /^(?:For\w*|While|DoWhile)Statement$/.test(node.type) && !('right' in node && node.right === child);
}

/** The last statement of the list that goes on only where a branching does not leave: `if (…) return …;`. */
export function restAfter(module: JsModule, branching: Node): Node | undefined {
  if (branching.type !== 'IfStatement' || branching.alternate || !leaves(branching.consequent))
    return undefined;
  const list = module.parents.get(branching);
  return list && 'body' in list && Array.isArray(list.body) ? (list.body.at(-1) as Node) : undefined;
}

function leaves(statement: Node): boolean {
  if (statement.type === 'BlockStatement') {
    const last = statement.body.at(-1);
    return last !== undefined && leaves(last);
  }
  return /^(?:Return|Throw|Break|Continue)Statement$/.test(statement.type);
}

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
import { ancestorsOf, type JsModule, wrapped } from '../syntax/module.ts';

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
  return known.get(node)?.find((child) => startOf(child) <= start && end <= endOf(child));
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

/** Whether a function has a name that others can call it by; an inline callback has none, whatever it calls itself. */
export function isNamed(module: JsModule, fn: FunctionNode): boolean {
  return nameOf(module, fn) !== undefined;
}

/** The name that others call a function by. */
export function nameOf(module: JsModule, fn: FunctionNode): string | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id?.name ?? 'default';
  if (fn.type === 'ObjectMethod' || fn.type === 'ClassMethod' || fn.type === 'ClassPrivateMethod')
    return keyName(fn.key) ?? 'default';
  const outer = wrapped(module, fn);
  const parent = module.parents.get(outer);
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'AssignmentExpression':
      return parent.left.type === 'Identifier'
        ? parent.left.name
        : isMember(parent.left)
          ? keyName(parent.left.property)
          : undefined;
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      return keyName(parent.key);
    case 'ExportDefaultDeclaration':
      return 'default';
    default:
      return undefined;
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
  const outer = wrapped(module, fn);
  const parent = module.parents.get(outer);
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

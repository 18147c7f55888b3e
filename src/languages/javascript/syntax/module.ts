import type * as t from '@babel/types';
import { type FunctionNode, isFunction, isTransparent, type Node, walk } from './ast.ts';
import { parseJson, parseSource } from './parse.ts';
import { analyseScopes, type Scopes } from './scopes.ts';

/** One parsed file with what the tracing asks of it. */
export interface JsModule {
  readonly file: string;
  readonly text: string;
  /** True for a JSON document: data, with one expression as its tree. */
  readonly json: boolean;
  readonly root: Node;
  readonly comments: readonly t.Comment[];
  readonly parents: ReadonlyMap<Node, Node>;
  readonly scopes: Scopes;
  /** All nodes by type, in source order. */
  nodes<T extends Node['type']>(type: T): readonly Extract<Node, { type: T }>[];
}

/** @throws SyntaxError when the text is not of a known dialect */
export function createModule(file: string, text: string): JsModule {
  const json = file.endsWith('.json');
  const root: Node = json ? parseJson(text) : parseSource(text, file);
  const parents = new Map<Node, Node>();
  const byType = new Map<string, Node[]>();
  walk(root, (node, parent) => {
    if (parent) parents.set(node, parent);
    const same = byType.get(node.type);
    if (same) same.push(node);
    else byType.set(node.type, [node]);
  });
  return {
    file,
    text,
    json,
    root,
    comments: (root as t.File).comments ?? [],
    parents,
    scopes: analyseScopes(root, parents),
    nodes: <T extends Node['type']>(type: T) => (byType.get(type) ?? []) as Extract<Node, { type: T }>[],
  };
}

/** Ancestors of a node, nearest first. */
export function* ancestorsOf(module: JsModule, node: Node): Generator<Node> {
  for (let n = module.parents.get(node); n; n = module.parents.get(n)) yield n;
}

/** Whether a member is the target of an assignment. */
export function isAssigned(module: JsModule, member: Node): boolean {
  const parent = module.parents.get(member);
  return parent?.type === 'AssignmentExpression' && parent.left === member;
}

/** An expression with the casts and parentheses around it. */
export function wrapped(module: JsModule, expression: Node): Node {
  let outer = expression;
  for (
    let parent = module.parents.get(outer);
    parent && isTransparent(parent);
    parent = module.parents.get(outer)
  )
    outer = parent;
  return outer;
}

/** The nearest function around a node. */
export function functionAround(module: JsModule, node: Node): FunctionNode | undefined {
  for (const ancestor of ancestorsOf(module, node)) if (isFunction(ancestor)) return ancestor;
  return undefined;
}

/** Whether `parent` holds `child` as one of a list of statements. */
export function isStatementList(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return true;
    case 'SwitchCase':
      return parent.test !== child;
    default:
      return false;
  }
}

const CONDITIONAL: ReadonlySet<string> = new Set([
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'SwitchCase',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'TryStatement',
  'CatchClause',
]);

/**
 * The construct that decides whether a node runs once its function does: the nearest branch, loop body or function.
 * Nodes of one region run together or not at all.
 */
export function regionOf(module: JsModule, node: Node): Node {
  let child = node;
  for (const ancestor of ancestorsOf(module, node)) {
    if (isFunction(ancestor)) return ancestor;
    if (CONDITIONAL.has(ancestor.type) && !isTest(ancestor, child)) return child;
    child = ancestor;
  }
  return child;
}

/** Whether `child` is the part of a branching node that always runs. */
function isTest(branch: Node, child: Node): boolean {
  switch (branch.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return branch.test === child;
    case 'LogicalExpression':
      return branch.left === child;
    case 'ForInStatement':
    case 'ForOfStatement':
      return branch.right === child;
    case 'ForStatement':
      return branch.init === child;
    case 'TryStatement':
      return branch.block === child || branch.finalizer === child;
    default:
      return false;
  }
}

export type Order = 'always' | 'maybe' | 'never';

/** Whether a write has happened whenever control reaches a later read of the same function. */
export function reaches(module: JsModule, write: Node, read: Node): Order {
  const readPath = new Map<Node, Node | undefined>([[read, undefined]]);
  let below: Node = read;
  for (const ancestor of ancestorsOf(module, read)) {
    readPath.set(ancestor, below);
    below = ancestor;
  }
  let child = write;
  let conditional = false;
  for (const ancestor of ancestorsOf(module, write)) {
    if (readPath.has(ancestor)) {
      const towardsRead = readPath.get(ancestor);
      if (areExclusive(ancestor, child, towardsRead)) return 'never';
      return conditional ||
        (CONDITIONAL.has(ancestor.type) && !isTest(ancestor, child) && towardsRead !== child)
        ? 'maybe'
        : 'always';
    }
    if (CONDITIONAL.has(ancestor.type) && !isTest(ancestor, child)) conditional = true;
    child = ancestor;
  }
  return 'maybe';
}

function areExclusive(branch: Node, a: Node, b: Node | undefined): boolean {
  if (branch.type !== 'IfStatement' && branch.type !== 'ConditionalExpression') return false;
  return (
    (a === branch.consequent && b === branch.alternate) || (a === branch.alternate && b === branch.consequent)
  );
}

import { isCall, isMember, isTransparent, type Node, staticName, unwrap } from '../../syntax/ast.ts';
import { membersOf } from '../../syntax/classes.ts';
import type { JsModule } from '../../syntax/module.ts';
import { type Owner, ownerOfThis } from '../../syntax/owners.ts';
import type { Context } from '../../values/values.ts';
import { throughBinding, throughGlobal } from './bindings.ts';
import { intoCall, isUsed } from './calls.ts';
import type { Climb, Path } from './climb.ts';
import { outOfFunction, outOfModule } from './exits.ts';
import { intoMember, throughMember, throughOwner } from './members.ts';

/** Follows the value of an expression to whatever takes it. */
export function from(climb: Climb, node: Node, context: Context, path: Path): void {
  if (!climb.mayGoOn() || !climb.isNew(node, context, path)) return;
  const module = climb.tracer.moduleOf(node);
  const parent = module.parents.get(node);
  if (!parent) return climb.end(node, context, false);
  if (isTransparent(parent)) return from(climb, parent, context, path);
  if (isMember(parent)) return intoMember(climb, parent, node, context, path);
  if (isCall(parent)) return intoCall(climb, parent, node, context, path);
  switch (parent.type) {
    case 'TemplateLiteral':
    case 'BinaryExpression':
      return parent.type === 'BinaryExpression' && parent.operator !== '+'
        ? undefined
        : from(climb, parent, context, path);
    case 'TaggedTemplateExpression':
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'SpreadElement':
    case 'ArrayExpression':
      return from(climb, parent, context, path);
    case 'ConditionalExpression':
      return parent.test === node ? undefined : from(climb, parent, context, path);
    case 'LogicalExpression':
      return parent.left === node && parent.operator === '&&'
        ? undefined
        : from(climb, parent, context, path);
    case 'SequenceExpression':
      return parent.expressions.at(-1) === node ? from(climb, parent, context, path) : undefined;
    case 'ObjectProperty':
      return intoProperty(climb, parent, node, context, path);
    case 'ObjectExpression':
      return from(climb, parent, context, path);
    case 'AssignmentPattern':
    case 'VariableDeclarator':
      return intoPattern(
        climb,
        parent.type === 'VariableDeclarator' ? parent.id : parent.left,
        context,
        path,
        parent,
      );
    case 'AssignmentExpression':
      return intoAssignment(climb, parent, node, context, path);
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return outOfFunction(climb, node, context, path);
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      return intoField(climb, parent, context, path);
    case 'ExportDefaultDeclaration':
      return outOfModule(climb, module, ['default', ...path], node, context);
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.right === node
        ? intoPattern(
            climb,
            parent.left.type === 'VariableDeclaration' ? parent.left.declarations[0]!.id : parent.left,
            context,
            path,
            parent,
          )
        : undefined;
    case 'IfStatement':
    case 'UnaryExpression':
    case 'WhileStatement':
    case 'SwitchStatement':
    case 'TSEnumMember':
      return undefined;
    default:
      return climb.end(node, context, false);
  }
}

/** Follows a mention of a mutable thing: its own value, and everything it is mentioned as elsewhere. */
export function carrier(climb: Climb, mention: Node, context: Context, path: Path): void {
  const module = climb.tracer.moduleOf(mention);
  const node = unwrap(mention);
  if (node.type === 'Identifier') {
    const binding = module.scopes.bindingOf(node);
    if (binding) throughBinding(climb, module, binding, context, path);
    else throughGlobal(climb, module, node.name, node, context, path);
  } else if (isMember(node)) {
    throughMember(climb, node, context, path);
  } else from(climb, node, context, path);
}

function intoProperty(
  climb: Climb,
  property: Extract<Node, { type: 'ObjectProperty' }>,
  node: Node,
  context: Context,
  path: Path,
): void {
  if (property.value !== node) return;
  const module = climb.tracer.moduleOf(property);
  const object = module.parents.get(property);
  if (object?.type !== 'ObjectExpression') return;
  const name =
    staticName(property.key, property.computed === true) ?? climb.tracer.textOf(property.key, context) ?? '*';
  from(climb, object, context, [name, ...path]);
  const owner = objectOwner(module, object);
  if (owner) throughOwner(climb, owner, name, context, path);
}

/** An object literal whose functions speak of `this`. */
function objectOwner(
  module: JsModule,
  object: Extract<Node, { type: 'ObjectExpression' }>,
): Owner | undefined {
  return membersOf(module, object).mentions.size > 0 ? object : undefined;
}

function intoField(
  climb: Climb,
  field: Extract<Node, { type: 'ClassProperty' | 'ClassPrivateProperty' }>,
  context: Context,
  path: Path,
): void {
  const module = climb.tracer.moduleOf(field);
  const name = staticName(field.key, field.type === 'ClassProperty' && field.computed === true);
  const body = module.parents.get(field);
  const owner = body && module.parents.get(body);
  if (owner && name !== undefined && (owner.type === 'ClassDeclaration' || owner.type === 'ClassExpression'))
    throughOwner(climb, owner, name, context, path);
}

function intoAssignment(
  climb: Climb,
  assignment: Extract<Node, { type: 'AssignmentExpression' }>,
  node: Node,
  context: Context,
  path: Path,
): void {
  if (assignment.right !== node) return;
  if (isMember(assignment.left)) throughMember(climb, assignment.left, context, path);
  else intoPattern(climb, assignment.left, context, path, assignment);
  if (isUsed(climb, assignment)) from(climb, assignment, context, path);
}

export function intoPattern(
  climb: Climb,
  pattern: Node,
  context: Context,
  path: Path,
  at: Node,
  known?: JsModule,
): void {
  const module = known ?? climb.tracer.moduleOf(at);
  switch (pattern.type) {
    case 'Identifier': {
      const binding = module.scopes.bindingOf(pattern);
      if (binding) throughBinding(climb, climb.tracer.moduleOf(pattern), binding, context, path);
      else if (at.type === 'AssignmentExpression')
        throughGlobal(climb, module, pattern.name, pattern, context, path);
      return;
    }
    case 'AssignmentPattern':
      return intoPattern(climb, pattern.left, context, path, at);
    case 'TSParameterProperty': {
      const target =
        pattern.parameter.type === 'AssignmentPattern' ? pattern.parameter.left : pattern.parameter;
      intoPattern(climb, target, context, path, pattern);
      const owner = ownerOfThis(climb.tracer.moduleOf(pattern), pattern);
      if (owner && target.type === 'Identifier') throughOwner(climb, owner, target.name, context, path);
      return;
    }
    case 'RestElement':
      return intoPattern(climb, pattern.argument, context, path, at);
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) intoPattern(climb, element, context, path, at);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') intoPattern(climb, property.argument, context, path, at);
        else if (path.length > 0 && staticName(property.key, property.computed === true) === path[0])
          intoPattern(climb, property.value, context, path.slice(1), at);
      }
      return;
    case 'MemberExpression':
      return throughMember(climb, pattern, context, path);
  }
}

export function intoThis(climb: Climb, node: Node, context: Context, path: Path): void {
  const owner = ownerOfThis(climb.tracer.moduleOf(node), node);
  if (owner && path[0] !== undefined) throughOwner(climb, owner, path[0], context, path.slice(1));
}

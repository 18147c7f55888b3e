import type { TokenOwner } from '../../../model/token-plan.ts';
import { type FunctionNode, isClass, isWithin, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { ancestorsOf, functionAround, type JsModule, wrapped } from '../syntax/module.ts';
import { type Owner, ownerOfThis } from '../syntax/owners.ts';
import type { Tracer } from '../values/tracer.ts';
import { rangeOf } from '../values/values.ts';
import { mentionsOf } from './mentions.ts';
import { carrierOf, nameOf } from './places.ts';
import type { Units } from './units.ts';

/** What the value at a place is handed to: as a parameter, as an argument of `new`, as a member of `this`. */
export function ownerOf(tracer: Tracer, units: Units, module: JsModule, node: Node): TokenOwner | undefined {
  // What is read may be a parameter that is declared further out.
  const binding = node.type === 'Identifier' ? module.scopes.bindingOf(node) : undefined;
  const declared = binding?.declaration ?? node;
  const fn = functionAround(module, declared);
  const position = fn?.params.findIndex((parameter) => isWithin(declared, parameter)) ?? -1;
  if (fn && position >= 0) return ownerOfParameter(tracer, units, module, fn, position);
  return ownerOfArgument(module, node) ?? ownerOfMember(module, node);
}

function ownerOfParameter(
  tracer: Tracer,
  units: Units,
  module: JsModule,
  fn: FunctionNode,
  position: number,
): TokenOwner | undefined {
  const type = units.holders.isConstructor(fn) ? typeMadeBy(module, fn) : undefined;
  if (type !== undefined)
    return { kind: 'class', name: type, position: position + 1, usedAt: makings(tracer, units, fn) };
  const name = nameOf(module, fn);
  if (name === undefined) return undefined;
  const around = fn.type === 'ClassMethod' ? typeMadeBy(module, fn) : undefined;
  const calls = units.of({ kind: 'function', fn });
  return {
    kind: 'function',
    name: around === undefined ? name : `${around}.${name}`,
    position: position + 1,
    usedAt: mentionsOf(tracer, units, calls).flatMap(({ kind, at }) => (kind === 'call' ? [at] : [])),
  };
}

/** The name of the class that a constructor or a method belongs to, or of a function that makes objects. */
function typeMadeBy(module: JsModule, fn: FunctionNode): string | undefined {
  const type = [...ancestorsOf(module, fn)].find(isClass);
  const isMethod = fn.type === 'ClassMethod' || fn.type === 'ClassPrivateMethod';
  return isMethod ? type && nameOfType(module, type) : nameOf(module, fn);
}

function nameOfType(module: JsModule, type: Owner): string | undefined {
  if (isClass(type)) {
    if (type.id?.name !== undefined) return type.id.name;
    const parent = module.parents.get(carrierOf(module, type));
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
    const target = parent?.type === 'AssignmentExpression' ? parent.left : undefined;
    const name = target?.type === 'MemberExpression' ? memberName(target) : undefined;
    return name === 'exports' ? undefined : name;
  }
  return type.type === 'ObjectExpression' ? undefined : nameOf(module, type);
}

/** Where objects of a class are made. */
function makings(tracer: Tracer, units: Units, made: FunctionNode) {
  return tracer.program.modules.flatMap((module) =>
    module
      .nodes('NewExpression')
      .filter(({ callee }) => units.functionsIn(callee).includes(made))
      .map((making) => rangeOf(module, making)),
  );
}

/** `new CrmClient(row.ticket)` */
function ownerOfArgument(module: JsModule, node: Node): TokenOwner | undefined {
  const argument = wrapped(module, node);
  const making = module.parents.get(argument);
  if (making?.type !== 'NewExpression') return undefined;
  const position = (making.arguments as readonly Node[]).indexOf(argument);
  const callee = unwrap(making.callee);
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression'
        ? memberName(callee)
        : undefined;
  return position < 0 || name === undefined
    ? undefined
    : { kind: 'class', name, position: position + 1, usedAt: [rangeOf(module, making)] };
}

/** `this.ticket`, or a member that a class declares. */
function ownerOfMember(module: JsModule, node: Node): TokenOwner | undefined {
  const around = [node, ...ancestorsOf(module, node)];
  const isOwn = around.some(
    (each) =>
      each.type === 'ClassProperty' ||
      (each.type === 'MemberExpression' && unwrap(each.object).type === 'ThisExpression'),
  );
  const type = isOwn ? (ownerOfThis(module, node) ?? around.find(isClass)) : undefined;
  const name = type && nameOfType(module, type);
  return name === undefined ? undefined : { kind: 'class', name, usedAt: [] };
}

import {
  type FunctionNode,
  isCall,
  isFunction,
  isMember,
  memberName,
  type Node,
  walk,
} from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import { declarationOf } from './declarations.ts';
import type { Doomed } from './doomed.ts';
import { isHandedOut } from './handed-out.ts';
import { isPure } from './purity.ts';
import type { Surroundings } from './surroundings.ts';
import { usesOf } from './uses.ts';

/** Takes out a parameter with its argument at every call, when all calls are seen and the arguments do nothing. */
export function removeParameter(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  { declaration }: Binding,
  surroundings: Surroundings,
): void {
  const outer = module.parents.get(declaration);
  const param = outer?.type === 'AssignmentPattern' && outer.left === declaration ? outer : declaration;
  const parent = module.parents.get(param);
  if (parent && isFunction(parent)) removeAt(doomed, tracer, module, parent, param, surroundings);
  else if (parent?.type === 'ObjectProperty') removeTakenProperty(doomed, module, parent);
}

/** `{ user, key }` taken apart: what is not taken any more is not looked at. */
function removeTakenProperty(doomed: Doomed, module: JsModule, property: Node): void {
  const pattern = module.parents.get(property);
  if (pattern?.type === 'ObjectPattern' && pattern.properties.every(({ type }) => type === 'ObjectProperty'))
    doomed.remove(property);
}

/** Takes out a member that a constructor's parameter declares, once nothing reads either. */
export function removeAt(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  fn: FunctionNode,
  param: Node,
  surroundings: Surroundings,
): boolean {
  const index = fn.params.indexOf(param as never);
  if (index === -1 || !mayLose(module, fn, index)) return false;
  const calls = callsOf(doomed, tracer, module, fn, surroundings);
  if (!calls) return false;
  const args: Node[] = [];
  for (const call of calls) {
    if (call.slice(0, index + 1).some(({ type }) => type === 'SpreadElement')) return false;
    const argument = call[index];
    if (argument && !isPure(argument, surroundings.isQuiet)) return false;
    if (argument) args.push(argument);
  }
  doomed.remove(param, ...args);
  return true;
}

function mayLose(module: JsModule, fn: FunctionNode, index: number): boolean {
  if (isOverloaded(module, fn)) return false;
  if (fn.type === 'ObjectMethod' || fn.type === 'ClassMethod')
    if (fn.kind === 'get' || fn.kind === 'set') return false;
  if (fn.params.slice(0, index).some(({ type }) => type === 'RestElement')) return false;
  let speaksOfArguments = false;
  walk(fn.body, (node) => {
    if (node.type === 'Identifier' && node.name === 'arguments' && !module.scopes.bindingOf(node))
      speaksOfArguments = true;
  });
  return !speaksOfArguments;
}

/** Whether signatures without a body speak of a function's parameters, too. */
function isOverloaded(module: JsModule, fn: FunctionNode): boolean {
  const list = module.parents.get(fn);
  const isSignature = ({ type }: Node) => type === 'TSDeclareMethod' || type === 'TSDeclareFunction';
  if (list?.type === 'ClassBody') return list.body.some(isSignature);
  return module.nodes('TSDeclareFunction').length > 0;
}

/** The arguments of every call of a function; undefined where it is used in another way, or perhaps by others. */
function callsOf(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  fn: FunctionNode,
  { mayHaveOtherUsers }: Surroundings,
): (readonly Node[])[] | undefined {
  if (fn.type === 'ClassMethod' && fn.kind === 'constructor')
    return constructionsOf(doomed, tracer, module, fn, mayHaveOtherUsers(module));
  if (!declarationOf(module, fn)) return undefined;
  const { reads, doubtful } = usesOf(tracer, fn);
  if (doubtful.some((node) => !doomed.has(node))) return undefined;
  if (mayHaveOtherUsers(module) && isHandedOut(tracer, fn)) return undefined;
  const calls: (readonly Node[])[] = [];
  for (const read of reads) {
    if (doomed.has(read)) continue;
    const call = tracer.moduleOf(read).parents.get(read);
    if (call && isPrototype(call)) continue;
    if (!call || !isCall(call) || call.callee !== read) return undefined;
    calls.push(call.arguments);
  }
  return calls.length > 0 ? calls : undefined;
}

/** The arguments of every `new` and `super` of a class. */
function constructionsOf(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  fn: FunctionNode,
  mayHaveOthers: boolean,
): (readonly Node[])[] | undefined {
  const sites = tracer.calls.callersOf(fn).filter(({ call }) => !doomed.has(call));
  const owner = module.parents.get(module.parents.get(fn) ?? fn);
  if (sites.length === 0 || owner?.type !== 'ClassDeclaration' || !owner.id) return undefined;
  const calls = new Set(sites.map(({ call }) => call));
  const isSeen = (read: Node) => {
    const at = tracer.moduleOf(read).parents.get(read);
    return (
      at !== undefined &&
      ((isCall(at) && calls.has(at)) || at.type.startsWith('TS') || (isLink(at) && !mayHaveOthers))
    );
  };
  if (mayHaveOthers && module.parents.get(owner)?.type.startsWith('Export')) return undefined;
  const binding = module.scopes.bindingOf(owner.id);
  return binding?.reads.every((read) => doomed.has(read) || isSeen(read))
    ? sites.map(({ call }) => call.arguments)
    : undefined;
}

/** `Client.prototype`, which hands no arguments in. */
function isPrototype(node: Node): boolean {
  return isMember(node) && memberName(node) === 'prototype';
}

function isLink({ type }: Node): boolean {
  return /^(AssignmentExpression|ObjectProperty|ExportSpecifier|ClassDeclaration)$/.test(type);
}

import type * as t from '@babel/types';
import type { Piece } from '../../../model/query-text.ts';
import { spend } from '../../../model/work.ts';
import { globalValue, withOtherScripts } from '../program/globals.ts';
import type { JsProgram } from '../program/program.ts';
import {
  type CallNode,
  isCall,
  isClass,
  isFunction,
  isMember,
  isTransparent,
  memberName,
  type Node,
  unwrap,
} from '../syntax/ast.ts';
import { functionAround, type JsModule } from '../syntax/module.ts';
import { ownerOfThis } from '../syntax/owners.ts';
import { textOfNode } from '../text/text.ts';
import { argumentsAt, asItems } from './arguments.ts';
import { argumentsOf, type CallIndex, createCallIndex } from './call-index.ts';
import { evaluateCall } from './calls.ts';
import { memberOf } from './members.ts';
import { exportsOf } from './modules.ts';
import { namespaceSet } from './namespaces.ts';
import { objectSet } from './objects.ts';
import { type Context, choose, type Frame, optionsOf, type Value } from './values.ts';
import { valueOfBinding } from './variables.ts';

/** How many expressions one question may look at; past it the answer is `unknown`, never wrong. */
const STEP_LIMIT = 400_000;
/** How many questions may wait for one another. */
const NESTING_LIMIT = 300;
/** How many calls deep a question may go. */
export const DEPTH_LIMIT = 14;

/** Answers what an expression may evaluate to, by folding constants and following bindings; runs nothing. */
export class Tracer {
  readonly program: JsProgram;
  private readonly memo = new Map<Context, Map<Node, Value>>();
  private active = new Map<Context, Set<Node>>();
  private readonly frames = new Map<CallNode, Frame[]>();
  private readonly standIns = new WeakMap<Node, Value>();
  private steps = 0;
  private cuts = 0;
  private nesting = 0;
  /** Grows whenever more is known, so that caches know when they are stale. */
  epoch = 0;
  private index: CallIndex | undefined;

  constructor(program: JsProgram) {
    this.program = program;
  }

  moduleOf(node: Node): JsModule {
    return this.program.moduleOf(node);
  }

  /** Every call of the loaded modules by the function it may call. */
  get calls(): CallIndex {
    if (this.index?.generation !== this.program.generation) {
      this.index = createCallIndex(this);
      this.forget();
    }
    return this.index;
  }

  /** What `node` may evaluate to in `context`. Cycles and limits end in an opaque value. */
  evaluate(node: Node, context: Context): Value {
    spend();
    const known = this.standIns.get(node) ?? this.memo.get(context)?.get(node);
    if (known) return known;
    const isTooFar =
      this.steps++ > STEP_LIMIT || this.nesting > NESTING_LIMIT || (context?.depth ?? 0) > DEPTH_LIMIT;
    if (isTooFar || this.isActive(node, context)) {
      this.cuts++;
      return this.opaque(node, context);
    }
    const cutsBefore = this.cuts;
    this.enter(node, context);
    this.nesting++;
    try {
      const value = this.compute(node, context);
      if (this.cuts === cutsBefore) this.remember(node, context, value);
      return value;
    } finally {
      this.nesting--;
      this.leave(node, context);
    }
  }

  /** An argument for a value that no expression of the program has: what a loop has made so far, a position. */
  standIn(value: Value, near: Node): Node {
    const { start, end } = near;
    const node = { type: 'Identifier', name: '', start, end } as t.Identifier;
    this.standIns.set(node, value);
    this.program.adopt(node, near);
    return node;
  }

  /** Begins a new question: the step limit counts anew. */
  refresh(): void {
    this.steps = 0;
  }

  /** Asks as if no question waited: what is under way would count as a cycle. */
  apart(ask: () => void): void {
    const { active, nesting } = this;
    this.active = new Map();
    this.nesting = 0;
    try {
      ask();
    } finally {
      this.active = active;
      this.nesting = nesting;
    }
  }

  /** Drops what was answered while less was known. */
  forget(): void {
    this.epoch++;
    this.memo.clear();
  }

  opaque(
    node: Node,
    context: Context,
    birth: {
      kind?: 'parameter' | 'external' | 'member' | 'unknown' | 'ticket-request';
      name?: string;
      fixed?: boolean;
      absent?: boolean;
    } = {},
  ): Value {
    return {
      kind: 'opaque',
      node,
      context,
      birth: {
        kind: birth.kind ?? 'unknown',
        name: birth.name ?? '',
        fixed: birth.fixed ?? false,
        ...(birth.absent && { absent: true }),
      },
    };
  }

  private compute(node: Node, context: Context): Value {
    if (isTransparent(node)) return this.evaluate(node.expression, context);
    if (isFunction(node)) return { kind: 'function', node, closure: context, self: undefined };
    if (isClass(node)) return { kind: 'class', info: { node, module: this.moduleOf(node) } };
    if (isMember(node)) return this.evaluateMember(node, context);
    if (isCall(node)) return evaluateCall(this, node, context);
    switch (node.type) {
      case 'StringLiteral':
      case 'TemplateLiteral':
      case 'TaggedTemplateExpression':
      case 'NumericLiteral':
      case 'BinaryExpression':
        return this.evaluateText(node, context);
      case 'Identifier':
        return this.evaluateIdentifier(node, context);
      case 'ThisExpression':
        return this.evaluateThis(node, context);
      case 'ObjectExpression':
        return objectSet(this, node, context);
      case 'ArrayExpression':
        return this.evaluateArray(node, context);
      case 'ConditionalExpression':
        return this.either([node.consequent, node.alternate], node, context);
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.evaluate(node.right, context)
          : this.either([node.left, node.right], node, context);
      case 'AssignmentExpression':
        return node.operator === '=' ? this.evaluate(node.right, context) : this.evaluate(node.left, context);
      case 'SequenceExpression':
        return this.evaluate(node.expressions.at(-1)!, context);
      case 'AwaitExpression':
      case 'YieldExpression':
        return node.argument ? this.evaluate(node.argument, context) : this.opaque(node, context);
      case 'TSEnumDeclaration':
        return objectSet(this, node, context);
      case 'TSModuleDeclaration':
        return namespaceSet(this, node, context);
      default:
        return this.opaque(node, context);
    }
  }

  /** A list with holes is none that could be followed: `[a, , b]`. */
  private evaluateArray(node: t.ArrayExpression, context: Context): Value {
    const elements = node.elements.filter((element) => element !== null);
    if (elements.length < node.elements.length) return this.opaque(node, context);
    return { kind: 'list', node, items: asItems(elements, context) };
  }

  private evaluateText(node: Node, context: Context): Value {
    const pieces = textOfNode(this, node, context);
    return pieces ? { kind: 'text', pieces } : this.opaque(node, context);
  }

  either(nodes: readonly Node[], whole: Node, context: Context): Value {
    return choose(nodes.map((node) => this.evaluate(node, context))) ?? this.opaque(whole, context);
  }

  private evaluateIdentifier(node: t.Identifier, context: Context): Value {
    const module = this.moduleOf(node);
    const binding = module.scopes.bindingOf(node);
    if (binding)
      return withOtherScripts(this, module, binding, node, valueOfBinding(this, binding, node, context));
    if (node.name === 'arguments')
      return (
        argumentsAt(this, node, context) ?? this.opaque(node, context, { kind: 'parameter', name: node.name })
      );
    if (node.name === 'exports') return { kind: 'module', module };
    const shared = globalValue(this, module, node.name, node);
    if (shared) return shared;
    return this.opaque(node, context, {
      kind: 'external',
      name: node.name,
      fixed: node.name !== 'undefined' && node.name !== 'arguments',
    });
  }

  private evaluateMember(node: t.MemberExpression | t.OptionalMemberExpression, context: Context): Value {
    const name = memberName(node) ?? this.textOf(node.property, context);
    const object = unwrap(node.object);
    if (object.type === 'Identifier' && !this.moduleOf(node).scopes.bindingOf(object)) {
      if (object.name === 'process' && name === 'env') return { kind: 'environment' };
      if (object.name === 'module' && name === 'exports') return exportsOf(this, this.moduleOf(node));
    }
    if (object.type === 'MetaProperty' && name === 'env') return { kind: 'environment' };
    if (object.type === 'Super') {
      const self = this.superAt(node, context);
      return self && name !== undefined
        ? memberOf(this, self, name, node, context, true)
        : this.opaque(node, context);
    }
    const value = this.evaluate(object, context);
    return name === undefined
      ? memberByKey(this, value, node.property, node, context)
      : memberOf(this, value, name, node, context);
  }

  private evaluateThis(node: t.ThisExpression, context: Context): Value {
    return this.selfAt(node, context) ?? this.opaque(node, context, { kind: 'external', name: 'this' });
  }

  /** The value of `this` at a node: the instance that the call was made on, else any instance of the class. */
  selfAt(node: Node, context: Context): Value | undefined {
    const module = this.moduleOf(node);
    let fn = functionAround(module, node);
    while (fn?.type === 'ArrowFunctionExpression') fn = functionAround(module, fn);
    for (let frame = context; frame; frame = frame.closure)
      if (frame.fn === fn && frame.self) return frame.self;
    const owner = ownerOfThis(module, node);
    if (!owner) return undefined;
    for (let frame = context; frame; frame = frame.closure)
      if (frame.self?.kind === 'instance' && frame.self.info.node === owner) return frame.self;
    if (owner.type === 'ObjectExpression') return this.evaluate(owner, context);
    return { kind: 'instance', info: { node: owner, module }, made: undefined };
  }

  /** What `super` looks up from: the class that it stands in, whatever the instance's own class is. */
  private superAt(node: Node, context: Context): Value | undefined {
    const self = this.selfAt(node, context);
    const module = this.moduleOf(node);
    const owner = ownerOfThis(module, node);
    return self?.kind === 'instance' && owner && self.info.node !== owner
      ? { kind: 'instance', info: { node: owner, module }, made: undefined }
      : self;
  }

  /** The text of an expression when all of it is known and there is only one. */
  textOf(node: Node, context: Context): string | undefined {
    const value = this.evaluate(node, context);
    if (value.kind !== 'text') return undefined;
    return foldText(value.pieces);
  }

  /** The functions that a call may call, with their closures. */
  callees(call: CallNode, context: Context): Extract<Value, { kind: 'function' }>[] {
    if (
      call.callee.type === 'Super' ||
      call.callee.type === 'Import' ||
      call.callee.type === 'V8IntrinsicIdentifier'
    )
      return [];
    const value = this.evaluate(call.callee, context);
    return (value.kind === 'choice' ? value.options : [value]).filter((option) => option.kind === 'function');
  }

  /** The frame of a call of a function of the program: one object for one call, so that answers are shared. */
  enterCall(
    call: CallNode,
    fn: Pick<Extract<Value, { kind: 'function' }>, 'node' | 'closure' | 'self' | 'bound'>,
    caller: Context,
  ): Frame {
    const entered = this.frames.get(call);
    spend(entered?.length);
    const known = entered?.find(
      (frame) =>
        frame.fn === fn.node &&
        frame.caller === caller &&
        frame.closure === fn.closure &&
        sameSelf(frame.self, fn.self),
    );
    if (known) return known;
    const frame: Frame = {
      fn: fn.node,
      args: [...(fn.bound ?? []), ...argumentsOf(this, call)],
      call,
      caller,
      closure: fn.closure,
      self: fn.self,
      depth: (caller?.depth ?? 0) + 1,
    };
    const frames = this.frames.get(call);
    if (frames) frames.push(frame);
    else this.frames.set(call, [frame]);
    return frame;
  }

  private isActive(node: Node, context: Context): boolean {
    return this.active.get(context)?.has(node) ?? false;
  }

  private enter(node: Node, context: Context): void {
    const nodes = this.active.get(context);
    if (nodes) nodes.add(node);
    else this.active.set(context, new Set([node]));
  }

  private leave(node: Node, context: Context): void {
    const nodes = this.active.get(context);
    nodes?.delete(node);
    if (nodes?.size === 0) this.active.delete(context);
  }

  private remember(node: Node, context: Context, value: Value): void {
    const values = this.memo.get(context);
    if (values) values.set(node, value);
    else this.memo.set(context, new Map([[node, value]]));
  }
}

/** A member by a computed key: one of several names, a set's own names one by one, or any at all. */
export function memberByKey(tracer: Tracer, value: Value, key: Node, node: Node, context: Context): Value {
  const keys = optionsOf(tracer.evaluate(key, context));
  if (keys.some((option) => option.kind === 'view')) return memberOf(tracer, value, undefined, node, context);
  const names = keys.map((option) => (option.kind === 'text' ? foldText(option.pieces) : undefined));
  if (!names.includes(undefined))
    return (
      choose(names.map((name) => memberOf(tracer, value, name, node, context))) ??
      tracer.opaque(node, context)
    );
  if (value.kind !== 'set' || value.rest.length > 0) return memberOf(tracer, value, undefined, node, context);
  return (
    choose(
      value.entries.flatMap((entry) => (entry.value ? [tracer.evaluate(entry.value, entry.context)] : [])),
    ) ?? memberOf(tracer, value, undefined, node, context)
  );
}

function sameSelf(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  return (
    a?.kind === 'instance' &&
    b?.kind === 'instance' &&
    a.info.node === b.info.node &&
    a.made?.call === b.made?.call &&
    a.made?.context === b.made?.context
  );
}

/** The characters of pieces that are all known. */
export function foldText(pieces: readonly Piece[]): string | undefined {
  let text = '';
  spend(pieces.length);
  for (const piece of pieces) {
    if (piece.kind === 'literal' || piece.kind === 'known') text += piece.text;
    else {
      const inner = piece.kind === 'hole' && piece.content ? foldText(piece.content) : undefined;
      if (inner === undefined) return undefined;
      text += inner;
    }
  }
  return text;
}

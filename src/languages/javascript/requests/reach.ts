import { isGlobalObject, mentionsOfGlobal, mentionsOfShared } from '../program/globals.ts';
import {
  type CallNode,
  type FunctionNode,
  isCall,
  isFunction,
  isMember,
  isTransparent,
  memberName,
  type Node,
  staticName,
  unwrap,
} from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { membersOf, type Owner, ownerOfAlias, ownerOfThis } from '../syntax/classes.ts';
import { functionAround, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { pathFromPattern } from '../syntax/writes.ts';
import { injectedUnder, providedName } from '../values/angular.ts';
import { isRegistration } from '../values/angular-module.ts';
import { isExportsObject } from '../values/modules.ts';
import { isMerger, isNamedAdder } from '../values/mutators.ts';
import { DEPTH_LIMIT, type Tracer } from '../values/tracer.ts';
import { type Context, type Frame, optionsOf } from '../values/values.ts';
import { hookOf } from './hooks.ts';

/** Where a carrier ends: a call of something outside the program, or a place that leads no further. */
export interface Root {
  readonly node: Node;
  readonly context: Context;
  /** True for a call outside the program, which may send what it is given. */
  readonly isCall: boolean;
}

const ROOT_LIMIT = 200;
const STEP_LIMIT = 20_000;

/** Methods whose result no longer carries the text or set they are called on. */
const ENDS: ReadonlySet<string> = new Set([
  'indexOf',
  'lastIndexOf',
  'includes',
  'startsWith',
  'endsWith',
  'match',
  'test',
  'search',
  'charAt',
  'hasOwnProperty',
  'has',
  'localeCompare',
  'forEach',
  'byteLength',
  'log',
  'info',
  'warn',
  'debug',
  'error',
  'trace',
  'isArray',
  'equal',
  'strictEqual',
  'deepEqual',
  'clearTimeout',
  'writeFile',
  'writeFileSync',
  'appendFile',
  'appendFileSync',
  'setItem',
]);
const BUILDERS: ReadonlySet<string> = new Set([
  'concat',
  'join',
  'replace',
  'replaceAll',
  'toString',
  'trim',
  'valueOf',
  'toLowerCase',
  'slice',
  'substring',
  'substr',
  'map',
  'filter',
  'reduce',
  'sort',
  'reverse',
  'append',
  'set',
  'push',
  'format',
  'then',
  'catch',
  'finally',
  'bind',
  'entries',
  'keys',
  'values',
  'toJSON',
  'flat',
  'flatMap',
  'split',
  'pop',
  'shift',
]);
const PASSES_ON: ReadonlySet<string> = new Set([
  'encodeURI',
  'encodeURIComponent',
  'decodeURI',
  'escape',
  'String',
  'stringify',
  'encode',
  'param',
  'freeze',
  'seal',
  'assign',
  'extend',
  'merge',
  'defaults',
  'keys',
  'entries',
  'values',
  'fromEntries',
  'create',
  'format',
  'sprintf',
  'vsprintf',
  'resolve',
  'parse',
  'from',
  'clone',
  'cloneDeep',
  'toPairs',
  'pairs',
  'URLSearchParams',
  'URL',
  'Map',
  'Object',
  'Array',
  'join',
  'structuredClone',
  'Headers',
  'Request',
]);

/** Finds where a text or set goes from an expression: through bindings, members, calls, returns and modules. */
export function rootsOf(tracer: Tracer, seed: Node, context: Context): Root[] {
  const climb = new Climb(tracer);
  climb.from(seed, context, []);
  return climb.finish(seed, context);
}

/** Finds where what a binding holds goes. */
export function rootsOfMention(tracer: Tracer, mention: Node, context: Context): Root[] {
  const climb = new Climb(tracer);
  climb.carrier(mention, context, []);
  return climb.finish(mention, context);
}

type Path = readonly string[];

class Climb {
  private readonly roots: Root[] = [];
  private readonly visited = new Map<Context, Set<string>>();
  private readonly ids = new Map<Node, number>();
  private readonly tracer: Tracer;
  private steps = 0;

  constructor(tracer: Tracer) {
    this.tracer = tracer;
  }

  finish(seed: Node, context: Context): Root[] {
    return this.roots.length > 0 ? this.roots : [{ node: seed, context, isCall: false }];
  }

  private isNew(node: Node, context: Context, path: Path): boolean {
    const id = this.ids.get(node) ?? this.ids.size;
    this.ids.set(node, id);
    const key = `${id}:${path.join('.')}`;
    const seen = this.visited.get(context) ?? new Set();
    this.visited.set(context, seen);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  }

  private end(node: Node, context: Context, isCallRoot: boolean): void {
    if (
      this.roots.length < ROOT_LIMIT &&
      !this.roots.some((root) => root.node === node && root.context === context)
    )
      this.roots.push({ node, context, isCall: isCallRoot });
  }

  /** Follows the value of an expression to whatever takes it. */
  from(node: Node, context: Context, path: Path): void {
    if (this.steps++ > STEP_LIMIT || !this.isNew(node, context, path)) return;
    const module = this.tracer.moduleOf(node);
    const parent = module.parents.get(node);
    if (!parent) return this.end(node, context, false);
    if (isTransparent(parent)) return this.from(parent, context, path);
    if (isMember(parent)) return this.intoMember(parent, node, context, path);
    if (isCall(parent)) return this.intoCall(parent, node, context, path);
    switch (parent.type) {
      case 'TemplateLiteral':
      case 'BinaryExpression':
        return parent.type === 'BinaryExpression' && parent.operator !== '+'
          ? undefined
          : this.from(parent, context, path);
      case 'TaggedTemplateExpression':
      case 'AwaitExpression':
      case 'YieldExpression':
      case 'SpreadElement':
      case 'ArrayExpression':
        return this.from(parent, context, path);
      case 'ConditionalExpression':
        return parent.test === node ? undefined : this.from(parent, context, path);
      case 'LogicalExpression':
        return parent.left === node && parent.operator === '&&'
          ? undefined
          : this.from(parent, context, path);
      case 'SequenceExpression':
        return parent.expressions.at(-1) === node ? this.from(parent, context, path) : undefined;
      case 'ObjectProperty':
        return this.intoProperty(parent, node, context, path);
      case 'ObjectExpression':
        return this.from(parent, context, path);
      case 'AssignmentPattern':
      case 'VariableDeclarator':
        return this.intoPattern(
          parent.type === 'VariableDeclarator' ? parent.id : parent.left,
          context,
          path,
          parent,
        );
      case 'AssignmentExpression':
        return this.intoAssignment(parent, node, context, path);
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return this.outOfFunction(node, context, path);
      case 'ClassProperty':
      case 'ClassPrivateProperty':
        return this.intoField(parent, context, path);
      case 'ExportDefaultDeclaration':
        return this.outOfModule(module, ['default', ...path], node, context);
      case 'ForInStatement':
      case 'ForOfStatement':
        return parent.right === node
          ? this.intoPattern(
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
        return this.end(node, context, false);
    }
  }

  /** Follows a mention of a mutable thing: its own value, and everything it is mentioned as elsewhere. */
  carrier(mention: Node, context: Context, path: Path): void {
    const module = this.tracer.moduleOf(mention);
    const node = unwrap(mention);
    if (node.type === 'Identifier') {
      const binding = module.scopes.bindingOf(node);
      if (binding) this.throughBinding(module, binding, context, path);
      else this.throughGlobal(module, node.name, node, context, path);
    } else if (isMember(node)) {
      this.throughMember(node, context, path);
    } else this.from(node, context, path);
  }

  private throughBinding(module: JsModule, binding: Binding, context: Context, path: Path): void {
    if (!this.isNew(binding.declaration, context, [...path, '@'])) return;
    for (const read of binding.reads) this.from(read, context, path);
    for (const read of mentionsOfShared(this.tracer, module, binding)) this.from(read, undefined, path);
    if (binding.kind === 'parameter') this.backToArgument(module, binding, context, path);
    this.exported(module, binding, path, context);
    if (binding.reads.length === 0) this.end(binding.declaration, context, false);
  }

  /** Every mention of a global, in whatever script. */
  private throughGlobal(module: JsModule, name: string, at: Node, context: Context, path: Path): void {
    if (!this.isNew(module.root, undefined, [name, ...path, '$'])) return;
    const mentions = mentionsOfGlobal(this.tracer, module, name);
    for (const mention of mentions) this.from(mention, mention === at ? context : undefined, path);
    if (mentions.length === 0) this.from(at, context, path);
  }

  /** A parameter that is mutated is the caller's argument: follow that. */
  private backToArgument(module: JsModule, binding: Binding, context: Context, path: Path): void {
    const fn = functionAround(module, binding.declaration);
    const index = fn?.params.indexOf(pathFromPattern(module, binding.declaration).top as never) ?? -1;
    if (!fn || index === -1) return;
    const frame = this.frameOf(fn, context);
    if (frame) {
      const arg = frame.args[index];
      if (arg) this.carrier(arg, frame.caller, path);
      return;
    }
    for (const site of this.tracer.calls.callersOf(fn)) {
      const arg = site.args[index];
      if (arg) this.carrier(arg, undefined, path);
    }
    const hook = hookOf(module, fn);
    if (hook) this.end(hook, undefined, true);
  }

  private exported(module: JsModule, binding: Binding, path: Path, context: Context): void {
    const declarator = module.parents.get(binding.declaration);
    const declaration = declarator && module.parents.get(declarator);
    const exported = declaration && module.parents.get(declaration);
    if (exported?.type === 'ExportNamedDeclaration')
      this.outOfModule(module, [binding.name, ...path], binding.declaration, context);
    for (const specifier of module.nodes('ExportSpecifier')) {
      if (module.scopes.bindingOf(specifier.local) === binding)
        this.outOfModule(
          module,
          [staticName(specifier.exported, false) ?? 'default', ...path],
          binding.declaration,
          context,
        );
    }
  }

  /** Every mention of the member that this expression writes to. */
  private throughMember(
    member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
    context: Context,
    path: Path,
  ): void {
    const module = this.tracer.moduleOf(member);
    const name = memberName(member) ?? this.tracer.textOf(member.property, context);
    if (name === undefined) return this.end(member, context, false);
    if (isExportsObject(module, member)) return this.outOfModule(module, path, member, context);
    const object = unwrap(member.object);
    if (isGlobalObject(module, object)) return this.throughGlobal(module, name, member, context, path);
    if (isExportsObject(module, object)) return this.outOfModule(module, [name, ...path], member, context);
    const owner =
      object.type === 'ThisExpression' ? ownerOfThis(module, object) : ownerOfAlias(module, object);
    if (owner) this.throughOwner(owner, name, context, path);
    else this.carrier(object, context, [name, ...path]);
  }

  private throughOwner(owner: Owner, name: string, context: Context, path: Path): void {
    if (!this.isNew(owner, context, [name, ...path, '@'])) return;
    const before = this.roots.length;
    for (const family of [owner, ...this.tracer.calls.subclassesOf(owner), ...this.basesOf(owner)]) {
      const module = this.tracer.moduleOf(family);
      for (const mention of membersOf(module, family).mentions.get(name) ?? [])
        this.from(mention, this.contextInside(mention, context), path);
    }
    for (const member of this.mentionsElsewhere(owner, name)) this.from(member, undefined, path);
    if (owner.type === 'ObjectExpression') this.from(owner, context, [name, ...path]);
    if (this.roots.length === before) this.end(owner, context, false);
  }

  private *basesOf(owner: Owner): Generator<Owner> {
    const seen = new Set<Owner>([owner]);
    for (
      let base = this.tracer.calls.baseOf(owner);
      base && !seen.has(base);
      base = this.tracer.calls.baseOf(base)
    ) {
      seen.add(base);
      yield base;
    }
  }

  /** `client.url` where `client` is an instance of the owner. */
  private *mentionsElsewhere(owner: Owner, name: string): Generator<Node> {
    for (const module of this.tracer.program.modules) {
      for (const member of module.nodes('MemberExpression')) {
        if (member.object.type === 'ThisExpression' || memberName(member) !== name) continue;
        const options = optionsOf(this.tracer.evaluate(member.object, undefined));
        if (options.some((option) => option.kind === 'instance' && option.info.node === owner)) yield member;
      }
    }
  }

  private contextInside(node: Node, context: Context): Context {
    const fn = functionAround(this.tracer.moduleOf(node), node);
    return fn ? this.frameOf(fn, context) : undefined;
  }

  private frameOf(fn: FunctionNode, context: Context): Frame | undefined {
    for (let frame = context; frame; frame = frame.closure) if (frame.fn === fn) return frame;
    return undefined;
  }

  private intoMember(
    member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
    node: Node,
    context: Context,
    path: Path,
  ): void {
    if (member.object !== node) return;
    const module = this.tracer.moduleOf(member);
    const parent = module.parents.get(member);
    const name = memberName(member) ?? this.tracer.textOf(member.property, context);
    if (parent && isCall(parent) && parent.callee === member)
      return this.intoMethod(parent, name, context, path);
    if (parent?.type === 'AssignmentExpression' && parent.left === member) return;
    if (path.length > 0) {
      if (name === undefined || name === path[0]) this.from(member, context, path.slice(1));
      return;
    }
    if (name === undefined) return this.from(member, context, []);
    if (
      name === 'href' ||
      name === 'search' ||
      name === 'searchParams' ||
      name === 'pathname' ||
      name === 'path'
    )
      this.from(member, context, path);
  }

  private intoMethod(call: CallNode, name: string | undefined, context: Context, path: Path): void {
    if (name !== undefined && path.length > 0) {
      const used = path[0] === name;
      if (used) this.from(call, context, path.slice(1));
      this.toSendingCall(call, context, path);
      if (!used && !BUILDERS.has(name)) return;
    }
    if (name === 'get' && call.arguments.length === 1 && this.isCollection(call, context))
      return this.from(call, context, path.slice(1));
    if (name !== undefined && ENDS.has(name)) {
      if (name === 'forEach') this.intoCallbacks(call, context, path);
      return;
    }
    if (name !== undefined && (BUILDERS.has(name) || isNamedAdder(name))) {
      this.intoCallbacks(call, context, path);
      if (this.isUsed(call)) this.from(call, context, path);
      return;
    }
    const callees = this.tracer.callees(call, context);
    if (callees.length > 0) return;
    this.end(this.outermostCall(call), context, true);
  }

  /** What is put into a client's `defaults` goes out with every request that the client is asked to send. */
  private toSendingCall(call: CallNode, context: Context, path: Path): void {
    if (path[0] === 'defaults' && this.tracer.callees(call, context).length === 0)
      this.end(this.outermostCall(call), context, true);
  }

  /** To everything that Angular's injector gives a value to by its name. */
  private throughInjector(name: string, path: Path): void {
    for (const { fn, index } of injectedUnder(this.tracer.program, name))
      this.intoPattern(fn.params[index]!, undefined, path, fn);
  }

  /** What a set's names and values become in a callback: `Object.keys(params).forEach(function (k) { url += … })`. */
  private intoCallbacks(call: CallNode, context: Context, path: Path): void {
    for (const arg of call.arguments) {
      if (!isFunction(arg)) continue;
      const module = this.tracer.moduleOf(arg);
      for (const param of arg.params) this.intoPattern(param, context, path, arg, module);
    }
  }

  /** `map.get(key)` on a Map or a set of parameters. */
  private isCollection(call: CallNode, context: Context): boolean {
    return (
      isMember(call.callee) &&
      optionsOf(this.tracer.evaluate(call.callee.object, context)).some(
        (value) => value.kind === 'set' && value.node.type === 'NewExpression',
      )
    );
  }

  private isUsed(call: Node): boolean {
    return this.tracer.moduleOf(call).parents.get(call)?.type !== 'ExpressionStatement';
  }

  private intoCall(call: CallNode, node: Node, context: Context, path: Path): void {
    if (call.callee === node) {
      this.toSendingCall(call, context, path);
      return this.from(call, context, path);
    }
    if (isRegistration(this.tracer.program, this.tracer.moduleOf(call), call)) {
      const [name] = call.arguments;
      if (name?.type === 'StringLiteral' && name !== node) this.throughInjector(name.value, path);
      return;
    }
    const position = call.arguments.indexOf(node as never);
    const name = calledName(this.tracer.moduleOf(call), call);
    const callees = this.calleesOf(call, context);
    if (callees.length > 0) {
      for (const callee of callees) this.intoParameter(call, callee, position, context, path);
      return;
    }
    if (isMember(call.callee) && name !== undefined && this.intoReceiver(call, name, position, context, path))
      return;
    if (isMerger(name) && isMember(call.callee) && position > 0 && call.arguments[0]) {
      const first = call.arguments[0];
      if (first.type !== 'ObjectExpression' && first.type !== 'SpreadElement') {
        if (first.type === 'ThisExpression') this.intoThis(first, context, path);
        else this.carrier(first, context, path);
      }
    }
    const resolves = this.promiseResolvedBy(call);
    if (resolves) return this.from(resolves, context, path);
    if (name !== undefined && PASSES_ON.has(name) && this.passesOn(call, name)) {
      if (this.isUsed(call)) this.from(call, context, path);
      return;
    }
    if (name !== undefined && ENDS.has(name)) return;
    if (this.buildsText(call, context)) return this.from(call, context, path);
    this.end(this.outermostCall(call), context, true);
  }

  /** `axios.create(…)`, `request.defaults(…)` and `got.extend(…)` make clients; `Object.create(…)` and `_.defaults(a, b)` pass on what they get. */
  private passesOn(call: CallNode, name: string): boolean {
    if (name === 'create')
      return (
        isMember(call.callee) &&
        call.callee.object.type === 'Identifier' &&
        call.callee.object.name === 'Object'
      );
    return (name !== 'defaults' && name !== 'extend') || call.arguments.length > 1;
  }

  /** `new Promise(function (resolve) { resolve(url) })` is the promise of what `resolve` is given. */
  private promiseResolvedBy(call: CallNode): Node | undefined {
    if (call.callee.type !== 'Identifier') return undefined;
    const module = this.tracer.moduleOf(call);
    const binding = module.scopes.bindingOf(call.callee);
    const fn = binding?.kind === 'parameter' ? functionAround(module, binding.declaration) : undefined;
    const promise = fn && module.parents.get(fn);
    return fn &&
      promise?.type === 'NewExpression' &&
      fn.params[0] === binding?.declaration &&
      promise.callee.type === 'Identifier' &&
      promise.callee.name === 'Promise'
      ? promise
      : undefined;
  }

  private buildsText(call: CallNode, context: Context): boolean {
    return this.tracer.evaluate(call, context).kind === 'text';
  }

  private calleesOf(
    call: CallNode,
    context: Context,
  ): readonly { node: FunctionNode; closure: Context; self: Frame['self'] }[] {
    if (call.type !== 'NewExpression' && call.callee.type !== 'Super')
      return this.tracer.callees(call, context);
    const made = call.callee.type === 'Super' ? undefined : this.tracer.evaluate(call, context);
    if (made && made.kind !== 'instance') return [];
    const owner = made ? made.info.node : this.superOwner(call);
    const fn = owner && this.tracer.calls.constructorOf(owner);
    return fn ? [{ node: fn, closure: undefined, self: made }] : [];
  }

  private superOwner(call: CallNode): Node | undefined {
    const owner = ownerOfThis(this.tracer.moduleOf(call), call);
    return owner && this.tracer.calls.baseOf(owner);
  }

  private intoParameter(
    call: CallNode,
    callee: { node: FunctionNode; closure: Context; self: Frame['self'] },
    position: number,
    context: Context,
    path: Path,
  ): void {
    const method = isMember(call.callee) ? memberName(call.callee) : undefined;
    const index = method === 'call' ? position - 1 : position;
    const rest = callee.node.params.at(-1);
    const param = callee.node.params[index] ?? (rest?.type === 'RestElement' ? rest : undefined);
    if (this.isEntered(call, callee.node, context)) return;
    if (!param || (context?.depth ?? 0) >= DEPTH_LIMIT) return this.end(call, context, false);
    const frame = this.tracer.enterCall(call, callee, context);
    this.intoPattern(param, frame, path, callee.node);
  }

  /** Whether the climb is inside this very call already: a function that calls itself. */
  private isEntered(call: CallNode, fn: FunctionNode, context: Context): boolean {
    for (let frame = context; frame; frame = frame.caller)
      if (frame.fn === fn && frame.call === call) return true;
    return false;
  }

  /** `list.push(text)`, `params.append(name, value)`: the receiver takes it. */
  private intoReceiver(
    call: CallNode,
    name: string,
    position: number,
    context: Context,
    path: Path,
  ): boolean {
    if (!isMember(call.callee)) return false;
    const takes =
      name === 'push' ||
      name === 'unshift' ||
      (isNamedAdder(name) && call.arguments.length > 1) ||
      (isNamedAdder(name) && position === 0 && this.isSetLike(call.callee.object, context));
    if (!takes) {
      if (name !== 'concat' && name !== 'join' && name !== 'format' && name !== 'replace') return false;
      this.from(call, context, path);
      return true;
    }
    const receiver = unwrap(call.callee.object);
    if (isCall(receiver) && !this.isSetLike(receiver, context)) return false;
    if (isCall(receiver)) this.from(call, context, path);
    else this.carrier(receiver, context, path);
    if (this.isUsed(call)) this.from(call, context, path);
    return true;
  }

  private isSetLike(node: Node, context: Context): boolean {
    return optionsOf(this.tracer.evaluate(node, context)).some(
      (value) => value.kind === 'set' || value.kind === 'url',
    );
  }

  private intoThis(node: Node, context: Context, path: Path): void {
    const owner = ownerOfThis(this.tracer.moduleOf(node), node);
    if (owner && path[0] !== undefined) this.throughOwner(owner, path[0], context, path.slice(1));
  }

  private intoProperty(
    property: Extract<Node, { type: 'ObjectProperty' }>,
    node: Node,
    context: Context,
    path: Path,
  ): void {
    if (property.value !== node) return;
    const module = this.tracer.moduleOf(property);
    const object = module.parents.get(property);
    if (object?.type !== 'ObjectExpression') return;
    const name =
      staticName(property.key, property.computed === true) ??
      this.tracer.textOf(property.key, context) ??
      '*';
    this.from(object, context, [name, ...path]);
    const owner = this.objectOwner(module, object);
    if (owner) this.throughOwner(owner, name, context, path);
  }

  /** An object literal whose functions speak of `this`. */
  private objectOwner(
    module: JsModule,
    object: Extract<Node, { type: 'ObjectExpression' }>,
  ): Owner | undefined {
    return membersOf(module, object).mentions.size > 0 ? object : undefined;
  }

  private intoField(
    field: Extract<Node, { type: 'ClassProperty' | 'ClassPrivateProperty' }>,
    context: Context,
    path: Path,
  ): void {
    const module = this.tracer.moduleOf(field);
    const name = staticName(field.key, field.type === 'ClassProperty' && field.computed === true);
    const body = module.parents.get(field);
    const owner = body && module.parents.get(body);
    if (
      owner &&
      name !== undefined &&
      (owner.type === 'ClassDeclaration' || owner.type === 'ClassExpression')
    )
      this.throughOwner(owner, name, context, path);
  }

  private intoAssignment(
    assignment: Extract<Node, { type: 'AssignmentExpression' }>,
    node: Node,
    context: Context,
    path: Path,
  ): void {
    if (assignment.right !== node) return;
    if (isMember(assignment.left)) this.throughMember(assignment.left, context, path);
    else this.intoPattern(assignment.left, context, path, assignment);
    if (this.isUsed(assignment)) this.from(assignment, context, path);
  }

  private intoPattern(pattern: Node, context: Context, path: Path, at: Node, known?: JsModule): void {
    const module = known ?? this.tracer.moduleOf(at);
    switch (pattern.type) {
      case 'Identifier': {
        const binding = module.scopes.bindingOf(pattern);
        if (binding) this.throughBinding(this.tracer.moduleOf(pattern), binding, context, path);
        else if (at.type === 'AssignmentExpression')
          this.throughGlobal(module, pattern.name, pattern, context, path);
        return;
      }
      case 'AssignmentPattern':
        return this.intoPattern(pattern.left, context, path, at);
      case 'TSParameterProperty': {
        const target =
          pattern.parameter.type === 'AssignmentPattern' ? pattern.parameter.left : pattern.parameter;
        this.intoPattern(target, context, path, pattern);
        const owner = ownerOfThis(this.tracer.moduleOf(pattern), pattern);
        if (owner && target.type === 'Identifier') this.throughOwner(owner, target.name, context, path);
        return;
      }
      case 'RestElement':
        return this.intoPattern(pattern.argument, context, path, at);
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element) this.intoPattern(element, context, path, at);
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') this.intoPattern(property.argument, context, path, at);
          else if (path.length > 0 && staticName(property.key, property.computed === true) === path[0])
            this.intoPattern(property.value, context, path.slice(1), at);
        }
        return;
      case 'MemberExpression':
        return this.throughMember(pattern, context, path);
    }
  }

  /** From a returned expression to the calls of its function. */
  private outOfFunction(node: Node, context: Context, path: Path): void {
    const module = this.tracer.moduleOf(node);
    const fn = functionAround(module, node);
    if (!fn) return this.end(node, context, false);
    const frame = this.frameOf(fn, context);
    if (frame?.call) return this.from(frame.call, frame.caller, path);
    const owner = fn.type === 'ClassMethod' || fn.type === 'ObjectMethod' ? fn : undefined;
    if (owner?.kind === 'get') {
      const name = staticName(owner.key, owner.computed === true);
      const holder = ownerOfThis(module, node);
      if (name !== undefined && holder) return this.throughOwner(holder, name, undefined, path);
    }
    const provided = providedName(this.tracer, fn);
    if (provided !== undefined) return this.throughInjector(provided, path);
    const parent = module.parents.get(fn);
    const callers = this.tracer.calls.callersOf(fn);
    for (const site of callers) this.from(site.call, undefined, path);
    if (parent && isCall(parent) && parent.callee !== fn) {
      const name = isMember(parent.callee) ? memberName(parent.callee) : undefined;
      if (name !== undefined && BUILDERS.has(name)) return this.from(parent, context, path);
    }
    const hook = hookOf(module, fn);
    if (hook) this.end(hook, undefined, true);
    else if (callers.length === 0) this.end(node, context, false);
  }

  /** From an export to the modules that import it. */
  private outOfModule(module: JsModule, path: Path, node: Node, context: Context): void {
    if (!this.isNew(module.root, undefined, [...path, '#'])) return;
    const before = this.roots.length;
    for (const importer of this.tracer.program.modules) this.intoImporter(importer, module, path);
    if (this.roots.length === before) this.end(node, context, false);
  }

  private intoImporter(importer: JsModule, module: JsModule, path: Path): void {
    for (const call of importer.nodes('CallExpression')) {
      const [specifier] = call.arguments;
      const isRequire =
        call.callee.type === 'Import' ||
        (call.callee.type === 'Identifier' && call.callee.name === 'require');
      if (!isRequire || specifier?.type !== 'StringLiteral') continue;
      if (this.tracer.program.imported(importer, specifier.value) === module)
        this.from(
          call,
          undefined,
          path[0] === 'default' && module.nodes('ExportDefaultDeclaration').length === 0
            ? path.slice(1)
            : path,
        );
    }
    for (const declaration of importer.nodes('ImportDeclaration')) {
      if (this.tracer.program.imported(importer, declaration.source.value) !== module) continue;
      for (const specifier of declaration.specifiers) {
        const binding = importer.scopes.bindingOf(specifier.local);
        if (!binding) continue;
        if (specifier.type === 'ImportNamespaceSpecifier')
          this.throughBinding(importer, binding, undefined, path);
        else {
          const name =
            specifier.type === 'ImportSpecifier' ? staticName(specifier.imported, false) : 'default';
          if (name === path[0]) this.throughBinding(importer, binding, undefined, path.slice(1));
          else if (name === 'default' && module.nodes('ExportDefaultDeclaration').length === 0)
            this.throughBinding(importer, binding, undefined, path);
        }
      }
    }
    for (const declaration of importer.nodes('ExportNamedDeclaration')) {
      if (!declaration.source || this.tracer.program.imported(importer, declaration.source.value) !== module)
        continue;
      for (const specifier of declaration.specifiers) {
        if (specifier.type === 'ExportSpecifier' && staticName(specifier.local, false) === path[0])
          this.outOfModule(
            importer,
            [staticName(specifier.exported, false) ?? 'default', ...path.slice(1)],
            specifier,
            undefined,
          );
      }
    }
    for (const declaration of importer.nodes('ExportAllDeclaration')) {
      if (
        this.tracer.program.imported(importer, declaration.source.value) === module &&
        path[0] !== 'default'
      )
        this.outOfModule(importer, path, declaration, undefined);
    }
  }

  /** `request.get(url).query(q).end(cb)`: the whole chain is the call. */
  private outermostCall(call: CallNode): Node {
    const module = this.tracer.moduleOf(call);
    let outer: Node = call;
    for (;;) {
      const member = module.parents.get(outer);
      if (!member || !isMember(member) || member.object !== outer) return outer;
      const next = module.parents.get(member);
      if (!next || !isCall(next) || next.callee !== member) return outer;
      outer = next;
    }
  }
}

import {
  type ClassNode,
  type FunctionNode,
  isFunction,
  isMember,
  memberName,
  type Node,
  staticName,
  unwrap,
} from './ast.ts';
import type { JsModule } from './module.ts';
import {
  functionNamed,
  type Owner,
  ownerOfAlias,
  ownerOfObject,
  ownerOfThis,
  prototypeTarget,
} from './owners.ts';

/** The members of an owner, by name. */
export interface Members {
  readonly methods: ReadonlyMap<string, Node>;
  readonly getters: ReadonlyMap<string, FunctionNode>;
  /** Values that are assigned to the member anywhere: fields, `this.x = …`, `self.x = …`. */
  readonly writes: ReadonlyMap<string, readonly Node[]>;
  /** Every `this.x` (and `self.x`), written or read. */
  readonly mentions: ReadonlyMap<string, readonly Node[]>;
  /** Objects that are merged into `this` whole: `Object.assign(this, options)`. */
  readonly merged: readonly Node[];
  readonly superClass: Node | undefined;
  readonly constructorFunction: FunctionNode | undefined;
}

interface MembersDraft extends Members {
  readonly methods: Map<string, Node>;
  readonly getters: Map<string, FunctionNode>;
  readonly writes: Map<string, Node[]>;
  readonly mentions: Map<string, Node[]>;
  readonly merged: Node[];
  superClass: Node | undefined;
  constructorFunction: FunctionNode | undefined;
}

const cache = new WeakMap<JsModule, Map<Owner, MembersDraft>>();

/** The members of a class, constructor function or object literal of this module. */
export function membersOf(module: JsModule, owner: Owner): Members {
  return draftOf(indexOf(module), owner);
}

function indexOf(module: JsModule): Map<Owner, MembersDraft> {
  const known = cache.get(module);
  if (known) return known;
  const index = new Map<Owner, MembersDraft>();
  cache.set(module, index);
  for (const node of [...module.nodes('ClassDeclaration'), ...module.nodes('ClassExpression')])
    indexClass(index, node);
  for (const node of module.nodes('ObjectExpression')) indexObject(module, index, node);
  for (const type of ['MemberExpression', 'OptionalMemberExpression'] as const)
    for (const node of module.nodes(type)) indexMention(module, index, node);
  for (const node of module.nodes('AssignmentExpression')) indexPrototype(module, index, node);
  for (const node of module.nodes('CallExpression')) indexCall(module, index, node);
  return index;
}

function draftOf(index: Map<Owner, MembersDraft>, owner: Owner): MembersDraft {
  const known = index.get(owner);
  if (known) return known;
  const draft: MembersDraft = {
    methods: new Map(),
    getters: new Map(),
    writes: new Map(),
    mentions: new Map(),
    merged: [],
    superClass: undefined,
    constructorFunction: isFunction(owner) ? owner : undefined,
  };
  index.set(owner, draft);
  return draft;
}

function indexClass(index: Map<Owner, MembersDraft>, node: ClassNode): void {
  const draft = draftOf(index, node);
  draft.superClass = node.superClass ?? undefined;
  for (const member of node.body.body) {
    if (member.type === 'ClassMethod' || member.type === 'ClassPrivateMethod') {
      const name = staticName(member.key, member.type === 'ClassMethod' && member.computed === true);
      if (member.kind === 'constructor') draft.constructorFunction = member;
      else if (name !== undefined) (member.kind === 'get' ? draft.getters : draft.methods).set(name, member);
      if (member.kind === 'constructor') indexParameterProperties(draft, member);
    } else if ((member.type === 'ClassProperty' || member.type === 'ClassPrivateProperty') && member.value) {
      const name = staticName(member.key, member.type === 'ClassProperty' && member.computed === true);
      if (name !== undefined) addTo(draft.writes, name, member.value);
    }
  }
}

/** TypeScript's `constructor(private apikey: string)` writes the member from the parameter. */
function indexParameterProperties(draft: MembersDraft, fn: FunctionNode): void {
  for (const param of fn.params) {
    if (param.type !== 'TSParameterProperty') continue;
    const target = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
    if (target.type === 'Identifier') addTo(draft.writes, target.name, target);
  }
}

function indexObject(
  module: JsModule,
  index: Map<Owner, MembersDraft>,
  object: Extract<Node, { type: 'ObjectExpression' }>,
): void {
  const draft = draftOf(index, ownerOfObject(module, object));
  for (const property of object.properties) {
    if (property.type === 'SpreadElement') continue;
    const name = staticName(property.key, property.computed === true);
    if (name === undefined) continue;
    if (property.type === 'ObjectMethod')
      (property.kind === 'get' ? draft.getters : draft.methods).set(name, property);
    else if (isFunction(unwrap(property.value))) draft.methods.set(name, unwrap(property.value));
    else addTo(draft.writes, name, property.value);
  }
}

function indexMention(
  module: JsModule,
  index: Map<Owner, MembersDraft>,
  node: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
): void {
  const name = memberName(node);
  if (name === undefined) return;
  const object = unwrap(node.object);
  const owner =
    object.type === 'ThisExpression'
      ? ownerOfThis(module, object)
      : (ownerOfAlias(module, object) ??
        (isClassName(module, object) ? functionNamed(module, object) : undefined));
  if (!owner) return;
  const draft = draftOf(index, owner);
  addTo(draft.mentions, name, node);
  const parent = module.parents.get(node);
  if (parent?.type === 'AssignmentExpression' && parent.left === node) {
    const right = unwrap(parent.right);
    if (isFunction(right)) draft.methods.set(name, right);
    else addTo(draft.writes, name, parent.right);
  }
}

function isClassName(module: JsModule, node: Node): boolean {
  const owner = node.type === 'Identifier' ? functionNamed(module, node) : undefined;
  return owner !== undefined;
}

/** `X.prototype.m = …`, `util.inherits(X, Base)`, `X.prototype = Object.create(Base.prototype)`. */
function indexPrototype(
  module: JsModule,
  index: Map<Owner, MembersDraft>,
  node: Extract<Node, { type: 'AssignmentExpression' }>,
): void {
  if (!isMember(node.left)) return;
  const name = memberName(node.left);
  const owner = prototypeTarget(module, node.left.object);
  if (owner && name !== undefined) {
    const right = unwrap(node.right);
    if (isFunction(right)) draftOf(index, owner).methods.set(name, right);
    else addTo(draftOf(index, owner).writes, name, node.right);
    return;
  }
  const whole = prototypeTarget(module, node.left);
  if (!whole) return;
  const right = unwrap(node.right);
  if (right.type === 'NewExpression') draftOf(index, whole).superClass = right.callee;
  else if (
    right.type === 'CallExpression' &&
    right.arguments[0] &&
    isMember(right.arguments[0]) &&
    memberName(right.arguments[0]) === 'prototype'
  )
    draftOf(index, whole).superClass = right.arguments[0].object;
}

function indexCall(
  module: JsModule,
  index: Map<Owner, MembersDraft>,
  call: Extract<Node, { type: 'CallExpression' }>,
): void {
  const name = isMember(call.callee)
    ? memberName(call.callee)
    : call.callee.type === 'Identifier'
      ? call.callee.name
      : undefined;
  const [first, second] = call.arguments;
  if (name === 'inherits' && first?.type === 'Identifier' && second) {
    const owner = functionNamed(module, first);
    if (owner) draftOf(index, owner).superClass = second;
  }
  if (first && name !== undefined && /^(assign|extend|mixin|augment)$/.test(name)) {
    const owner =
      first.type === 'ThisExpression'
        ? ownerOfThis(module, first)
        : (ownerOfAlias(module, first) ?? prototypeTarget(module, first));
    if (owner) draftOf(index, owner).merged.push(...call.arguments.slice(1));
  }
}

function addTo<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

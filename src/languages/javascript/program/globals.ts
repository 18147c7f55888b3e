import { isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { functionAround, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { withMutations } from '../values/mutations.ts';
import type { Tracer } from '../values/tracer.ts';
import { choose, optionsOf, type Value } from '../values/values.ts';
import { isPlainScript, mayShareScope, nearness } from './shared-names.ts';

/** What one script does with the global names: those it gives a value, and every expression that speaks of each. */
interface Globals {
  /** True for a script without imports, whose own variables are the page's. */
  readonly plain: boolean;
  /** Expressions, or declared names, that give a global its value. */
  readonly given: ReadonlyMap<string, readonly Node[]>;
  readonly mentions: ReadonlyMap<string, readonly Node[]>;
}

const GLOBAL_OBJECTS: ReadonlySet<string> = new Set(['window', 'self', 'globalThis', 'top', 'global']);

const cache = new WeakMap<JsModule, Globals>();

function globalsOf(module: JsModule): Globals {
  const known = cache.get(module);
  if (known) return known;
  const globals = readGlobals(module);
  cache.set(module, globals);
  return globals;
}

function readGlobals(module: JsModule): Globals {
  const plain = !module.json && isPlainScript(module.text);
  const given = new Map<string, Node[]>();
  const mentions = new Map<string, Node[]>();
  for (const identifier of module.scopes.globals) {
    const parent = module.parents.get(identifier);
    if (parent?.type === 'AssignmentExpression' && parent.left === identifier)
      add(given, identifier.name, parent.right);
    else add(mentions, identifier.name, identifier);
  }
  for (const type of ['MemberExpression', 'OptionalMemberExpression'] as const) {
    for (const member of module.nodes(type)) {
      const name = isGlobalObject(module, member.object) ? memberName(member) : undefined;
      if (name === undefined) continue;
      const parent = module.parents.get(member);
      if (parent?.type === 'AssignmentExpression' && parent.left === member) add(given, name, parent.right);
      else add(mentions, name, member);
    }
  }
  if (plain) {
    for (const binding of module.scopes.root.bindings.values()) {
      if (binding.kind === 'import' || binding.kind === 'type') continue;
      if (binding.writes.length > 0 || binding.kind !== 'variable')
        add(given, binding.name, binding.declaration);
      for (const read of binding.reads) add(mentions, binding.name, read);
    }
  }
  return { plain, given, mentions };
}

function add(map: Map<string, Node[]>, name: string, node: Node): void {
  const known = map.get(name);
  if (known) known.push(node);
  else map.set(name, [node]);
}

/** `window`, `this` outside of functions, and the parameter that one of them is handed to: `(function (root) { … })(this)`. */
export function isGlobalObject(module: JsModule, node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'ThisExpression') return functionAround(module, inner) === undefined;
  if (inner.type !== 'Identifier') return false;
  const binding = module.scopes.bindingOf(inner);
  if (!binding) return GLOBAL_OBJECTS.has(inner.name);
  const fn = binding.kind === 'parameter' ? functionAround(module, binding.declaration) : undefined;
  if (!fn) return false;
  const call = parentBeyondParentheses(module, fn);
  if (call?.type !== 'CallExpression' || unwrap(call.callee) !== fn) return false;
  const argument = call.arguments[fn.params.indexOf(binding.declaration)];
  return argument !== undefined && isGlobalObject(module, argument);
}

function parentBeyondParentheses(module: JsModule, node: Node): Node | undefined {
  let parent = module.parents.get(node);
  while (parent?.type === 'ParenthesizedExpression') parent = module.parents.get(parent);
  return parent;
}

/** Scripts that may run in one global scope: those of one page by where they lie, the modules of one program always. */
function peersOf(tracer: Tracer, module: JsModule): readonly JsModule[] {
  const { plain } = globalsOf(module);
  return tracer.program.modules.filter(
    (other) =>
      other === module ||
      (!other.json && globalsOf(other).plain === plain && (!plain || mayShareScope(module.file, other.file))),
  );
}

/** What a global name, or a property of the global object, may hold; undefined when no script gives it a value. */
export function globalValue(tracer: Tracer, module: JsModule, name: string, read: Node): Value | undefined {
  const givers = meantGivers(tracer, module, nearestGivers(module, peersOf(tracer, module), name), name);
  const values = givers.flatMap((giver) =>
    (globalsOf(giver).given.get(name) ?? []).flatMap((node) =>
      optionsOf(tracer.evaluate(node, undefined)).filter((value) => !isItself(value, name)),
    ),
  );
  const value = choose(values);
  return value && withMutations(tracer, value, mentionsElsewhere(tracer, module, name, read), undefined);
}

/** The script itself, unless it only takes up what others began; else the nearest that give the name a value. */
function nearestGivers(module: JsModule, peers: readonly JsModule[], name: string): readonly JsModule[] {
  const givers = peers.filter((peer) => globalsOf(peer).given.has(name));
  if (givers.includes(module) && !takesUp(module, name)) return [module];
  const others = givers.filter((giver) => giver !== module);
  const nearest = Math.max(...others.map((giver) => nearness(module.file, giver.file)));
  return givers.filter(
    (giver) => giver === module || nearness(module.file, giver.file) === nearest || takesUp(giver, name),
  );
}

/**
 * Scripts of several pages may give one name several values: those are meant that hold all that is asked of it. Where
 * that leaves several and not all of them speak of Zoho, nobody can tell.
 */
function meantGivers(
  tracer: Tracer,
  module: JsModule,
  givers: readonly JsModule[],
  name: string,
): readonly JsModule[] {
  const owners = givers.filter((giver) => !takesUp(giver, name));
  if (owners.length < 2 || givers.every((giver) => SPEAKS_OF_ZOHO.test(giver.text))) return givers;
  const asked = membersAskedOf(module, name);
  const fitting = owners.filter((owner) =>
    (globalsOf(owner).given.get(name) ?? []).some((node) =>
      holdsAll(tracer.evaluate(node, undefined), asked),
    ),
  );
  return fitting.length === 1 ? fitting : [];
}

const SPEAKS_OF_ZOHO = /zoho|baihui|\/crm\/private\//i;

function membersAskedOf(module: JsModule, name: string): Set<string> {
  const mentions = globalsOf(module).mentions.get(name) ?? [];
  return new Set(
    mentions.flatMap((mention) => {
      const parent = module.parents.get(mention);
      return parent && isMember(parent) && parent.object === mention ? (memberName(parent) ?? []) : [];
    }),
  );
}

function holdsAll(value: Value, names: ReadonlySet<string>): boolean {
  return optionsOf(value).some(
    (option) =>
      option.kind === 'set' &&
      [...names].every((name) => option.entries.some((entry) => entry.name === name)),
  );
}

/** `var APP = APP || {}`: the name holds what another script may have given it. */
function takesUp(module: JsModule, name: string): boolean {
  const { given, mentions } = globalsOf(module);
  const values = (given.get(name) ?? []).map((node) => {
    const declarator = module.parents.get(node);
    return declarator?.type === 'VariableDeclarator' ? declarator : node;
  });
  return (mentions.get(name) ?? []).some((mention) =>
    values.some(
      (value) => (value.start ?? 0) <= (mention.start ?? 0) && (mention.end ?? 0) <= (value.end ?? 0),
    ),
  );
}

/** The value of `APP` in `APP || {}`, which leads nowhere. */
function isItself(value: Value, name: string): boolean {
  if (value.kind !== 'opaque') return false;
  const node = unwrap(value.node);
  return (node.type === 'Identifier' && node.name === name) || (isMember(node) && memberName(node) === name);
}

function mentionsElsewhere(tracer: Tracer, module: JsModule, name: string, read: Node): Node[] {
  return peersOf(tracer, module).flatMap((peer) =>
    (globalsOf(peer).mentions.get(name) ?? []).filter((mention) => mention !== read),
  );
}

/** What a page's variable holds besides what its own script tells; `own` when no other script speaks of it. */
export function withOtherScripts(
  tracer: Tracer,
  module: JsModule,
  binding: Binding,
  read: Node,
  own: Value,
): Value {
  if (!isShared(module, binding)) return own;
  if (takesUp(module, binding.name)) return globalValue(tracer, module, binding.name, read) ?? own;
  const elsewhere = sharers(tracer, module, binding.name).flatMap(
    (peer) => globalsOf(peer).mentions.get(binding.name) ?? [],
  );
  return elsewhere.length > 0 ? withMutations(tracer, own, elsewhere, undefined) : own;
}

/** Scripts that speak of a variable of this one: they have none of that name themselves, or take it up. */
function sharers(tracer: Tracer, module: JsModule, name: string): JsModule[] {
  return peersOf(tracer, module).filter(
    (peer) => peer !== module && (!globalsOf(peer).given.has(name) || takesUp(peer, name)),
  );
}

function isShared(module: JsModule, binding: Binding): boolean {
  return binding.scope === module.scopes.root && globalsOf(module).plain;
}

/** Everything that speaks of a global name, seen from one script. */
export function mentionsOfGlobal(tracer: Tracer, module: JsModule, name: string): readonly Node[] {
  const own = globalsOf(module).given.has(name) ? sharers(tracer, module, name) : peersOf(tracer, module);
  return [...new Set([module, ...own])].flatMap((peer) => globalsOf(peer).mentions.get(name) ?? []);
}

/** The same for a variable of the script; nothing when it is no page's. */
export function mentionsOfShared(tracer: Tracer, module: JsModule, binding: Binding): readonly Node[] {
  if (!isShared(module, binding)) return [];
  return sharers(tracer, module, binding.name).flatMap(
    (peer) => globalsOf(peer).mentions.get(binding.name) ?? [],
  );
}

/** The names that scripts give each other. */
export function usesGlobalsOf(user: JsModule, giver: JsModule): boolean {
  if (!globalsOf(user).plain || !globalsOf(giver).plain || !mayShareScope(user.file, giver.file))
    return false;
  const { given } = globalsOf(giver);
  return [...globalsOf(user).mentions.keys()].some(
    (name) => given.has(name) && (!globalsOf(user).given.has(name) || takesUp(user, name)),
  );
}

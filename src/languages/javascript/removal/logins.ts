import { declaratorOf } from '../code-map/subjects.ts';
import {
  type CallNode,
  type FunctionNode,
  isCall,
  isFunction,
  isMember,
  memberName,
  type Node,
  unwrap,
  walk,
} from '../syntax/ast.ts';
import { functionAround, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import type { Known } from './fold.ts';
import { overtakes, restBehind } from './later.ts';
import { isPure } from './purity.ts';
import { bindingsIn, settleReply } from './reply.ts';
import type { Surroundings } from './surroundings.ts';
import { BEHIND, callbackOf, knownOfParameters, type Reason, type Unwrapped, unwrapInto } from './unwrap.ts';

const MANY = 'the statement does something else, too';
const USED = 'its reply is used for something else, too';

/** Takes a login out that is a statement among others; answers why it cannot be done, and then leaves everything as it was. */
export function removeLogin(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  statement: Node,
  { isQuiet }: Surroundings,
): Reason {
  const login = new Login(doomed, tracer, module, statement, isQuiet);
  let reason: Reason;
  doomed.try(() => {
    reason = login.remove();
    return reason === undefined;
  });
  return reason;
}

class Login {
  private readonly doomed: Doomed;
  private readonly tracer: Tracer;
  private readonly module: JsModule;
  private readonly statement: Node;
  private readonly isQuiet: (call: Node) => boolean;

  constructor(
    doomed: Doomed,
    tracer: Tracer,
    module: JsModule,
    statement: Node,
    isQuiet: (call: Node) => boolean,
  ) {
    this.doomed = doomed;
    this.tracer = tracer;
    this.module = module;
    this.statement = statement;
    this.isQuiet = isQuiet;
  }

  remove(): Reason {
    const { statement } = this;
    if (statement.type === 'VariableDeclaration') {
      const [declarator] = statement.declarations;
      if (statement.declarations.length !== 1 || !declarator?.init) return MANY;
      const call = unwrap(declarator.init);
      return isCall(call) && callbackOf(call)
        ? this.removeRequest(call, declarator.id, statement)
        : this.removeValue(declarator.init, declarator.id);
    }
    if (statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression')
      return this.removeValue(statement.expression.right, statement.expression.left);
    if (statement.type !== 'ExpressionStatement' && statement.type !== 'ReturnStatement') return MANY;
    const expression = statement.type === 'ReturnStatement' ? statement.argument : statement.expression;
    return expression ? this.removeCall(expression) : MANY;
  }

  /** `const res = await fetch(login);` */
  private removeValue(value: Node, target: Node): Reason {
    const { doomed, tracer, module, statement } = this;
    const replies = bindingsIn(module, target);
    const written = module.scopes.bindingOf(target);
    if (written && !replies.includes(written)) replies.push(written);
    if (replies.length === 0 || !this.isLoginAlone(value)) return MANY;
    if (overtakes(doomed, tracer, restBehind(module, statement), statement)) return BEHIND;
    doomed.remove(statement);
    return settleReply(doomed, module, present(replies), this.isQuiet) ? undefined : USED;
  }

  /** Whether an expression waits for one request, and does nothing else but take something from the reply. */
  private isLoginAlone(value: Node): boolean {
    let requests = 0;
    const isAlone = isPure(value, (node) => {
      if (node.type === 'AwaitExpression' || this.isQuiet(node)) return true;
      if (!isCall(node) || !node.arguments.every((one) => !isFunction(one) || isComputing(one))) return false;
      if (!isOnCall(node)) requests++;
      return true;
    });
    return isAlone && requests === 1;
  }

  /** `request.post(login, function (err, res, body) { … });`, with what stands behind it: `.on('error', …)`, `.end()`. */
  private removeCall(expression: Node): Reason {
    let call = unwrap(expression);
    while (isCall(call) && isMember(call.callee) && isCall(call.callee.object) && isHandling(call))
      call = call.callee.object;
    if (isMember(call) || !isCall(call)) return MANY;
    if (isPromiseMethod(call)) return this.removeChain(call);
    if (callbackOf(call)) return this.unwrap(call, this.statement);
    const root = isMember(call.callee) ? unwrap(call.callee.object) : undefined;
    return root && isHandling(call) ? this.removeSending(root) : 'it is no call with a callback';
  }

  /** `fetch(login).then(…)`: what comes first in the chain reads the reply, and the rest goes on without. */
  private removeChain(last: CallNode): Reason {
    const { doomed, module } = this;
    const links = linksOf(last);
    const [request, ...steps] = links;
    if (!request || !isPure(request, (node) => node === request || this.isQuiet(node))) return MANY;
    let absorbed: CallNode = request;
    for (const step of steps) {
      const [callback, ...others] = step.arguments;
      const isThen = isMember(step.callee) && memberName(step.callee) === 'then' && others.length === 0;
      if (!isThen || !callback || !isFunction(callback)) return USED;
      const known = knownOfParameters(doomed, module, callback);
      if (!known) return USED;
      if (isComputing(callback) && step !== steps.at(-1)) {
        absorbed = step;
        continue;
      }
      if (!settleReply(doomed, module, known, this.isQuiet)) return USED;
      doomed.remove(...callback.params);
      doomed.replace(absorbed, 'Promise.resolve()');
      return undefined;
    }
    return USED;
  }

  /** `req.end();` */
  private removeSending(root: Node): Reason {
    const { module } = this;
    const binding = module.scopes.bindingOf(root);
    const declarator = binding && module.parents.get(binding.declaration);
    const declaration = declarator && module.parents.get(declarator);
    if (declarator?.type !== 'VariableDeclarator' || declaration?.type !== 'VariableDeclaration') return MANY;
    const call = declarator.init ? unwrap(declarator.init) : undefined;
    if (declaration.declarations.length !== 1 || !call || !isCall(call) || !callbackOf(call)) return MANY;
    return this.removeRequest(call, declarator.id, declaration);
  }

  /** `var req = https.request(login, function (res) { … }); req.end();` */
  private removeRequest(call: CallNode, target: Node, declaration: Node): Reason {
    const { doomed, module } = this;
    const binding = module.scopes.bindingOf(target);
    if (!binding) return MANY;
    for (const read of binding.reads) {
      const member = module.parents.get(read);
      const use = member && isMember(member) ? module.parents.get(member) : undefined;
      const statement = use && isCall(use) ? module.parents.get(use) : undefined;
      if (statement?.type !== 'ExpressionStatement' || !isCall(use!) || !isHandling(use)) return USED;
      doomed.remove(statement);
    }
    return this.unwrap(call, declaration);
  }

  private unwrap(call: CallNode, statement: Node): Reason {
    const { doomed, tracer, module, isQuiet } = this;
    if (!call.arguments.slice(0, -1).every((argument) => isPure(argument, isQuiet))) return MANY;
    const callback = callbackOf(call)!;
    return unwrapInto(doomed, tracer, module, statement, () => this.settle(callback));
  }

  /** Takes out what a callback reads of the reply; answers what goes on, which may wait for the end of the reply. */
  private settle(callback: FunctionNode): Unwrapped {
    const { doomed, module, isQuiet } = this;
    const known = knownOfParameters(doomed, module, callback);
    if (!known) return { reason: USED, callback };
    const ending = endingOf(module, callback, known);
    if (ending) doomed.remove(ending.reply);
    if (!settleReply(doomed, module, known, isQuiet))
      return { reason: keptInFile(module, callback) ?? USED, callback };
    if (!ending) return { reason: undefined, callback };
    const others = callback.body.type === 'BlockStatement' ? callback.body.body : [];
    const isAlone = others.every(
      (one) => one === ending.statement || doomed.isEmptied([one]) || this.isForReply(one),
    );
    return { reason: isAlone && ending.fn.params.length === 0 ? undefined : USED, callback: ending.fn };
  }

  /** `let body = '';` */
  private isForReply(statement: Node): boolean {
    const { doomed, module } = this;
    return (
      statement.type === 'VariableDeclaration' &&
      statement.declarations.every(({ init }) => !init || isPure(init)) &&
      bindingsIn(module, statement).every((binding) => doomed.liveReads(binding).length === 0)
    );
  }
}

/** Why a reply cannot go that is kept in a variable which begins with what a file holds: more than a ticket may be in it. */
function keptInFile(module: JsModule, callback: FunctionNode): Reason {
  let name: string | undefined;
  walk(callback.body, (node) => {
    if (node.type !== 'AssignmentExpression') return;
    let target: Node = unwrap(node.left);
    while (isMember(target)) target = unwrap(target.object);
    const binding = target.type === 'Identifier' ? module.scopes.bindingOf(target) : undefined;
    const declarator = binding && declaratorOf(module, binding);
    if (declarator?.type === 'VariableDeclarator' && declarator.init && readsFile(declarator.init))
      name ??= binding!.name;
  });
  return (
    name &&
    `it keeps the ticket in \`${name}\`, which begins with what a file holds: see whether that is the ticket alone`
  );
}

/** `require('./ticket.json')`, `JSON.parse(fs.readFileSync(path))`, `fs.existsSync(path) ? … : {}` */
function readsFile(init: Node): boolean {
  let reads = false;
  walk(init, (node) => {
    if (!isCall(node)) return;
    const [first] = node.arguments;
    const isJson = first?.type === 'StringLiteral' && /\.json$/.test(first.value);
    const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require';
    reads ||=
      (isRequire && isJson) ||
      (isMember(node.callee) && /^read(?:File|Json)/i.test(memberName(node.callee) ?? ''));
  });
  return reads;
}

/** Whether a call is made on what another answers: `.then(…)`, `(await fetch(login)).text()`. */
function isOnCall({ callee }: CallNode): boolean {
  if (!isMember(callee)) return false;
  let object = unwrap(callee.object);
  while (object.type === 'AwaitExpression' || isMember(object))
    object = unwrap(object.type === 'AwaitExpression' ? object.argument : object.object);
  return isCall(object);
}

function isPromiseMethod({ callee }: CallNode): boolean {
  return isMember(callee) && /^(then|catch|finally)$/.test(memberName(callee) ?? '');
}

/** The calls of a chain of promises, the request first. */
function linksOf(last: CallNode): CallNode[] {
  const links = [last];
  for (let call = last; isPromiseMethod(call); ) {
    const object = isMember(call.callee) ? unwrap(call.callee.object) : undefined;
    if (!object || !isCall(object)) return [];
    call = object;
    links.unshift(call);
  }
  return links;
}

/** Whether a function literal only takes something from what it is given. */
function isComputing(fn: FunctionNode): boolean {
  let computes = true;
  walk(fn.body, (node) => {
    if (isCall(node) && !isPure(node, isReadingText)) computes = false;
    if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression') computes = false;
  });
  return computes;
}

function isReadingText(call: Node): boolean {
  return isCall(call) && isMember(call.callee) && /^(text|json)$/.test(memberName(call.callee) ?? '');
}

/** `.on('error', …)`, `.write(form)`, `.end()`: what belongs to sending a request. */
function isHandling(call: CallNode): boolean {
  const name = isMember(call.callee) ? memberName(call.callee) : undefined;
  const [event] = call.arguments;
  if (name === 'on' || name === 'once')
    return event?.type === 'StringLiteral' && /^(error|timeout|abort)$/.test(event.value);
  if (name === 'end' && callbackOf(call)) return false;
  return (
    name !== undefined &&
    /^(end|write|setTimeout|setHeader|setEncoding)$/.test(name) &&
    call.arguments.every((argument) => isPure(argument))
  );
}

function present(bindings: readonly Binding[]): Map<Binding, Known> {
  return new Map(bindings.map((binding): [Binding, Known] => [binding, 'present']));
}

/** `res.on('end', function () { … });`: the statement that waits until the whole reply is there. */
function endingOf(
  module: JsModule,
  callback: FunctionNode,
  replies: ReadonlyMap<Binding, Known>,
): { statement: Node; reply: Node; fn: FunctionNode } | undefined {
  for (const call of module.nodes('CallExpression')) {
    if (functionAround(module, call) !== callback || !isMember(call.callee)) continue;
    const binding = module.scopes.bindingOf(call.callee.object);
    const [event, fn] = call.arguments;
    const statement = module.parents.get(call);
    if (!binding || !replies.has(binding) || statement?.type !== 'ExpressionStatement') continue;
    if (event?.type === 'StringLiteral' && /^(end|close)$/.test(event.value) && fn && isFunction(fn))
      return { statement, reply: call.callee.object, fn };
  }
  return undefined;
}

import { type CallNode, isCall, isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import type { JsModule } from '../syntax/module.ts';
import { isSettingCall } from './settings.ts';

/** Globals whose functions only compute, or speak to whoever watches the program. */
const GLOBALS: ReadonlySet<string> = new Set([
  'Array',
  'BigInt',
  'Boolean',
  'Buffer',
  'Date',
  'Error',
  'Headers',
  'JSON',
  'Logger',
  'Map',
  'Math',
  'Number',
  'Object',
  'Promise',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'URL',
  'URLSearchParams',
  'AbortController',
  'FormData',
  'TextDecoder',
  'TextEncoder',
  'TypeError',
  'RangeError',
  'Utilities',
  'XMLHttpRequest',
  'clearInterval',
  'clearTimeout',
  'console',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'escape',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'require',
  'unescape',
]);

/** Modules that only compute. */
const MODULES =
  /^(?:node:)?(?:querystring|url|util|path|assert|crypto|qs|lodash(?:[./].*)?|underscore|moment|dayjs|bluebird|q|format-util|sprintf-js|form-data|os|string_decoder|dotenv|config|nconf|debug)$/;

/** Who writes logs: what a program says of itself is no business of its own. */
const LOGS = /^(?:log|logger|logging|winston|bunyan|pino|debug|trace|verbose)$/i;

/** What only reads, or asks. */
const READS =
  /^(?:getProperty|getScriptProperties|getUserProperties|getDocumentProperties|getScriptCache|getElementById|querySelector|getAttribute|readFile(?:Sync|Async)?|readJson(?:Sync|Async)?|exists(?:Sync|Async)?|stat(?:Sync|Async)?|access(?:Sync|Async)?|cwd|getTime|now|hrtime|uptime|memoryUsage|exit|nextTick|emitWarning)$/;

/** Methods of texts, lists, maps and promises: what they are given to call is looked at by itself. */
const METHODS =
  /^(?:then|catch|finally|forEach|map|filter|reduce|some|every|find|findIndex|flatMap|join|concat|slice|indexOf|lastIndexOf|includes|split|trim|trimEnd|trimStart|replace|replaceAll|match|matchAll|test|substr|substring|charAt|at|toLowerCase|toUpperCase|toString|startsWith|endsWith|padStart|padEnd|getTime|getDate|setDate|setHours|toISOString|toFixed|keys|values|entries|has|localeCompare|bind|unref|resolve|reject|emit|tap|tapCatch|spread|nodeify|asCallback|promise)$/;

/** Whether a call of somebody else's code only computes, reads or logs. */
export function isPlain(module: JsModule, call: CallNode): boolean {
  const name = calledName(module, call);
  if (isSettingCall(module, call) || isLookAtPage(call) || isError(call)) return true;
  if (isMember(call.callee) && METHODS.test(name ?? '')) return true;
  const root = originOf(module, rootOf(call.callee));
  if (root.type === 'Import' || root.type === 'Super') return true;
  if (/Literal$|^(?:Array|Object|Binary|Unary)Expression$/.test(root.type)) return true;
  if (root.type !== 'Identifier') return false;
  const binding = module.scopes.bindingOf(root);
  if (!binding) return GLOBALS.has(root.name) || LOGS.test(root.name) || READS.test(name ?? '');
  if (LOGS.test(root.name) || LOGS.test(calleeOwner(call) ?? '')) return true;
  const source = sourceOf(module, root);
  if (source !== undefined && MODULES.test(source)) return true;
  return READS.test(name ?? '');
}

/** `new LoginError(text)` */
function isError({ type, callee }: CallNode): boolean {
  const name = isMember(callee) ? memberName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  return type === 'NewExpression' && /(?:Error|Exception)$/.test(name ?? '');
}

/** `$('#user')` and its `.val()`. */
function isLookAtPage(call: CallNode): boolean {
  const [first] = call.arguments;
  if (isMember(call.callee)) return memberName(call.callee) === 'val' && call.arguments.length === 0;
  const isJQuery = call.callee.type === 'Identifier' && /^(?:\$|jQuery)$/.test(call.callee.name);
  return isJQuery && first?.type === 'StringLiteral' && !first.value.trim().startsWith('<');
}

/** `logger` of `this.logger.info()` and `app.logger.info()`. */
function calleeOwner({ callee }: CallNode): string | undefined {
  if (!isMember(callee)) return undefined;
  const object = unwrap(callee.object);
  return isMember(object) ? memberName(object) : undefined;
}

const STEPS = 4;

/** What a variable begins with: `form` is of `URLSearchParams` after `const form = new URLSearchParams()`. */
function originOf(module: JsModule, root: Node): Node {
  let origin = root;
  for (let step = 0; step < STEPS && origin.type === 'Identifier'; step++) {
    const binding = module.scopes.bindingOf(origin);
    const declarator = binding?.kind === 'variable' ? module.parents.get(binding.declaration) : undefined;
    if (declarator?.type !== 'VariableDeclarator' || !declarator.init || binding?.writes.length !== 1)
      return origin;
    const init = unwrap(declarator.init);
    // What a function gives is of another kind than what it is called on.
    if (isCall(init) && init.type !== 'NewExpression') return origin;
    const next = rootOf(init);
    if (isCall(next)) return origin;
    origin = next;
  }
  return origin;
}

/** The leftmost expression of a chain of members and calls. */
export function rootOf(node: Node): Node {
  let root = unwrap(node);
  for (;;) {
    if (isMember(root)) root = unwrap(root.object);
    else if (isCall(root) && !isRequire(root)) root = unwrap(root.callee);
    else if (root.type === 'AwaitExpression') root = unwrap(root.argument);
    else return root;
  }
}

function isRequire(call: CallNode): boolean {
  return (
    call.callee.type === 'Identifier' &&
    call.callee.name === 'require' &&
    call.arguments[0]?.type === 'StringLiteral'
  );
}

/** The module that a name is imported from, as it is specified. */
export function sourceOf(module: JsModule, identifier: Node): string | undefined {
  const binding = module.scopes.bindingOf(identifier);
  if (!binding) return undefined;
  let at: Node | undefined = module.parents.get(binding.declaration);
  while (at && at.type !== 'VariableDeclarator' && at.type !== 'ImportDeclaration') {
    if (!/Pattern$|Property$|Specifier$/.test(at.type)) return undefined;
    at = module.parents.get(at);
  }
  if (at?.type === 'ImportDeclaration') return at.source.value;
  const init = at?.init ? rootOf(at.init) : undefined;
  const [specifier] = init && isCall(init) ? init.arguments : [];
  return specifier?.type === 'StringLiteral' ? specifier.value : undefined;
}

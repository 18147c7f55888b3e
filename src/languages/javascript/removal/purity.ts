import { childrenOf, isCall, isMember, memberName, type Node } from '../syntax/ast.ts';

/** Functions that answer and do nothing else, by what they are called on. */
const PURE_CALLEES: ReadonlyMap<string, RegExp> = new Map([
  ['Date', /^(now|parse|UTC)$/],
  ['Math', /./],
  ['Object', /^(freeze|keys|values|entries|assign|create)$/],
  ['JSON', /^(parse|stringify)$/],
  ['Buffer', /^(from|alloc)$/],
  ['path', /^(join|resolve|basename|dirname|extname|normalize)$/],
  ['os', /^(tmpdir|homedir|hostname|platform)$/],
  ['util', /^(format|promisify|inspect)$/],
  ['querystring', /^(stringify|parse|escape|unescape)$/],
]);
const PURE_FUNCTIONS =
  /^(String|Number|Boolean|parseInt|parseFloat|encodeURIComponent|encodeURI|decodeURIComponent|isNaN|Symbol)$/;
const PURE_CLASSES = /^(Date|Map|Set|WeakMap|Array|Object|RegExp|URL|URLSearchParams)$/;
/** Methods of strings, patterns, lists and dates that leave them alone. */
const PURE_METHODS =
  /^(indexOf|lastIndexOf|includes|startsWith|endsWith|test|exec|match|search|toLowerCase|toUpperCase|trim|split|slice|substring|substr|charAt|getTime|valueOf|toString|concat|join|replace|hasOwnProperty)$/;
const HARMLESS: ReadonlySet<string> = new Set([
  ...[
    'Identifier',
    'ThisExpression',
    'Super',
    'StringLiteral',
    'NumericLiteral',
    'BooleanLiteral',
    'NullLiteral',
  ],
  ...['RegExpLiteral', 'BigIntLiteral', 'TemplateElement', 'FunctionExpression', 'ArrowFunctionExpression'],
  ...['ObjectMethod', 'MetaProperty', 'Import', 'PrivateName'],
]);
const TRANSPARENT: ReadonlySet<string> = new Set([
  ...['TemplateLiteral', 'ArrayExpression', 'ObjectExpression', 'ObjectProperty', 'ConditionalExpression'],
  ...[
    'LogicalExpression',
    'BinaryExpression',
    'ParenthesizedExpression',
    'MemberExpression',
    'SpreadElement',
  ],
  ...[
    'OptionalMemberExpression',
    'TSAsExpression',
    'TSNonNullExpression',
    'TSSatisfiesExpression',
    'SequenceExpression',
  ],
]);

/** Whether evaluating an expression does nothing but answer. `isQuiet` may vouch for other calls, and for waiting. */
export function isPure(node: Node, isQuiet: (call: Node) => boolean = () => false): boolean {
  if (HARMLESS.has(node.type)) return true;
  if (node.type === 'UnaryExpression') return node.operator !== 'delete' && isPure(node.argument, isQuiet);
  if (node.type === 'AwaitExpression') return isQuiet(node) && isPure(node.argument, isQuiet);
  if (isCall(node)) {
    if (!isPureCall(node) && !isQuiet(node)) return false;
    return (
      node.arguments.every((argument) => isPure(argument, isQuiet)) &&
      (!isMember(node.callee) || isPure(node.callee.object, isQuiet))
    );
  }
  return TRANSPARENT.has(node.type) && runtimeChildren(node).every((child) => isPure(child, isQuiet));
}

function runtimeChildren(node: Node): Node[] {
  return childrenOf(node).filter((child) => !child.type.startsWith('TS') || TRANSPARENT.has(child.type));
}

function isPureCall(
  call: Extract<Node, { type: 'CallExpression' | 'NewExpression' | 'OptionalCallExpression' }>,
) {
  const { callee } = call;
  if (call.type === 'NewExpression') return callee.type === 'Identifier' && PURE_CLASSES.test(callee.name);
  if (callee.type === 'Identifier') return PURE_FUNCTIONS.test(callee.name);
  if (!isMember(callee)) return false;
  const name = memberName(callee) ?? '';
  if (PURE_METHODS.test(name)) return true;
  return callee.object.type === 'Identifier' && PURE_CALLEES.get(callee.object.name)?.test(name) === true;
}

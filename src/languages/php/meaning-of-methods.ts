import type { Meaning } from '../code/meaning.ts';
import type { Call, Expression } from '../code/tree.ts';

type Args = readonly Expression[];

/** Methods that read a setting, by what they are called on: `$this->config->item('key')`, `Config::get('key')`. */
const SETTINGS: readonly (readonly [on: RegExp, method: RegExp])[] = [
  [/^\$?config$/i, /^(?:item|get|read)$/i],
  [/^configure$/i, /^read$/i],
  [/^sfconfig$/i, /^get$/i],
  [/^mage$/i, /^getstoreconfig$/i],
  [/^registry$/i, /^get$/i],
  [/^scopeconfig$/i, /^getvalue$/i],
];

/** Methods that put a parameter by its name into a request: of PEAR, Zend, pecl and others. */
const PUTS = new Set([
  'addpostdata',
  'addpostparameter',
  'addquerystring',
  'addquerystringparam',
  'setparam',
  'setparameter',
  'setparameterget',
  'setparameterpost',
  'setpostparameter',
  'setqueryvariable',
]);

/** Methods that hand an object what it will work with. */
const ATTACHES = new Set([
  'addrawpostdata',
  'setbody',
  'setoption',
  'setopt',
  'setparameterget',
  'setparameterpost',
  'setpostfields',
  'setquerydata',
  'setrawdata',
  'setrequestbody',
  'seturi',
  'seturl',
]);

const QUIET = new Set(['log', 'debug', 'info', 'notice', 'warning', 'error']);

/** What a method of a widely used library means, by its name and what it is called on. */
export function meaningOfMethod({ name, receiver, arguments: args, isNew }: Call): Meaning | undefined {
  if (isNew && /^(?:stdclass|arrayobject)$/i.test(name.text)) {
    const [from] = args;
    return { kind: 'new', what: 'map', ...(from && { from: from.value }) };
  }
  if (!receiver || isNew || args.some(({ isSpread }) => isSpread)) return undefined;
  const method = name.text.toLowerCase();
  const [first, second, ...more] = args.map(({ value }) => value);
  if (first && SETTINGS.some(([on, called]) => called.test(method) && on.test(nameOf(receiver))))
    return { kind: 'configuration', name: first, ...(isFallback(second) && { fallback: second }) };
  if (PUTS.has(method) && first && second && more.length === 0 && isName(first))
    return { kind: 'put', into: receiver, name: first, value: second };
  if (ATTACHES.has(method) && first)
    return { kind: 'attach', to: receiver, values: valuesOf([first, second, ...more]) };
  if (QUIET.has(method) && /log/i.test(nameOf(receiver))) return { kind: 'quiet' };
  return undefined;
}

/** The name of what a method is called on: of the variable, member or class itself. */
function nameOf(receiver: Expression): string {
  if (receiver.kind === 'name') return receiver.name;
  return receiver.kind === 'member' || receiver.kind === 'call' ? receiver.name.text : '';
}

function isFallback(value: Expression | undefined): value is Expression {
  return value !== undefined && value.kind !== 'other';
}

function isName({ kind }: Expression): boolean {
  return kind !== 'collection';
}

function valuesOf(values: readonly (Expression | undefined)[]): Args {
  return values.filter((value) => value !== undefined);
}

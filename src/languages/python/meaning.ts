import type { Meaning, MeaningOf } from '../code/meaning.ts';
import type { Call, Expression } from '../code/tree.ts';
import { named, plainText, positional, qualifiedName } from './naming.ts';
import { configurationOf, environmentOf } from './settings.ts';

/** What Python's library means for texts and parameters. */
export const meaningOf: MeaningOf = (node) => {
  const setting = environmentOf(node) ?? configurationOf(node);
  if (setting || node.kind !== 'call') return setting;
  const { text: name } = node.name;
  const kind = node.receiver ? METHODS[name] : undefined;
  return kind?.(node, node.receiver!) ?? functionOf(node);
};

function functionOf(node: Call): Meaning | undefined {
  const full = qualifiedName(node);
  if (full === undefined) return undefined;
  const [, modules = '', name = full] = /^(.*)\.(\w+)$/.exec(full) ?? [];
  const entry = FUNCTIONS[name];
  if (!entry || (modules !== '' && !entry.from.test(modules))) return undefined;
  return entry.means(node);
}

interface FunctionMeaning {
  /** The modules that it comes from, where one is named. */
  readonly from: RegExp;
  means(node: Call): Meaning | undefined;
}

const URL_MODULES =
  /^(?:urllib|urllib2|six\.moves\.urllib|future\.\w+\.urllib|requests)(?:\.|$)|(?:^|\.)(?:http|parse|compat|urlparse|utils)$/;
const BUILT_IN =
  /^(?:__builtin__|builtins|six|(?:six\.)?moves|collections|copy|werkzeug\.\w+|multidict|string|os|operator|itertools|typing|future\.utils|json)$/;

const FUNCTIONS: Readonly<Record<string, FunctionMeaning>> = {
  ...each(
    [
      'quote',
      'quote_plus',
      'urlquote',
      'urlquote_plus',
      'iri_to_uri',
      'smart_str',
      'smart_unicode',
      'smart_text',
      'smart_bytes',
      'force_text',
      'force_str',
      'force_bytes',
      'force_unicode',
      'to_bytes',
      'to_native',
      'to_text',
    ],
    {
      from: /./,
      means: (node) => same(positional(node, 0)),
    },
  ),
  ...each(
    [
      'str',
      'unicode',
      'bytes',
      'basestring',
      'text_type',
      'list',
      'tuple',
      'sorted',
      'reversed',
      'iter',
      'u',
      'b',
    ],
    {
      from: BUILT_IN,
      means: (node) => same(positional(node, 0)),
    },
  ),
  ...each(['copy', 'deepcopy'], { from: /^copy$/, means: newMap }),
  ...each(['dict', 'OrderedDict', 'MultiDict', 'CIMultiDict', 'ImmutableMultiDict'], {
    from: BUILT_IN,
    means: newMap,
  }),
  urlencode: {
    from: URL_MODULES,
    means: (node) => {
      const set = positional(node, 0) ?? named(node, 'query');
      return set && { kind: 'serialise', set };
    },
  },
  urljoin: {
    from: URL_MODULES,
    means: (node) => {
      const [base, path] = [positional(node, 0), positional(node, 1)];
      return base && path && { kind: 'concat', values: [base, path] };
    },
  },
  // Python 2's module of texts.
  ...each(['join', 'joinfields'], {
    from: /^string$/,
    means: (node) => {
      const list = node.receiver && positional(node, 0);
      return list && { kind: 'join', list, separator: positional(node, 1) };
    },
  }),
  map: {
    from: BUILT_IN,
    means: (node) => {
      const [run, list] = [positional(node, 0), positional(node, 1)];
      return run && list && { kind: 'each', list, run };
    },
  },
  ...each(
    [
      'print',
      'len',
      'isinstance',
      'issubclass',
      'hasattr',
      'callable',
      'type',
      'id',
      'range',
      'xrange',
      'pprint',
      'super',
    ],
    {
      from: BUILT_IN,
      means: quiet,
    },
  ),
  sleep: { from: /^time$/, means: quiet },
  ...each(['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'log', 'fatal'], {
    from: /(?:^|\.)_?(?:log\w*|\w*logger)$/i,
    means: quiet,
  }),
  ...each(['write', 'flush', 'writelines'], { from: /^sys\.(?:stdout|stderr)$/, means: quiet }),
};

/** What keys of maps look like, and no address does. */
const KEY = /^[\w .-]+$/;

type MethodMeaning = (node: Call, receiver: Expression) => Meaning | undefined;

const METHODS: Readonly<Record<string, MethodMeaning>> = {
  '%': formatted,
  '|': (node, receiver) => ({ kind: 'merge', sets: [receiver, ...node.arguments.map(({ value }) => value)] }),
  '|=': (node, receiver) => ({
    kind: 'merge',
    sets: [receiver, ...node.arguments.map(({ value }) => value)],
    inPlace: true,
  }),
  for: (node, receiver) => ({ kind: 'each', list: receiver, run: node.arguments[0]!.value }),
  format: (node, receiver) => {
    const values = node.arguments.filter(({ name }) => !name);
    // Which slot takes which value is only known of a list that is spread alone.
    if (values.length > 1 && values.some(({ isSpread }) => isSpread)) return undefined;
    return {
      kind: 'format',
      template: receiver,
      slots: 'braces',
      values: values.map(({ value }) => value),
      named: true,
    };
  },
  format_map: (node, receiver) => {
    const map = positional(node, 0);
    return map && { kind: 'format', template: receiver, slots: 'braces', values: [map] };
  },
  join: (node, receiver) => {
    const list = positional(node, 0);
    const isOfPaths = /^string$|(?:^|\.)path$/.test(qualifiedName(receiver) ?? '-');
    return list && !isOfPaths && node.arguments.length === 1
      ? { kind: 'join', list, separator: receiver }
      : undefined;
  },
  replace: (node, receiver) => {
    const [from, by] = [positional(node, 0), positional(node, 1)];
    return from && by && { kind: 'replace', text: receiver, from, by };
  },
  ...each(
    ['encode', 'decode', 'strip', 'lstrip', 'rstrip', 'items', 'iteritems', 'viewitems', '__str__'],
    onItself,
  ),
  copy: (node, receiver) =>
    node.arguments.length === 0 ? { kind: 'new', what: 'map', from: receiver } : undefined,
  update: (node, receiver) => ({
    kind: 'merge',
    sets: [receiver, ...valuesOf(node)],
    named: true,
    inPlace: true,
  }),
  append: (node, receiver) => ({ kind: 'add', into: receiver, items: valuesOf(node) }),
  extend: (node, receiver) => ({ kind: 'merge', sets: [receiver, ...valuesOf(node)], inPlace: true }),
  setdefault: put,
  __setitem__: put,
  ...each(['get', 'pop', '__getitem__'], (node: Call, receiver: Expression): Meaning | undefined => {
    const [key, fallback] = [positional(node, 0), positional(node, 1) ?? named(node, 'default')];
    const isReading = key && KEY.test(plainText(key) ?? '') && node.arguments.length <= 2;
    return isReading ? { kind: 'get', from: receiver, key, ...(fallback && { fallback }) } : undefined;
  }),
};

function each<T>(names: readonly string[], value: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, value]));
}

function quiet(): Meaning {
  return { kind: 'quiet' };
}

function same(value: Expression | undefined): Meaning | undefined {
  return value && { kind: 'same', value };
}

function onItself(_node: Call, receiver: Expression): Meaning | undefined {
  return isModule(receiver) ? undefined : { kind: 'same', value: receiver };
}

/** Codecs have functions of the names that texts have methods of. */
function isModule(node: Expression): boolean {
  return node.kind === 'name' && /^(?:base64|codecs|json|jwt|hashlib)$/.test(node.imported ?? node.name);
}

function put(node: Call, into: Expression): Meaning | undefined {
  const [name, value] = [positional(node, 0), positional(node, 1)];
  return name && value && { kind: 'put', into, name, value };
}

/** `text % values`; `number % number` is none. */
function formatted(node: Call, template: Expression): Meaning | undefined {
  const values = valuesOf(node);
  const isArithmetic =
    template.kind === 'number' || (template.kind === 'name' && values[0]?.kind === 'number');
  return isArithmetic ? undefined : { kind: 'format', template, slots: 'named-percent', values };
}

function valuesOf(node: Call): Expression[] {
  return node.arguments.filter(({ name, isSpread }) => !name && !isSpread).map(({ value }) => value);
}

/** `dict(a=1)`, `dict(other, a=1)`, `copy(map)`. */
function newMap(node: Call): Meaning {
  return { kind: 'merge', sets: valuesOf(node), named: true };
}

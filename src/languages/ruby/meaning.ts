import type { Meaning, MeaningOf, SlotStyle } from '../code/meaning.ts';
import type { Call, Expression, Index, Member } from '../code/tree.ts';

/** What Ruby's library, and the gems that are used to talk to a web service, do with texts and parameters. */
export const meaningOf: MeaningOf = (node) => {
  if (node.kind === 'index') return meaningOfIndex(node);
  if (node.kind === 'member') return meaningOfMember(node);
  return node.receiver ? meaningOfMethod(node, node.receiver) : meaningOfFunction(node);
};

type OfMethod = (call: Call, receiver: Expression, given: readonly Expression[]) => Meaning | undefined;
type OfFunction = (given: readonly Expression[], call: Call) => Meaning | undefined;

function meaningOfMethod(call: Call, receiver: Expression): Meaning | undefined {
  const given = call.arguments.map(({ value }) => value);
  const module = receiver.kind === 'name' && /^[A-Z]/.test(receiver.name) ? receiver.name : undefined;
  const own = module === undefined ? undefined : MODULES[module]?.[call.name.text];
  return own ? own(given, call) : METHODS[call.name.text]?.(call, receiver, given);
}

function meaningOfFunction(call: Call): Meaning | undefined {
  const given = call.arguments.map(({ value }) => value);
  return call.isNew ? CONSTRUCTORS[call.name.text]?.(given, call) : FUNCTIONS[call.name.text]?.(given, call);
}

const first: OfFunction = ([value]) => value && { kind: 'same', value };
const quiet: OfFunction = () => ({ kind: 'quiet' });
const serialise: OfFunction = ([set]) => set && { kind: 'serialise', set };
const format: OfFunction = ([template, ...values]) => template && formatOf(template, values);
const configured: OfFunction = ([name]) => name && { kind: 'configuration', name };

const FUNCTIONS: Readonly<Record<string, OfFunction>> = {
  format,
  sprintf: format,
  String: first,
  URI: first,
  u: first,
  url_encode: first,
  h: first,
  lambda: first,
  proc: first,
  puts: quiet,
  print: quiet,
  p: quiet,
  pp: quiet,
  warn: quiet,
  sleep: quiet,
  require: quiet,
  require_relative: quiet,
  include: quiet,
  extend: quiet,
  private: quiet,
  protected: quiet,
  public: quiet,
  attr_accessor: quiet,
  attr_reader: quiet,
  attr_writer: quiet,
  config_for: configured,
  base_uri: attachedToClass,
  default_params: attachedToClass,
};

/** What HTTParty is told in a class goes into every request of it. */
function attachedToClass(given: readonly Expression[], call: Call): Meaning {
  const to = { kind: 'this', start: call.start, end: call.start, isStatic: true } as const;
  return { kind: 'attach', to, values: given };
}

const CONSTRUCTORS: Readonly<Record<string, OfFunction>> = {
  Hash: () => ({ kind: 'new', what: 'map' }),
  Array: ([from]) => ({ kind: 'new', what: 'list', ...(from?.kind === 'collection' && { from }) }),
  String: ([from]) => ({ kind: 'new', what: 'text', ...(from && { from }) }),
  StringIO: ([from]) => ({ kind: 'new', what: 'text', ...(from && { from }) }),
  OpenStruct: ([from]) => ({ kind: 'new', what: 'map', ...(from && { from }) }),
  HashWithIndifferentAccess: ([from]) => ({ kind: 'new', what: 'map', ...(from && { from }) }),
};

const escaping = { escape: first, unescape: first, encode: first, parse: first, escapeHTML: first };

/** Methods of modules and classes of the library. */
const MODULES: Readonly<Record<string, Readonly<Record<string, OfFunction>>>> = {
  CGI: escaping,
  ERB: escaping,
  Util: { url_encode: first, html_escape: first, u: first },
  Utils: { escape: first, build_query: serialise, build_nested_query: serialise },
  URI: {
    ...escaping,
    encode_www_form: serialise,
    encode_www_form_component: first,
    encode_uri_component: first,
    join: (values) => ({ kind: 'concat', values }),
  },
  Addressable: escaping,
  Parser: escaping,
  DEFAULT_PARSER: escaping,
  HashConversions: { to_params: serialise },
  Kernel: { format, sprintf: format },
  String: { new: first },
  Hash: { new: () => ({ kind: 'new', what: 'map' }) },
  YAML: { load_file: configured, load: configured, safe_load: configured },
  Psych: { load_file: configured, load: configured },
  ENV: {
    fetch: ([name, fallback]) =>
      name && { kind: 'environment', name, ...(fallback && { fallback: givenByBlock(fallback) }) },
  },
  Rails: { logger: quiet },
};

/** `fetch('X') { fallback }`. */
function givenByBlock(fallback: Expression): Expression {
  const last = fallback.kind === 'function' ? fallback.body.at(-1) : undefined;
  return last?.kind === 'statement' ? last.expression : fallback;
}

const itself: OfMethod = (_call, value) => ({ kind: 'same', value });
const serialised: OfMethod = (_call, set) => ({ kind: 'serialise', set });
const merged =
  (inPlace: boolean): OfMethod =>
  (_call, receiver, given) => ({
    kind: 'merge',
    sets: [receiver, ...given.filter(({ kind }) => kind !== 'function')],
    ...(inPlace && { inPlace: true }),
  });
const appended: OfMethod = (_call, into, values) => ({ kind: 'append', into, values });
const added: OfMethod = (_call, into, items) => ({ kind: 'add', into, items });
const put: OfMethod = (_call, into, [name, value]) => name && value && { kind: 'put', into, name, value };
const got: OfMethod = (_call, from, [key, fallback]) =>
  key && { kind: 'get', from, key, ...(fallback && { fallback: givenByBlock(fallback) }) };
const each: OfMethod = (_call, list, given) => {
  const run = given.at(-1);
  if (run?.kind === 'text') return { kind: 'same', value: list };
  return run && { kind: 'each', list, run, pairs: true };
};
const replaced: OfMethod = (_call, text, [from, by]) => from && by && { kind: 'replace', text, from, by };
const attached: OfMethod = (_call, to, values) =>
  values.length > 0 ? { kind: 'attach', to, values } : undefined;

const METHODS: Readonly<Record<string, OfMethod>> = {
  '%': (_call, template, [values]) => values && formatOf(template, [values]),
  '*': (_call, list, [separator]) =>
    list.kind === 'collection' && separator ? { kind: 'join', list, separator } : undefined,
  join: (_call, list, [separator]) => ({ kind: 'join', list, separator }),
  ...allOf(
    'to_s to_str to_sym to_h to_hash to_a strip lstrip rstrip chomp chop freeze dup clone deep_dup html_safe downcase ' +
      'upcase squish squeeze intern request_uri symbolize_keys stringify_keys with_indifferent_access flatten compact ' +
      'uniq reverse presence sort sort_by encode force_encoding scrub unpack b stringify_keys! symbolize_keys! strip! ' +
      'compact! chomp!',
    itself,
  ),
  ...allOf('to_query to_param to_params', serialised),
  ...allOf('merge reverse_merge with_defaults', merged(false)),
  ...allOf('merge! update reverse_merge! deep_merge!', merged(true)),
  ...allOf('store []= add_param', put),
  concat: appended,
  '<<': appended,
  ...allOf('push unshift', added),
  fetch: got,
  ...allOf('each map collect each_pair collect! map!', each),
  ...allOf('gsub sub gsub! sub!', replaced),
  ...allOf('set_form_data form_data= set_form basic_auth', attached),
};

function allOf<T>(names: string, meaning: T): Record<string, T> {
  return Object.fromEntries(names.split(' ').map((name) => [name, meaning]));
}

/** The values of `% [a, b]` and `format(…)` in order; one alone may be a map of names. */
function formatOf(template: Expression, given: readonly Expression[]): Meaning {
  const values = given.flatMap((value) =>
    value.kind === 'collection' && value.items.every(({ key, isSpread }) => !key && !isSpread)
      ? value.items.map((item) => item.value)
      : [value],
  );
  const slots: SlotStyle = values.length === 1 && !hasNumberedSlots(template) ? 'named-percent' : 'printf';
  return { kind: 'format', template, slots, values };
}

/** `%1$s` asks for a value by its position, and takes no names beside it. */
function hasNumberedSlots(template: Expression): boolean {
  if (template.kind === 'sum') return template.operands.some(hasNumberedSlots);
  return (
    template.kind === 'text' &&
    template.parts.some((part) => part.kind === 'characters' && /%\d+\$/.test(part.text))
  );
}

/** `ENV['ZOHO_TICKET']`. */
function meaningOfIndex({ object, key }: Index): Meaning | undefined {
  if (!key || object.kind !== 'name') return undefined;
  return object.name === 'ENV' ? { kind: 'environment', name: key } : undefined;
}

/** Where the members of settings are read: `Settings.zoho.apikey`, `Rails.application.secrets.zoho_apikey`. */
const SETTINGS =
  /^(?:Settings|AppConfig|AppSettings|SiteConfig|Figaro\.env|Rails\.application\.(?:secrets|credentials|config)|Rails\.configuration)(?:\.|$)/;

function meaningOfMember(node: Member): Meaning | undefined {
  if (!SETTINGS.test(pathOf(node.object))) return undefined;
  const { start, end, text } = node.name;
  return {
    kind: 'configuration',
    name: { kind: 'text', start, end, style: 'name', parts: [{ kind: 'characters', start, end, text }] },
  };
}

function pathOf(node: Expression): string {
  if (node.kind === 'name') return node.name;
  return node.kind === 'member' ? `${pathOf(node.object)}.${node.name.text}` : '';
}

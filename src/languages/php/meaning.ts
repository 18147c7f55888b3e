import type { Meaning, MeaningOf } from '../code/meaning.ts';
import type { Call, Expression, Index } from '../code/tree.ts';
import { meaningOfMethod } from './meaning-of-methods.ts';

/** Functions that give back their first argument as it is, encoded, or without what does not matter. */
const SAME = new Set([
  '(array)',
  '(object)',
  '(string)',
  '@',
  'addslashes',
  'array_filter',
  'array_values',
  'clone',
  'curl_copy_handle',
  'esc_attr',
  'esc_html',
  'esc_url',
  'esc_url_raw',
  'html_entity_decode',
  'htmlentities',
  'htmlspecialchars',
  'json_encode',
  'ltrim',
  'mb_convert_encoding',
  'rawurlencode',
  'rtrim',
  'sanitize_text_field',
  'stream_context_create',
  'stripslashes',
  'strval',
  'trim',
  'urldecode',
  'urlencode',
  'utf8_decode',
  'utf8_encode',
  'wp_unslash',
]);

const QUIET = new Set([
  'array_key_exists',
  'array_keys',
  'count',
  'curl_close',
  'curl_errno',
  'curl_error',
  'curl_getinfo',
  'defined',
  'echo',
  'empty',
  'error_log',
  'flush',
  'in_array',
  'is_array',
  'is_null',
  'is_numeric',
  'is_object',
  'is_string',
  'isset',
  'ksort',
  'log_message',
  'print',
  'print_r',
  'printf',
  'sleep',
  'strlen',
  'strpos',
  'stripos',
  'syslog',
  'trigger_error',
  'unset',
  'usleep',
  'var_dump',
  'watchdog',
]);

/** Functions that read a setting of the program by its key, with what stands in for it. */
const CONFIGURATION = new Set([
  'config',
  'elgg_get_plugin_setting',
  'get_cfg_var',
  'get_config',
  'get_option',
  'get_site_option',
  'ini_get',
  'variable_get',
]);

type Args = readonly Expression[];

const FUNCTIONS: Readonly<Record<string, (args: Args) => Meaning | undefined>> = {
  '+': ([left, right]) => left && right && { kind: 'merge', sets: [right, left] },
  '+=': ([left, right]) => left && right && { kind: 'merge', sets: [left, right], inPlace: true },
  sprintf: ([template, ...values]) => template && { kind: 'format', template, slots: 'printf', values },
  vsprintf: ([template, list]) =>
    template && list && { kind: 'format', template, slots: 'printf', values: valuesOf(list) },
  implode: join,
  join,
  http_build_query: serialise,
  drupal_http_build_query: serialise,
  drupal_query_string_encode: serialise,
  build_query: serialise,
  getenv: environment,
  env: environment,
  apache_getenv: environment,
  array_merge: (sets) => ({ kind: 'merge', sets }),
  array_replace: (sets) => ({ kind: 'merge', sets }),
  wp_parse_args: ([given, defaults]) =>
    given && { kind: 'merge', sets: defaults ? [defaults, given] : [given] },
  // What it gives back collects what it is told.
  curl_init: ([url]) => ({ kind: 'new', what: 'map', ...(url && { from: url }) }),
  array_push: ([into, ...items]) => into && { kind: 'add', into, items },
  define: ([name, value]) => name && value && { kind: 'define', name, value },
  curl_setopt: ([to, , value]) => to && value && { kind: 'attach', to, values: [value] },
  curl_setopt_array: ([to, options]) => to && options && { kind: 'attach', to, values: valuesOf(options) },
  array_map: ([run, list]) => run && list && { kind: 'each', list, run },
  array_walk: ([list, run]) => run && list && { kind: 'each', list, run },
  str_replace: replace,
  str_ireplace: replace,
  // With two texts it changes single characters.
  strtr: ([text, from, by]) =>
    text && from && (by ? { kind: 'same', value: text } : { kind: 'replace', text, from }),
};

function join([first, second]: Args): Meaning | undefined {
  if (!first) return undefined;
  if (!second) return { kind: 'join', list: first, separator: undefined };
  // Until PHP 8 the two could stand in either order.
  const isList = first.kind === 'collection' || second.kind === 'text';
  return isList
    ? { kind: 'join', list: first, separator: second }
    : { kind: 'join', list: second, separator: first };
}

function serialise([set]: Args): Meaning | undefined {
  return set && { kind: 'serialise', set };
}

function environment([name, fallback]: Args): Meaning | undefined {
  return name && { kind: 'environment', name, ...(fallback && fallback.kind !== 'other' && { fallback }) };
}

function replace([from, by, text]: Args): Meaning | undefined {
  return from && by && text && { kind: 'replace', text, from, by };
}

function valuesOf(options: Expression): Args {
  return options.kind === 'collection' ? options.items.map(({ value }) => value) : [options];
}

/** What PHP's library, and what is widely used with it, means for requests. */
export const meaningOf: MeaningOf = (node) => {
  switch (node.kind) {
    case 'call':
      return node.receiver || node.isNew ? meaningOfMethod(node) : meaningOfFunction(node);
    case 'index':
      return meaningOfIndex(node);
    case 'member':
      return undefined;
  }
};

function meaningOfFunction({ name, arguments: args }: Call): Meaning | undefined {
  const called = name.text.toLowerCase();
  const values = args.map(({ value }) => value);
  const [first, fallback] = values;
  if (args.some(({ isSpread }) => isSpread)) return undefined;
  if (SAME.has(called)) return first && { kind: 'same', value: first };
  if (QUIET.has(called)) return { kind: 'quiet' };
  if (CONFIGURATION.has(called))
    return (
      first && {
        kind: 'configuration',
        name: first,
        ...(fallback && fallback.kind !== 'other' && { fallback }),
      }
    );
  return Object.hasOwn(FUNCTIONS, called) ? FUNCTIONS[called]!(values) : undefined;
}

/** `$_ENV['X']`; `$_SERVER['X']` holds what the web server was told besides what it says of the request. */
function meaningOfIndex({ object, key }: Index): Meaning | undefined {
  if (!key || object.kind !== 'name') return undefined;
  return object.name === '$_ENV' || object.name === '$_SERVER'
    ? { kind: 'environment', name: key }
    : undefined;
}

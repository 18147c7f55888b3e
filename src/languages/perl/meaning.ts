import type { Meaning } from '../code/meaning.ts';
import { carrier } from '../code/meanings.ts';
import type { Argument, Call, Expression, Index, Item, Member } from '../code/tree.ts';
import { literalOf } from './patterns.ts';

type ReadCall = (call: Call, values: readonly Expression[]) => Meaning | undefined;

const first: ReadCall = (_, [value]) => value && { kind: 'same', value };
const last: ReadCall = (_, values) => {
  const value = values.at(-1);
  return value && { kind: 'same', value };
};
const quiet: ReadCall = () => ({ kind: 'quiet' });

/** Functions of Perl and of the modules that every program uses. */
const FUNCTIONS: Readonly<Record<string, ReadCall>> = {
  ...each(
    first,
    'uri_escape uri_escape_utf8 uri_unescape url_encode url_encode_utf8 encode_utf8 decode_utf8',
  ),
  ...each(first, 'escape escapeHTML encode_entities scalar trim keys'),
  // They take the encoding first.
  ...each(last, 'encode decode sort reverse'),
  // What is left out is not known before run time.
  grep: last,
  sprintf: (call, [template, ...values]) =>
    template && !call.arguments.some(({ isSpread }) => isSpread)
      ? { kind: 'format', template, slots: 'printf', values }
      : undefined,
  join: (call, [separator]) =>
    separator && { kind: 'join', list: listOf(call.arguments.slice(1)), separator },
  push: (_, [into, ...items]) => into && { kind: 'add', into, items },
  map: (_, [run, list]) => (run && list ? { kind: 'each', list, run } : undefined),
  s: (call) => replaced(call),
  ...each(
    quiet,
    'warn carp cluck defined exists length ref sleep open close binmode chomp chop chdir unlink',
  ),
  ...each(
    quiet,
    'mkdir localtime gmtime time select opendir readdir closedir index rindex substr lock wantarray',
  ),
  ...each(quiet, 'die croak confess exit values require delete split eof Dumper'),
};

/** Methods of the modules that programs make requests with. */
const METHODS: Readonly<Record<string, ReadCall>> = {
  ...each(
    (call, values) =>
      call.receiver && values.length > 0 ? { kind: 'attach', to: call.receiver, values } : undefined,
    'query_form query_form_hash query content uri add_content',
  ),
  ...each((call) => call.receiver && { kind: 'same', value: call.receiver }, 'as_string canonical clone abs'),
  ...each(
    (_, values) => (values.length === 1 ? { kind: 'same', value: values[0]! } : undefined),
    'escape url_encode',
  ),
};

/** Names of variables that hold the program's settings. */
const SETTINGS = /^[$%]?(?:\w*_)?(?:config|cfg|conf|settings|ini|prefs)$/i;
const READS_SETTING = /^(?:get|val|value|param|setting)$/;

/** What Perl and its usual modules mean for texts and parameters. */
export function meaningOf(node: Call | Member | Index): Meaning | undefined {
  if (node.kind === 'index') return settingOf(node);
  if (node.kind === 'member') return undefined;
  const values = node.arguments.map(({ value }) => value);
  if (node.isNew) return node.name.text === 'URI' ? carrier(node, values) : undefined;
  const { receiver } = node;
  if (node.name.text === 'print' || node.name.text === 'printf' || node.name.text === 'say')
    return isScreen(receiver) ? { kind: 'quiet' } : undefined;
  if (receiver && node.name.text !== 's') {
    if (receiver.kind === 'name' && SETTINGS.test(receiver.name) && READS_SETTING.test(node.name.text)) {
      const name = values.at(-1);
      return name && { kind: 'configuration', name };
    }
    // `URI::Escape::uri_escape($text)`.
    if (receiver.kind === 'name' && !/^[$@%]/.test(receiver.name) && Object.hasOwn(FUNCTIONS, node.name.text))
      return FUNCTIONS[node.name.text]!(node, values);
    return Object.hasOwn(METHODS, node.name.text) ? METHODS[node.name.text]!(node, values) : undefined;
  }
  return Object.hasOwn(FUNCTIONS, node.name.text) ? FUNCTIONS[node.name.text]!(node, values) : undefined;
}

/** `$ENV{NAME}`. */
function settingOf({ object, key }: Index): Meaning | undefined {
  return object.kind === 'name' && object.name === '%ENV' && key
    ? { kind: 'environment', name: key }
    : undefined;
}

function isScreen(file: Expression | undefined): boolean {
  return !file || (file.kind === 'name' && /^STD(?:OUT|ERR)$/.test(file.name));
}

function each(read: ReadCall, names: string): Record<string, ReadCall> {
  return Object.fromEntries(names.split(' ').map((name) => [name, read]));
}

/** The values behind the first of a call, as the list that they are. */
function listOf(given: readonly Argument[]): Expression {
  if (given.length === 1) return given[0]!.value;
  const start = given[0]?.start ?? 0;
  const items = given.flatMap(({ start, end, value, isSpread }): Item[] => {
    if (value.kind === 'collection' && value.isBare) return [...value.items];
    return [{ kind: 'item', start, end, key: undefined, value, ...(isSpread && { isSpread }) }];
  });
  return { kind: 'collection', start, end: given.at(-1)?.end ?? start, items, isBare: true };
}

/** `$text =~ s/…/…/`, where what is searched for is a text and no pattern. */
function replaced({ receiver, arguments: given }: Call): Meaning {
  const [pattern, by] = given.map(({ value }) => value);
  const from = pattern?.kind === 'text' ? literalOf(pattern) : undefined;
  return receiver && from && by ? { kind: 'replace', text: receiver, from, by } : { kind: 'quiet' };
}

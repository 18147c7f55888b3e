import type { Meaning, MeaningOf } from '../code/meaning.ts';
import {
  add,
  append,
  attach,
  byName,
  type CallMeaning,
  carrier,
  chained,
  classOf,
  concat,
  configuration,
  each,
  environment,
  first,
  get,
  itself,
  joinWith,
  made,
  mergeInto,
  pair,
  put,
  quiet,
  replace,
  serialise,
} from '../code/meanings.ts';
import type { Call, Expression, Index, Member, NameSpan } from '../code/tree.ts';

const format: CallMeaning = (_, args) => {
  // A culture may stand before the text.
  const isCulture = args[0]?.kind === 'member' && classOf(args[0].object) === 'CultureInfo';
  const [template, ...values] = isCulture ? args.slice(1) : args;
  return template && { kind: 'format', template, slots: 'numbered-braces', values: spreadArray(values) };
};

/** The values of a format may be handed over as one array. */
function spreadArray(values: readonly Expression[]): readonly Expression[] {
  const [only, ...more] = values;
  if (only?.kind !== 'collection' || more.length > 0) return values;
  return only.items.map(({ value }) => value);
}

const concatOrJoin: CallMeaning = (call, [list, ...more]) =>
  list?.kind === 'collection' && more.length === 0
    ? { kind: 'join', list, separator: undefined }
    : concat(call, [list!, ...more]);

/** Static methods, by class and name. */
const STATIC = byName(
  ['string.Format String.Format', format],
  ['string.Concat String.Concat', concatOrJoin],
  ['string.Join String.Join', joinWith],
  ['HttpUtility.UrlEncode WebUtility.UrlEncode Server.UrlEncode Uri.EscapeDataString', first],
  ['Uri.EscapeUriString HttpUtility.UrlPathEncode HttpUtility.HtmlEncode SecurityElement.Escape', first],
  ['Convert.ToString string.Copy HttpUtility.UrlEncodeToBytes', first],
  ['HttpUtility.ParseQueryString WebRequest.Create HttpWebRequest.Create WebRequest.CreateHttp', carrier],
  ['WebRequest.CreateDefault UriBuilder.FromUri', carrier],
  ['KeyValuePair.Create Tuple.Create', pair],
  ['Environment.GetEnvironmentVariable', environment],
  ['AppSettings.Get', configuration],
  ['Console.Write Console.WriteLine Debug.Write Debug.WriteLine Trace.Write Trace.WriteLine', quiet],
  ['Response.Write Thread.Sleep Task.Delay MessageBox.Show', quiet],
);

/** Constructors, by class. */
const MADE = byName(
  ['NameValueCollection Dictionary SortedDictionary Hashtable StringDictionary SortedList', madeMap],
  ['ConcurrentDictionary HttpValueCollection JObject ExpandoObject', madeMap],
  ['List ArrayList Collection LinkedList HashSet MultipartFormDataContent', made('list')],
  ['StringBuilder', made('text')],
  ['KeyValuePair Tuple Parameter NameValuePair', pair],
  ['FormUrlEncodedContent', serialise],
  ['StringContent ByteArrayContent StreamWriter BinaryWriter', first],
  ['Uri', (call, args) => (args.length === 1 ? first(call, args) : undefined)],
);

/** How the keys of a map are compared is no part of it. */
function madeMap(call: Call, [from]: readonly Expression[]): Meaning | undefined {
  const isComparer = from?.kind === 'member' && classOf(from.object) === 'StringComparer';
  return made('map')(call, isComparer || !from ? [] : [from]);
}

/** Methods of objects, by name. */
const METHODS = byName(
  ['ToString Trim TrimEnd TrimStart ToArray ToList AsEnumerable GetRequestStream', itself],
  ['GetRequestStreamAsync GetEnumerator ConfigureAwait', itself],
  ['GetBytes GetString', first],
  ['Append AppendLine', append],
  ['AppendFormat', appendFormat],
  ['AddParameter AddQueryParameter AddOrUpdateParameter AddField AddFormField Set', put],
  ['SetQueryParam SetQueryParameter TryAdd', put],
  ['Add', addOrPut],
  ['AddRange', mergeInto],
  ['Get', (call, args) => (args.length === 1 ? get(call, args) : undefined)],
  ['GetValueOrDefault', get],
  ['GetValue', ofConfiguration],
  ['Replace', replace],
  ['Select ForEach', each],
  ['Write WriteAsync WriteLine', (call, args) => attach(call, args.slice(0, 1))],
  ['LogInformation LogDebug LogError LogWarning LogTrace Debug Info Warn Error Fatal', quiet],
  ['Dispose Flush Close', quiet],
);

/** `list.Add(x)`, `map.Add(name, x)`, `form.Add(content, name)`. */
function addOrPut(call: Call, args: readonly Expression[]): Meaning | undefined {
  if (args.length === 1) return add(call, args);
  const [value, name] = args;
  const isContent = value?.kind === 'call' && value.isNew && value.name.text.endsWith('Content');
  return isContent ? put(call, [name!, value]) : put(call, args);
}

/** `builder.AppendFormat("…{0}", x)` appends what `string.Format` would give. */
function appendFormat(call: Call): Meaning | undefined {
  return append(call, [formatIn(call)]);
}

const FORMATS = new WeakMap<Call, Call>();

function formatIn(call: Call): Call {
  const known = FORMATS.get(call);
  if (known) return known;
  const { start, end } = call.list;
  const made: Call = {
    kind: 'call',
    start,
    end,
    name: { start, end: start, text: 'Format' },
    receiver: { kind: 'name', start, end: start, name: 'string' },
    arguments: call.arguments,
    list: call.list,
  };
  FORMATS.set(call, made);
  return made;
}

const CONFIGURATION = /^_?(?:app|web)?_?(?:settings|config|configuration)$/i;

/** `configuration.GetValue<string>("key")`. */
function ofConfiguration(call: Call, args: readonly Expression[]): Meaning | undefined {
  return CONFIGURATION.test(classOf(call.receiver) ?? '') ? configuration(call, args) : undefined;
}

/** `ConfigurationManager.AppSettings["key"]`. */
function meaningOfIndex({ object, key }: Index): Meaning | undefined {
  return key && CONFIGURATION.test(classOf(object) ?? '') ? { kind: 'configuration', name: key } : undefined;
}

/** `Properties.Settings.Default.Key`, the keys of a map and what stands in an entry of it. */
function meaningOfMember({ object, name }: Member): Meaning | undefined {
  if (name.text === 'Key') return { kind: 'entry', of: object, part: 'key' };
  if (name.text === 'Value') return { kind: 'entry', of: object, part: 'value' };
  if (name.text === 'Keys' || name.text === 'AllKeys') return { kind: 'same', value: object };
  const isDefault = object.kind === 'member' && object.name.text === 'Default';
  if (!isDefault || classOf(object.object) !== 'Settings') return undefined;
  return { kind: 'configuration', name: namedKey(name) };
}

const KEYS = new WeakMap<NameSpan, Expression>();

function namedKey(name: NameSpan): Expression {
  const known = KEYS.get(name);
  if (known) return known;
  const { start, end, text } = name;
  const key: Expression = {
    kind: 'text',
    start,
    end,
    style: 'symbol',
    parts: [{ kind: 'characters', start, end, text }],
  };
  KEYS.set(name, key);
  return key;
}

/** What .NET's libraries mean. */
export const meaningOf: MeaningOf = (node) => {
  if (node.kind === 'index') return meaningOfIndex(node);
  if (node.kind === 'member') return meaningOfMember(node);
  const args = node.arguments.map(({ value }) => value);
  const { text: name } = node.name;
  if (node.isNew) return MADE.get(name)?.(node, args);
  const ofClass = STATIC.get(`${classOf(node.receiver)}.${name}`);
  if (ofClass) return ofClass(node, args);
  return chained(METHODS.get(name)?.(node, args), meaningOf);
};

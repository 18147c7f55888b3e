import type { Meaning, MeaningOf } from '../code/meaning.ts';
import {
  add,
  append,
  attach,
  byName,
  type CallMeaning,
  carrier,
  carrierOfItself,
  chained,
  classOf,
  configuration,
  each,
  entryKey,
  entryValue,
  environment,
  first,
  get,
  itself,
  joinWith,
  listOf,
  made,
  mapOf,
  mergeInto,
  pair,
  put,
  quiet,
  replace,
  serialise,
} from '../code/meanings.ts';
import type { Call, Expression } from '../code/tree.ts';

const format: CallMeaning = (_, args) => {
  // A locale may stand before the text.
  const isLocale = args[0]?.kind === 'member' && classOf(args[0].object) === 'Locale';
  const [template, ...values] = isLocale ? args.slice(1) : args;
  return template && { kind: 'format', template, slots: 'printf', values };
};

const messageFormat: CallMeaning = (_, [template, ...values]) =>
  template && { kind: 'format', template, slots: 'message', values };

const mapOfArguments: CallMeaning = (call) => ({ kind: 'new', what: 'map', from: mapOf(call) });

const listOfArguments: CallMeaning = (call, [from]) => {
  const isArray = call.arguments.length === 1 && (from!.kind === 'name' || from!.kind === 'member');
  return { kind: 'new', what: 'list', from: isArray ? from! : listOf(call) };
};

/** Static methods, by class and name. */
const STATIC = byName(
  ['String.format', format],
  ['MessageFormat.format', messageFormat],
  ['String.valueOf String.copyValueOf Objects.toString Objects.requireNonNull', first],
  ['URLEncoder.encode UriUtils.encode Uri.encode URI.create Uri.parse URIUtil.encodeQuery', first],
  ['URIUtil.encodeAll URIUtil.encodeWithinQuery UrlEscapers.escape HttpUrl.parse HttpUrl.get', first],
  ['StringEscapeUtils.escapeXml StringEscapeUtils.escapeHtml StringUtils.trim StringUtils.strip', first],
  ['Collections.unmodifiableMap Collections.unmodifiableList Optional.of Optional.ofNullable', first],
  ['RequestBody.create BodyPublishers.ofString', bodyOf],
  ['String.join', joinWith],
  ['StringUtils.join', (_, [list, separator]) => list && { kind: 'join', list, separator }],
  ['Arrays.asList List.of Set.of ImmutableList.of Stream.of Collections.singletonList', listOfArguments],
  ['Lists.newArrayList Collections.singleton', listOfArguments],
  ['Map.of ImmutableMap.of Collections.singletonMap', mapOfArguments],
  ['Map.ofEntries', (call) => ({ kind: 'new', what: 'map', from: listOf(call) })],
  ['Map.entry Pair.of', pair],
  ['Maps.newHashMap Maps.newLinkedHashMap', made('map')],
  ['URLEncodedUtils.format', serialise],
  ['UriBuilder.fromUri UriBuilder.fromPath UriComponentsBuilder.fromUriString', carrier],
  ['UriComponentsBuilder.fromHttpUrl Unirest.get Unirest.post Request.Get Request.Post', carrier],
  ['Jsoup.connect HttpRequest.get HttpRequest.post RequestBuilder.get RequestBuilder.post', carrier],
  ['System.getenv', environment],
  ['System.getProperty', configuration],
  ['Thread.sleep', quiet],
);

/** A body of a request is a text, and in some versions a media type before or behind it. */
function bodyOf(_: Call, args: readonly Expression[]): Meaning | undefined {
  const value = args.length === 2 && isMediaType(args[0]!) ? args[1] : args[0];
  return value && { kind: 'same', value };
}

function isMediaType(value: Expression): boolean {
  return value.kind === 'call' ? classOf(value.receiver) === 'MediaType' : /type/i.test(classOf(value) ?? '');
}

/** Constructors, by class. */
const MADE = byName(
  ['HashMap LinkedHashMap TreeMap Hashtable ConcurrentHashMap Properties JSONObject', made('map')],
  ['MultivaluedMapImpl MultivaluedHashMap LinkedMultiValueMap RequestParams', made('map')],
  ['ArrayList LinkedList Vector HashSet LinkedHashSet CopyOnWriteArrayList', made('list')],
  ['StringBuilder StringBuffer', made('text')],
  ['NameValuePair BasicNameValuePair StringPart SimpleEntry SimpleImmutableEntry Parameter', pair],
  ['UrlEncodedFormEntity FormEntity', serialise],
  ['String StringEntity StringRequestEntity ByteArrayEntity ByteArrayRequestEntity StringBody', first],
  ['URL URI', (call, args) => (args.length === 1 ? first(call, args) : undefined)],
  ['DataOutputStream OutputStreamWriter BufferedOutputStream BufferedWriter PrintWriter PrintStream', first],
);

/** Methods of objects, by name. */
const METHODS = byName(
  ['post method patch', ofBuilder],
  ['toArray', itself],
  ['toString trim strip intern toExternalForm getBytes toCharArray toURI toURL getOutputStream', itself],
  ['orElse orElseGet keySet entrySet values stream build', itself],
  ['getKey getName', entryKey],
  ['getValue', entryValue],
  ['openConnection buildUpon newBuilder', carrierOfItself],
  ['append', append],
  ['concat', ({ receiver }, [more]) => receiver && more && { kind: 'concat', values: [receiver, more] }],
  ['put putIfAbsent putSingle setParameter addParameter setQueryParameter addQueryParameter', put],
  ['addEncodedQueryParameter appendQueryParameter queryParam queryString addFormDataPart', put],
  ['addEncoded addTextBody addPart addField addFormField addFormParam formParam field setProperty', put],
  ['param', put],
  ['putAll addAll', mergeInto],
  ['add', addOrPut],
  ['get', getOf],
  ['getOrDefault', get],
  ['getProperty', configuration],
  ['getString', ofBundle],
  ['replace', replace],
  ['replaceAll replaceFirst', replacePattern],
  ['forEach map', each],
  ['setQueryString setRequestEntity setRequestBody setEntity setURI setUrl setURL setPath setHost', attach],
  ['setQuery setCustomQuery setParameters addParameters setBody body url uri write writeBytes', attach],
  ['formatted', formatted],
  ['print println printf', quietOrAttach],
  ['close disconnect releaseConnection getResponseBodyAsString setRequestMethod setDoOutput', quiet],
  ['setDoInput setUseCaches setConnectTimeout setReadTimeout', quiet],
  ['printStackTrace debug info warn error trace fine finer severe warning flush sleep', quiet],
);

/** `list.add(x)`, `list.add(0, x)`, `form.add("name", x)`. */
function addOrPut(call: Call, args: readonly Expression[]): Meaning | undefined {
  if (args.length === 1) return add(call, args);
  return args[0]?.kind === 'number' ? add(call, args.slice(1)) : put(call, args);
}

/** `new Request.Builder().post(form)` only says what is to be sent. */
function ofBuilder(call: Call, args: readonly Expression[]): Meaning | undefined {
  let made: Expression | undefined = call.receiver;
  while (made?.kind === 'call' && !made.isNew) made = made.receiver;
  return made?.kind === 'call' && made.name.text.endsWith('Builder') ? attach(call, args) : undefined;
}

/** `System.getenv().get("NAME")` and maps. */
function getOf(call: Call, args: readonly Expression[]): Meaning | undefined {
  const { receiver } = call;
  const isEnvironment = receiver?.kind === 'call' && receiver.name.text === 'getenv';
  if (isEnvironment) return environment(call, args);
  return args.length === 1 ? get(call, args) : undefined;
}

/** Texts of a bundle or a configuration; of anything else, a row say, nothing is known. */
function ofBundle(call: Call, args: readonly Expression[]): Meaning | undefined {
  const { receiver } = call;
  const name = receiver?.kind === 'call' ? receiver.name.text : classOf(receiver);
  return /bundle|conf|prop|setting|resource|message/i.test(name ?? '')
    ? configuration(call, args)
    : undefined;
}

/** Only a pattern that is no pattern at all. */
function replacePattern(call: Call, args: readonly Expression[]): Meaning | undefined {
  const isPlain = args.slice(0, 2).every((arg, i) => {
    if (arg.kind !== 'text') return i === 1;
    return !/[\\^$.|?*+()[\]{}]/.test(textOf(arg));
  });
  return isPlain ? replace(call, args) : undefined;
}

/** `"…%s".formatted(x)`. */
function formatted({ receiver }: Call, values: readonly Expression[]): Meaning | undefined {
  return receiver && { kind: 'format', template: receiver, slots: 'printf', values };
}

/** To the console, or to what is sent. */
function quietOrAttach(call: Call, args: readonly Expression[]): Meaning | undefined {
  return /^(?:out|err)$/.test(classOf(call.receiver) ?? '') && isOfSystem(call.receiver)
    ? { kind: 'quiet' }
    : attach(call, args);
}

function isOfSystem(receiver: Expression | undefined): boolean {
  return receiver?.kind === 'member' && classOf(receiver.object) === 'System';
}

function textOf(text: Extract<Expression, { kind: 'text' }>): string {
  return text.parts.map((part) => (part.kind === 'characters' ? part.text : '')).join('');
}

/** However it is called, what encodes a value for a URL leaves it the value that it is. */
const ENCODES = /^(?:url_?)?encode(?:url)?$/i;

/** Whether a name is that of a class: nothing that it does is done to an object at hand. */
function isClass(receiver: Expression | undefined): boolean {
  return receiver?.kind === 'name' && /^[A-Z]\w*[a-z]/.test(receiver.name);
}

/** What Java's libraries mean. */
export const meaningOf: MeaningOf = (node) => {
  if (node.kind !== 'call') return undefined;
  const args = node.arguments.map(({ value }) => value);
  const { text: name } = node.name;
  if (node.isNew) return MADE.get(name)?.(node, args);
  const ofClass = STATIC.get(`${classOf(node.receiver)}.${name}`);
  if (ofClass) return ofClass(node, args);
  if (ENCODES.test(name)) return first(node, args);
  return isClass(node.receiver) ? undefined : chained(METHODS.get(name)?.(node, args), meaningOf);
};

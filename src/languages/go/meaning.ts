import type { Meaning, MeaningOf } from '../code/meaning.ts';
import {
  append,
  attach,
  byName,
  type CallMeaning,
  carrier,
  chained,
  classOf,
  configuration,
  environment,
  first,
  itself,
  listOf,
  made,
  put,
  quiet,
} from '../code/meanings.ts';
import type { Call, Expression } from '../code/tree.ts';

const format: CallMeaning = (_, [template, ...values]) =>
  template && { kind: 'format', template, slots: 'go', values };

const replaceAll: CallMeaning = (_, [text, from, by]) =>
  text && from && by && { kind: 'replace', text, from, by };

/** What a request is made of, behind its method: the address and the body. */
const request: CallMeaning = (call) => ({ kind: 'new', what: 'object', from: listOf(call, 1) });

const requestInContext: CallMeaning = (call) => ({ kind: 'new', what: 'object', from: listOf(call, 2) });

/** Functions of packages, by package and name. */
const FUNCTIONS = byName(
  ['fmt.Sprintf', format],
  ['fmt.Sprint', (_, values) => ({ kind: 'concat', values })],
  ['fmt.Print fmt.Printf fmt.Println fmt.Errorf errors.New errors.Wrap errors.Wrapf', quiet],
  ['log.Print log.Printf log.Println log.Fatal log.Fatalf log.Fatalln log.Panic log.Panicf', quiet],
  ['glog.Info glog.Infof glog.Error glog.Errorf os.Exit time.Sleep flag.Parse', quiet],
  ['url.QueryEscape url.PathEscape template.URLQueryEscaper html.EscapeString', first],
  ['strings.NewReader strings.TrimSpace strings.Trim strings.TrimRight strings.TrimLeft', first],
  ['strings.TrimSuffix strings.TrimPrefix bytes.NewBufferString bytes.NewBuffer bytes.NewReader', first],
  ['ioutil.NopCloser io.NopCloser strconv.Itoa strconv.FormatInt strconv.Quote', first],
  ['strings.Join', (_, [list, separator]) => list && { kind: 'join', list, separator }],
  ['strings.Replace strings.ReplaceAll', replaceAll],
  ['url.Parse url.ParseRequestURI', carrier],
  ['http.NewRequest', request],
  ['http.NewRequestWithContext', requestInContext],
  ['os.Getenv os.LookupEnv syscall.Getenv', environment],
  ['flag.String viper.GetString', configuration],
);

/** Types of the library, by name: what a new value of one is. */
const MADE = byName(['Buffer Builder', made('text')], ['Values Header', made('map')]);

/** Methods, by name. */
const METHODS = byName(
  ['Set Add', put],
  ['Encode', ({ receiver }) => receiver && { kind: 'serialise', set: receiver }],
  ['WriteString Write WriteByte WriteRune', append],
  ['String Bytes', itself],
  ['SetBody SetBodyString SetQueryString SetRequestURI', attach],
  ['SetQueryParam SetFormDataParam SetPathParam Param', put],
  ['Close', quiet],
);

/** A function that is always there: a conversion to text, an addition to a list. */
function builtIn(call: Call, args: readonly Expression[]): Meaning | undefined {
  const [list, ...items] = args;
  switch (call.name.text) {
    case 'string':
      return first(call, args);
    case 'append':
      return list && { kind: 'add', into: list, items };
    case 'panic':
    case 'len':
    case 'close':
      return { kind: 'quiet' };
    default:
      return undefined;
  }
}

/** What Go's libraries mean. */
export const meaningOf: MeaningOf = (node) => {
  if (node.kind !== 'call') return undefined;
  const args = node.arguments.map(({ value }) => value);
  const { text: name } = node.name;
  if (node.isNew) return MADE.get(name)?.(node, args);
  if (!node.receiver) return builtIn(node, args);
  const ofPackage = FUNCTIONS.get(`${classOf(node.receiver)}.${name}`);
  if (ofPackage) return ofPackage(node, args);
  return chained(METHODS.get(name)?.(node, args), meaningOf);
};

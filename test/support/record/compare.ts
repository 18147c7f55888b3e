import type { Recording } from './record.ts';
import { bodyKind, type Param, queryOf, type RecordedRequest, readPair } from './request.ts';

/** What a case asks of the comparison beyond promise 3. */
export interface Expectations {
  /** How many different tokens the run after must send. */
  readonly tokens?: number;
  /** Values that came into the run from outside the code and may therefore live on as a token (renamed by nobody). */
  readonly outside?: readonly string[];
}

const OLD = ['apikey', 'ticket'];
const NEW = ['authtoken', 'scope'];
const CRM_HOST = /^(?:crm|crmsandbox)\.(?:zoho\.(?:com|eu|in|jp|com\.cn|com\.au)|baihui\.com)$/i;
const NO_VALUE = /undefined|null|NaN|\[object|\$\{|function|=>|scope=|apikey|[{}%]/;

/** Tells every way in which the run after does not do what the run before did; empty when promise 3 holds. */
export function compareRecordings(
  before: Recording,
  after: Recording,
  expected: Expectations = {},
): string[] {
  const differences = [
    ...compareField('exit code', before.exitCode, after.exitCode),
    ...compareField('stdout', before.stdout, after.stdout),
    ...compareField('number of requests', before.requests.length, after.requests.length),
  ];
  const pairs = before.requests.flatMap((old, at) => {
    const now = after.requests[at];
    return now === undefined ? [] : [{ old, now, at }];
  });
  for (const { old, now, at } of pairs) {
    const found = isMigrated(old) ? compareCall(old, now, expected) : compareUntouched(old, now);
    differences.push(...found.map((difference) => `request ${at + 1}: ${difference}`));
  }
  const calls = pairs.filter(({ old }) => isMigrated(old));
  return [...differences, ...compareUsers(calls), ...countTokens(calls, expected)];
}

/** True for a call of the CRM that carries a parameter of the old scheme. */
export function isMigrated(request: RecordedRequest): boolean {
  return (
    CRM_HOST.test(request.host) &&
    request.path.startsWith('/crm/private/') &&
    request.params.some(([name]) => OLD.includes(name))
  );
}

function compareField(what: string, old: unknown, now: unknown): string[] {
  const [was, is] = [JSON.stringify(old), JSON.stringify(now)];
  return was === is ? [] : [`${what} was ${was}, is ${is}`];
}

const ADDRESS = ['client', 'method', 'protocol', 'host', 'port'] as const;

function compareUntouched(old: RecordedRequest, now: RecordedRequest): string[] {
  return [
    ...ADDRESS.flatMap((field) => compareField(field, old[field], now[field])),
    ...compareField('path', old.path, now.path),
    ...compareField('headers', old.headers, now.headers),
    ...compareField('body', old.body, now.body),
  ];
}

function compareCall(old: RecordedRequest, now: RecordedRequest, expected: Expectations): string[] {
  return [
    ...ADDRESS.flatMap((field) => compareField(field, old[field], now[field])),
    ...compareField('path', old.path.split('?')[0], now.path.split('?')[0]),
    ...compareField('other query parameters', otherQuery(old), otherQuery(now)),
    ...compareField('body apart from the credentials', otherBody(old), otherBody(now)),
    ...compareField('headers', otherHeaders(old), otherHeaders(now)),
    ...compareCredentials(old, now, expected),
  ];
}

function isOther([name]: Param): boolean {
  return !OLD.includes(name) && !NEW.includes(name);
}

/** The other parameters exactly as written, so that a change of their encoding shows. */
function otherPieces(text: string): string[] {
  return text.split('&').filter((piece) => piece !== '' && isOther(readPair(piece)));
}

function otherQuery({ path }: RecordedRequest): string[] {
  return otherPieces(queryOf(path));
}

function otherBody(request: RecordedRequest): unknown {
  const kind = bodyKind(request);
  if (kind === 'form') return otherPieces(request.body);
  if (kind === 'other') return request.body;
  return request.form.filter(isOther);
}

function otherHeaders({ headers }: RecordedRequest): unknown {
  const { 'content-length': _length, ...others } = headers;
  return others;
}

function valuesOf(params: readonly Param[], wanted: string): string[] {
  return params.flatMap(([name, value]) => (name === wanted ? [value] : []));
}

function compareCredentials(old: RecordedRequest, now: RecordedRequest, expected: Expectations): string[] {
  const left = OLD.filter((name) => valuesOf(now.params, name).length > 0).map(
    (name) => `${name} is still sent`,
  );
  const scopes = valuesOf(now.params, 'scope');
  const scope = scopes.join() === 'crmapi' ? [] : [`scope is ${JSON.stringify(scopes)}`];
  return [...left, ...scope, ...compareToken(old, now, expected)];
}

function compareToken(old: RecordedRequest, now: RecordedRequest, { outside = [] }: Expectations): string[] {
  const tokens = valuesOf(now.params, 'authtoken');
  if (tokens.length !== 1) return [`authtoken is sent ${tokens.length} times`];
  const token = tokens[0] ?? '';
  const stood = valuesOf(old.params, 'authtoken')[0];
  if (stood !== undefined) return compareField('authtoken that already stood', stood, token);
  if (token === '' || NO_VALUE.test(token)) return [`authtoken has no value: ${JSON.stringify(token)}`];
  const isOld = OLD.some((name) => valuesOf(old.params, name).includes(token));
  if (isOld && !outside.some((value) => value.includes(token)))
    return ['authtoken carries an API key or ticket written in the code'];
  const inQuery = (request: RecordedRequest, names: string[]) =>
    request.query.some(([name]) => names.includes(name));
  const inForm = (request: RecordedRequest, names: string[]) =>
    request.form.some(([name]) => names.includes(name));
  const place = inQuery(now, ['authtoken']) ? inQuery(old, OLD) : inForm(old, OLD);
  return place && inForm(now, ['scope']) === inForm(now, ['authtoken'])
    ? []
    : ['authtoken and scope do not stand where the pair stood'];
}

interface CallPair {
  readonly old: RecordedRequest;
  readonly now: RecordedRequest;
  readonly at: number;
}

/** The same user must keep one token, and different users must not come to share one. */
function compareUsers(calls: readonly CallPair[]): string[] {
  const tokenOf = ({ now }: CallPair) => valuesOf(now.params, 'authtoken').join();
  const userOf = ({ old }: CallPair) => {
    const stood = valuesOf(old.params, 'authtoken');
    return JSON.stringify(stood.length > 0 ? stood : OLD.map((name) => valuesOf(old.params, name)));
  };
  return calls.flatMap((first, index) =>
    calls.slice(index + 1).flatMap((second) => {
      const sameUser = userOf(first) === userOf(second);
      if (sameUser === (tokenOf(first) === tokenOf(second))) return [];
      const which = `requests ${first.at + 1} and ${second.at + 1}`;
      return [sameUser ? `${which}: one user, two tokens` : `${which}: two users share one token`];
    }),
  );
}

function countTokens(calls: readonly CallPair[], { tokens }: Expectations): string[] {
  if (tokens === undefined) return [];
  const seen = new Set(calls.flatMap(({ now }) => valuesOf(now.params, 'authtoken')));
  return compareField('number of different tokens', tokens, seen.size);
}

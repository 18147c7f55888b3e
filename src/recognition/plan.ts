import type { Change, TokenReference } from '../model/change.ts';
import type { FlatText } from '../model/flatten.ts';
import {
  atomsIn,
  coveredHoles,
  type EntryParameter,
  expressionsOf,
  type Parameter,
  type TextParameter,
} from '../model/parameters.ts';
import type { Origin } from '../model/query-text.ts';
import {
  insertAfterValue,
  type Level,
  type LocatedChange,
  removalSpan,
  replaceSpan,
  requireOneName,
  Unspellable,
} from '../model/text-changes.ts';
import { AUTH_TOKEN, CRM_SCOPE, isDeprecated, SCOPE } from '../zoho/parameters.ts';
import { areTogether } from './company.ts';
import { type Credential, readCredential } from './credentials.ts';
import type { Variant } from './variants.ts';

/**
 * How the parameter that goes gives way to `scope`: changed where it stands when it stands behind the token, wherever it
 * stands, or nowhere, so that `scope` is always put in behind the token.
 */
export type Placement = 'behind-token' | 'in-place' | 'put-in';

/** A change, and the part of a text that asks for it when it is one of text. */
export type PlannedChange = LocatedChange | { readonly change: Change; readonly flat?: undefined };

/** What is to be done to one way of sending a request. */
export interface Plan {
  readonly variant: Variant;
  readonly carrier: Credential | undefined;
  /** What else is sent, or may be sent, under the carrier's name: a default and what overrides it. */
  readonly twins: readonly Credential[];
  readonly changes: readonly PlannedChange[];
  /** Variables of the environment that it comes to read while others go on to read the old ones. */
  readonly added: readonly AddedVariable[];
}

/** A variable of the environment that is to be set beside another one, which stays. */
interface AddedVariable {
  readonly name: string;
  readonly beside: string;
}

/** A way of sending a request, and which of the old pair hands its flow to the token. */
export type Sending = Pick<Plan, 'variant' | 'carrier'>;

/** How the value of the carrier becomes a token: where it is born, or where it is sent. */
export interface TokenPlan {
  readonly births: readonly { readonly origin: Origin; readonly by: TokenReference }[];
  readonly atCall: TokenReference | undefined;
  /** Of one at the call: the variable of the environment that it takes the place of there, and that stays. */
  readonly beside?: string;
  /** Environment variables that are renamed to speak of the token. */
  readonly renames: readonly { readonly name: string; readonly to: string }[];
  /** Whether constants, locals and parameters on the way of the value come to speak of the token. */
  readonly namesFollow: boolean;
}

/**
 * Plans the changes of one variant: the carrier becomes `authtoken`, `scope=crmapi` follows, the rest of the pair goes.
 *
 * @param tokenOf how the value of a credential, the carrier or a twin of it, becomes a token
 * @throws Unspellable when the syntax leaves no way
 */
export function planVariant(
  variant: Variant,
  carrier: Credential,
  tokenOf: (credential: Credential) => TokenPlan,
  placement: Placement,
): Plan {
  const { parameters } = variant;
  const changes: PlannedChange[] = [];
  const added: AddedVariable[] = [];
  for (const parameter of parameters) if (parameter.kind === 'text') requireOneName(parameter);
  const present = parameters.some((parameter) => parameter.name === AUTH_TOKEN);
  const main = present ? parameters.find((parameter) => parameter.name === AUTH_TOKEN)! : carrier.parameter;
  const others = parameters.filter(
    (parameter) =>
      isDeprecated(parameter.name) && parameter !== main && (present || parameter.name !== main.name),
  );
  const twins = present
    ? []
    : parameters
        .filter((parameter) => parameter !== main && parameter.name === main.name)
        .map(readCredential);
  if (!present) {
    for (const credential of [carrier, ...twins]) {
      const { parameter } = credential;
      const token = tokenOf(credential);
      changes.push(...rename(parameter, AUTH_TOKEN), ...becomeToken(parameter, token));
      if (token.atCall && token.beside !== undefined && !variant.request.withoutEnvironment)
        added.push({ name: token.atCall.name, beside: token.beside });
      if (token.namesFollow) changes.push(...nameToken(parameter));
    }
  }
  const needsScope = !parameters.some((parameter) => parameter.name === SCOPE);
  const successor = needsScope ? others.find((other) => canBecomeScope(main, other, placement)) : undefined;
  if (needsScope) changes.push(...(successor ? becomeScope(successor) : insertScope(main)));
  const isOfTwin = (other: Parameter) =>
    // A pair that overrides the pair of another set, and may be sent alone elsewhere, becomes a pair again.
    needsScope && twins.some(({ parameter }) => isEntryBeside(parameter, other, placement));
  const rest = others.filter((other) => other !== successor);
  changes.push(
    ...rest.filter(isOfTwin).flatMap(becomeScope),
    ...removeAll(rest.filter((other) => !isOfTwin(other))),
  );
  return { variant, carrier: present ? undefined : carrier, twins, changes, added };
}

function rename(parameter: Parameter, to: string): PlannedChange[] {
  if (parameter.kind === 'entry') return [{ change: { kind: 'rename-entry', entry: parameter.entry, to } }];
  return replaceSpan(parameter.flat, parameter.start, parameter.nameEnd, to, levelOf(parameter));
}

function becomeToken(parameter: Parameter, token: TokenPlan): PlannedChange[] {
  const births: PlannedChange[] = [
    ...token.births.map(({ origin, by }): PlannedChange => ({ change: { kind: 'bear-token', origin, by } })),
    ...token.renames.map(
      ({ name, to }): PlannedChange => ({ change: { kind: 'rename-environment', name, to } }),
    ),
  ];
  if (!token.atCall) return births;
  if (parameter.kind === 'entry')
    return [...births, { change: { kind: 'replace-value', entry: parameter.entry, by: token.atCall } }];
  return [...births, ...tokenInText(parameter, token.atCall)];
}

function nameToken(parameter: Parameter): PlannedChange[] {
  if (parameter.kind === 'entry') {
    const { entry } = parameter;
    return [{ change: { kind: 'name-token', site: entry.value.site, holder: entry } }];
  }
  return expressionsOf(parameter).map((site) => ({ change: { kind: 'name-token', site } }));
}

function tokenInText(parameter: TextParameter, by: TokenReference): PlannedChange[] {
  if (parameter.valueEnd > parameter.valueStart)
    return replaceSpan(parameter.flat, parameter.valueStart, parameter.valueEnd, by);
  const atom = parameter.flat.atoms.findLast(
    (candidate) => candidate.start < parameter.valueStart && candidate.end >= parameter.valueStart,
  );
  if (atom?.leaf.kind !== 'literal') throw new Unspellable('the parameter has no value here');
  const at = parameter.valueStart - atom.start;
  return [
    {
      change: { kind: 'replace-text', piece: atom.leaf, from: at, to: at, by },
      flat: parameter.flat,
      from: atom.start,
      to: atom.end,
    },
  ];
}

function insertScope(main: Parameter): PlannedChange[] {
  if (main.kind === 'entry')
    return [{ change: { kind: 'insert-entry-after', entry: main.entry, name: SCOPE, value: CRM_SCOPE } }];
  const glue =
    main.flat.text.slice(0, main.start).endsWith('&amp;') || main.flat.text.startsWith('&amp;', main.valueEnd)
      ? '&amp;'
      : '&';
  return insertAfterValue(main, `${glue}${SCOPE}=${CRM_SCOPE}`, levelOf(main));
}

function becomeScope(parameter: Parameter): PlannedChange[] {
  if (parameter.kind === 'entry')
    return [{ change: { kind: 'replace-entry', entry: parameter.entry, name: SCOPE, value: CRM_SCOPE } }];
  const level = levelOf(parameter);
  if (level === 'here' && !isMadeInParts(parameter))
    return replaceSpan(parameter.flat, parameter.start, parameter.valueEnd, `${SCOPE}=${CRM_SCOPE}`);
  return [
    ...replaceSpan(parameter.flat, parameter.start, parameter.nameEnd, SCOPE, level),
    ...replaceSpan(parameter.flat, parameter.valueStart, parameter.valueEnd, CRM_SCOPE, level),
  ];
}

/** Whether name and value come together at run time: an element that a callback joins, a pair that `join('=')` joins. */
function isMadeInParts({ flat, start, nameEnd, valueStart, valueEnd }: TextParameter): boolean {
  const [first] = atomsIn(flat, start, valueEnd);
  const isElement =
    first !== undefined && coveredHoles(flat, first, start, valueEnd).some((hole) => hole.element);
  return isElement || atomsIn(flat, nameEnd, valueStart).some((atom) => atom.leaf.kind === 'known');
}

/** The name may be an argument of a helper (`add(url, 'ticket', ticket)`): then name and value change where it is called. */
function levelOf({ flat, start, nameEnd }: TextParameter): Level {
  const depths = atomsIn(flat, start, nameEnd).flatMap((atom) => {
    const covered = coveredHoles(flat, atom, start, nameEnd).filter((hole) => !hole.element);
    if (!covered.some((hole) => hole.shared)) return [];
    return [
      ...covered.map((hole) => hole.depth ?? 0),
      ...(atom.leaf.kind === 'literal' ? [atom.leaf.depth ?? 0] : []),
    ];
  });
  return depths.length === 0 ? 'here' : { depth: Math.min(...depths) };
}

function removeAll(parameters: readonly Parameter[]): PlannedChange[] {
  const taken = new Map<FlatText, number>();
  return parameters.flatMap((parameter): PlannedChange[] => {
    if (parameter.kind === 'entry') return [{ change: { kind: 'remove-entry', entry: parameter.entry } }];
    const { from, to } = removalSpan(parameter, taken.get(parameter.flat) ?? 0);
    taken.set(parameter.flat, to);
    return replaceSpan(parameter.flat, from, to, '');
  });
}

/** Whether a twin and `other` are entries of one set. */
function isEntryBeside(twin: Parameter, other: Parameter, placement: Placement): boolean {
  return twin.kind === 'entry' && canBecomeScope(twin, other, placement);
}

/** Whether `other` is always sent when `main` is, and stands where `scope` may stand. */
function canBecomeScope(main: Parameter, other: Parameter, placement: Placement): boolean {
  if (placement === 'put-in') return false;
  if (main.kind === 'entry' && other.kind === 'entry')
    return sameRegion(main, other) && (placement === 'in-place' || isAfter(main, other));
  if (main.kind !== 'text' || other.kind !== 'text' || main.flat !== other.flat || !areTogether(main, other))
    return false;
  return placement === 'in-place' || (main.start < other.start && areNeighbours(main, other));
}

function sameRegion(a: EntryParameter, b: EntryParameter): boolean {
  return a.entry.region === b.entry.region;
}

/** The token comes first, the scope follows it. */
function isAfter(main: EntryParameter, other: EntryParameter): boolean {
  return main.entry.site.at.end < other.entry.site.at.end;
}

function areNeighbours(a: TextParameter, b: TextParameter): boolean {
  const [first, second] = a.start < b.start ? [a, b] : [b, a];
  // White space that stands there to be read is taken out before the text is sent.
  const between = first.flat.text.slice(first.valueEnd, second.start).trim();
  return between === '&' || between === '&amp;';
}

import { nodeOf } from '../model/change-key.ts';
import type { CodeMap } from '../model/code-map.ts';
import type { SourceRange } from '../model/edit.ts';
import type { TokenNeed } from '../model/finding.ts';
import type { Origin } from '../model/query-text.ts';
import { readEndpoint } from '../zoho/endpoints.ts';
import { fillsOfToken } from './filled-in.ts';
import { supplyByHand } from './needs-by-hand.ts';
import type { Sending } from './plan.ts';
import { revocationsOf } from './revocations.ts';
import type { RuleContext } from './rule.ts';
import type { SpelledPlan } from './spell-plans.ts';
import { type Source, sourcesOf, sourcesOfPage } from './token-sources.ts';
import { TokenUsers } from './token-users.ts';
import { sourcesSent } from './tokens-sent.ts';
import type { Variant } from './variants.ts';

/** A way of sending a token, with what becomes one in it: undefined where the call itself held the key or ticket. */
interface Way {
  readonly plan: Sending;
  readonly birth: Origin | undefined;
  /** Where a person must rewrite the call: whether it needs a token of each user that logs in. */
  readonly byHand?: { readonly isOfEach: boolean };
  /** True where the call sends a token already. */
  readonly isSent?: true;
}

/** What is known of a need while the plans are gone through. */
interface Draft {
  readonly source: Source;
  readonly ways: readonly Way[];
  /** Every place of a placeholder. */
  readonly places: readonly SourceRange[];
  /** Further ways of sending it. */
  readonly drawing?: readonly Way[];
}

/**
 * The tokens that somebody must generate, one for each place where one is born.
 *
 * @param spelled the calls that are rewritten
 * @param left the calls that a person must rewrite
 * @param sending the calls that send a token already
 */
export function needsOf(
  spelled: readonly SpelledPlan[],
  left: readonly Variant[],
  sending: readonly Variant[],
  context: Pick<RuleContext, 'ticketCode' | 'code' | 'tokenName' | 'takenNames'>,
): TokenNeed[] {
  const { ticketCode, code } = context;
  const drafts = new Map<string, Draft>();
  const inCode = spelled
    .filter(({ plan }) => fillsOfToken(plan).length === 0)
    .map(({ plan, edits }) => ({ plan, sources: sourcesOf(plan, edits?.edits ?? []) }));
  const inPages = spelled
    .filter(({ plan }) => fillsOfToken(plan).length > 0)
    .map(({ plan }) => ({
      plan,
      sources: sourcesOfPage(
        plan,
        inCode.flatMap(({ sources }) => sources),
      ),
    }));
  const byHand = supplyByHand(left, [...inCode, ...inPages], context);
  const draw = (source: Source, way: Way) => {
    const key = keyOf(source);
    const known = drafts.get(key);
    // A call that only holds the variable's new name does not know its old one.
    const isTold = known && (known.source.formerName !== undefined || source.formerName === undefined);
    drafts.set(key, {
      source: isTold ? known.source : source,
      ways: [...(known?.ways ?? []), way],
      places: [...(known?.places ?? []), source.at],
    });
  };
  for (const { plan, sources } of [...inCode, ...inPages])
    for (const { source, birth } of sources) draw(source, { plan, birth });
  for (const { plan, sources, isOfEach } of byHand)
    for (const { source, birth } of sources) draw(source, { plan, birth, byHand: { isOfEach } });
  for (const variant of sending)
    for (const { carrier, source, birth } of sourcesSent(variant))
      draw(source, { plan: { variant, carrier }, birth, isSent: true });
  const all = [...drafts.values()];
  const users = new TokenUsers(ticketCode);
  return withoutSeenCallers(all.filter(isNeeded), code).map(({ source, ways, places, drawing = [] }) => {
    const callsOf = (some: readonly Way[]) => distinct(some.map(({ plan }) => plan.variant.request.at));
    const calling = [...ways, ...drawing];
    const left = calling.filter((way) => way.byHand);
    const hosts = calling
      .filter(({ isSent }) => isSent)
      .flatMap(({ plan }) => readEndpoint(plan.variant.address)?.host ?? []);
    return {
      source: { ...source, ...ownerOf(source, code), ...elsewhere(source, places) },
      user: users.userOf(
        ways,
        ways.some((way) => way.byHand?.isOfEach),
      ),
      callSites: callsOf(calling),
      ...(left.length > 0 && { byHand: callsOf(left) }),
      ...(hosts.length > 0 && { hosts: [...new Set(hosts)] }),
      revoke: revocationsOf(ways),
    };
  });

  /** A value that is not the credential at all, in one of the ways in which the same code is called, is no need. */
  function isNeeded({ source, ways }: Draft): boolean {
    const isSentOtherwise = ({ plan }: Way) =>
      all.some((other) => isNamed(other.source) && other.ways.some((way) => isSameCall(way.plan, plan)));
    return isNamed(source) || !ways.every(isSentOtherwise);
  }
}

/**
 * An argument that callers in the same files hand in is no place of birth where what they hand in is one: the calls that
 * the code behind it makes draw on that.
 */
function withoutSeenCallers(drafts: readonly Draft[], code: CodeMap): Draft[] {
  const isSettled = ({ source: { kind } }: Draft) =>
    kind === 'environment' || kind === 'configuration' || kind === 'placeholder';
  const ofArgument = drafts.filter(
    ({ source }) => source.kind === 'parameter' && (code.ownerOf(source.at)?.usedAt.length ?? 0) > 0,
  );
  const handedIn = new Map(
    ofArgument.map((draft) => {
      const callers = code.ownerOf(draft.source.at)?.usedAt ?? [];
      const places = callers.flatMap((at) => code.upstreamOf(at).places);
      return [draft, new Set(places.map(nodeOf))] as const;
    }),
  );
  const shares = (argument: Draft, other: Draft) =>
    other.ways.some(
      ({ plan, birth }) =>
        argument.ways.some((way) => isSameCall(plan, way.plan)) ||
        (birth !== undefined && handedIn.get(argument)?.has(nodeOf(birth.site.at))),
    );
  const left = drafts.filter(
    (draft) =>
      !ofArgument.includes(draft) || !drafts.some((other) => isSettled(other) && shares(draft, other)),
  );
  return left.map((draft) => ({
    ...draft,
    drawing: isSettled(draft)
      ? ofArgument
          .filter((other) => !left.includes(other) && shares(other, draft))
          .flatMap(({ ways }) => ways)
      : [],
  }));
}

function isSameCall(one: Sending, other: Sending): boolean {
  return nodeOf(one.variant.request.at) === nodeOf(other.variant.request.at);
}

/** What tells two places of birth apart: variables of the environment by name, wherever they are read, others by place. */
function keyOf({ kind, name, at }: Source): string {
  return kind === 'environment' || kind === 'placeholder' ? `${kind} ${name}` : `${kind} ${nodeOf(at)}`;
}

/** What an argument is handed to, or a member belongs to. */
function ownerOf({ kind, at }: Source, code: CodeMap): Pick<Source, 'owner'> {
  const owner =
    kind === 'parameter' || kind === 'member' || kind === 'unknown' ? code.ownerOf(at) : undefined;
  return owner ? { owner } : {};
}

/** The other places that a placeholder stands in. */
function elsewhere({ kind, at }: Source, places: readonly SourceRange[]): Pick<Source, 'setIn'> {
  const others = distinct(places).filter((place) => nodeOf(place) !== nodeOf(at));
  return kind === 'placeholder' && others.length > 0 ? { setIn: others } : {};
}

function distinct(places: readonly SourceRange[]): SourceRange[] {
  return [...new Map(places.map((place) => [nodeOf(place), place])).values()];
}

function isNamed({ kind, name }: Source): boolean {
  return kind !== 'unknown' || name !== '';
}

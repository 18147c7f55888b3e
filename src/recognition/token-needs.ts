import { nodeOf } from '../model/change-key.ts';
import type { CodeMap } from '../model/code-map.ts';
import { type Edit, liesIn, type SourceRange } from '../model/edit.ts';
import type { TokenNeed, TokenSourceKind } from '../model/finding.ts';
import type { Origin } from '../model/query-text.ts';
import { fillsOfToken, keysOfDrawn } from './filled-in.ts';
import type { Plan } from './plan.ts';
import { revocationsOf } from './revocations.ts';
import type { RuleContext } from './rule.ts';
import type { SpelledPlan } from './spell-plans.ts';
import { TokenUsers } from './token-users.ts';

/** A way of sending a token, with what becomes one in it: undefined where the call itself held the key or ticket. */
interface Way {
  readonly plan: Plan;
  readonly birth: Origin | undefined;
}

/** What is known of a need while the plans are gone through. */
interface Draft {
  readonly source: Source;
  readonly ways: readonly Way[];
  /** Every place of a placeholder. */
  readonly places: readonly SourceRange[];
  /** Further calls that draw on it. */
  readonly drawing?: readonly SourceRange[];
}

type Source = TokenNeed['source'];

/** The tokens that somebody must generate for the calls that were planned, one for each place where one is born. */
export function needsOf(
  spelled: readonly SpelledPlan[],
  { ticketCode, code }: Pick<RuleContext, 'ticketCode' | 'code'>,
): TokenNeed[] {
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
  for (const { plan, sources } of [...inCode, ...inPages])
    for (const { source, birth } of sources) {
      const key = keyOf(source);
      const known = drafts.get(key);
      // A call that only holds the variable's new name does not know its old one.
      const isTold = known && (known.source.formerName !== undefined || source.formerName === undefined);
      drafts.set(key, {
        source: isTold ? known.source : source,
        ways: [...(known?.ways ?? []), { plan, birth }],
        places: [...(known?.places ?? []), source.at],
      });
    }
  const all = [...drafts.values()];
  const users = new TokenUsers(ticketCode);
  return withoutSeenCallers(all.filter(isNeeded), code).map(({ source, ways, places, drawing = [] }) => ({
    source: { ...source, ...ownerOf(source, code), ...elsewhere(source, places) },
    user: users.userOf(ways),
    callSites: distinct([...ways.map(({ plan }) => plan.variant.request.at), ...drawing]),
    revoke: revocationsOf(ways),
  }));

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
          .flatMap(({ ways }) => ways.map(({ plan }) => plan.variant.request.at))
      : [],
  }));
}

function isSameCall(one: Plan, other: Plan): boolean {
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

/**
 * The same for a page that code around it fills in: the token is supplied where the code has it from, or, where that
 * is not known, the code that stands in the page must put it in.
 */
function sourcesOfPage(plan: Plan, inCode: readonly Supply[]): Supply[] {
  return fillsOfToken(plan).flatMap(({ at, variable, origins }): Supply[] => {
    const supplied = origins.map((origin): Supply | undefined => {
      const keys = keysOfDrawn(origin);
      const known = inCode.find(({ birth }) => birth && keysOfDrawn(birth).some((key) => keys.includes(key)));
      if (known) return { source: known.source, birth: origin };
      const kind = kindOfOrigin(origin);
      if (kind === 'unknown') return undefined;
      const isRead = kind === 'configuration' && !origin.inDocument;
      return {
        source: { kind, name: origin.name, at: origin.site.at, ...(isRead && { isRead }) },
        birth: origin,
      };
    });
    const found = supplied.filter((each) => each !== undefined);
    if (found.length > 0) return found;
    // A place is told with what is written there: but for a variable, that may be the secret itself.
    const place = variable === undefined ? { ...at, end: at.start } : at;
    return [{ source: { kind: 'unknown', name: variable ?? '', at: place }, birth: origins[0] }];
  });
}

/** Where a token is supplied, and what was born there. */
interface Supply {
  readonly source: Source;
  readonly birth: Origin | undefined;
}

/** Where the token of a plan is supplied, and what was born there. */
function sourcesOf(plan: Plan, edits: readonly Edit[]): { source: Source; birth: Origin | undefined }[] {
  if (!plan.carrier) return [];
  const placed = plan.changes.flatMap(({ change }): { source: Source; birth: Origin | undefined }[] => {
    const name = 'by' in change && typeof change.by === 'object' ? change.by.name : undefined;
    if (name === undefined) return [];
    if (change.kind !== 'bear-token')
      return [{ source: { kind: kindOfToken(plan), name, at: plan.variant.request.at }, birth: undefined }];
    const birth = change.origin;
    if (birth.inDocument) return [{ source: sourceInDocument(plan, birth, edits), birth }];
    const setting = settingOf(plan, birth);
    return [{ source: setting ?? { kind: kindOfToken(plan), name, at: birth.site.at }, birth }];
  });
  if (placed.some(({ birth }) => birth === undefined)) return placed;
  const renamed = new Map(
    plan.changes.flatMap(({ change }) =>
      change.kind === 'rename-environment' ? [[change.name, change.to] as const] : [],
    ),
  );
  const flowing = [plan.carrier, ...plan.twins]
    .flatMap(({ origins }) => origins)
    .filter((origin) => origin.kind !== 'literal' && !origin.inDocument)
    .map((birth) => {
      const newName = renamed.get(birth.name) ?? nameWrittenAt(birth, edits);
      const source: Source = {
        kind: kindOfOrigin(birth),
        name: newName ?? birth.name,
        ...(newName !== undefined && { formerName: birth.name }),
        at: birth.site.at,
        ...(birth.kind === 'configuration' && { isRead: true }),
      };
      return { source, birth };
    });
  const isPlaced = ({ source }: { source: Source }) =>
    placed.some((other) => nodeOf(other.source.at) === nodeOf(source.at));
  return [...placed, ...flowing.filter((each) => !isPlaced(each))];
}

/** The setting, kept elsewhere than in the environment, that a literal stands in for where it is missing. */
function settingOf({ carrier, twins }: Plan, { fallbackFor }: Origin): Source | undefined {
  const origins = [...(carrier ? [carrier] : []), ...twins].flatMap((credential) => credential.origins);
  const setting = origins.find(
    ({ kind, name, inDocument }) => kind === 'configuration' && name === fallbackFor && !inDocument,
  );
  return setting && { kind: 'configuration', name: setting.name, at: setting.site.at, isRead: true };
}

/** A key of a document that is renamed, or sent under its own name, is called after the token from now on. */
function sourceInDocument({ changes }: Plan, origin: Origin, edits: readonly Edit[]): Source {
  const { name, namedAt, site } = origin;
  const sentAs = changes.flatMap(({ change }) =>
    change.kind === 'rename-entry' && liesIn(site.at, change.entry.site.at) ? [change.to] : [],
  )[0];
  const newName = (namedAt && nameWrittenAt({ name, site: { at: namedAt } }, edits)) ?? sentAs;
  return {
    kind: 'configuration',
    name: newName ?? name,
    ...(newName !== undefined && { formerName: name }),
    at: site.at,
  };
}

/** What a name that an origin stands under is called from now on, where an edit gives it another one. */
function nameWrittenAt(
  { name, site: { at } }: Pick<Origin, 'name' | 'site'>,
  edits: readonly Edit[],
): string | undefined {
  if (at.end - at.start !== name.length) return undefined;
  const edit = edits.find(({ file, start, end }) => file === at.file && start === at.start && end === at.end);
  return edit && /^[\w$-]+$/.test(edit.text) ? edit.text : undefined;
}

function kindOfToken(plan: Plan): TokenSourceKind {
  return plan.variant.request.withoutEnvironment ? 'placeholder' : 'environment';
}

function kindOfOrigin(origin: Origin): TokenSourceKind {
  switch (origin.kind) {
    case 'environment':
    case 'configuration':
    case 'parameter':
    case 'member':
      return origin.kind;
    default:
      return 'unknown';
  }
}

import { nodeOf } from '../model/change-key.ts';
import { type Edit, liesIn, type SourceRange } from '../model/edit.ts';
import type { TokenNeed, TokenSourceKind } from '../model/finding.ts';
import type { Origin } from '../model/query-text.ts';
import type { Plan } from './plan.ts';
import type { SpelledPlan } from './spell-plans.ts';

/** The tokens that somebody must generate for the calls that were planned, each with the calls that will send it. */
export function needsOf(spelled: readonly SpelledPlan[]): TokenNeed[] {
  const needs = new Map<string, { source: TokenNeed['source']; callSites: Map<string, SourceRange> }>();
  for (const { plan, edits } of spelled) {
    for (const source of sourcesOf(plan, edits?.edits ?? [])) {
      const key =
        source.kind === 'environment' || source.kind === 'placeholder'
          ? `${source.kind} ${source.name}`
          : `${source.kind} ${nodeOf(source.at)}`;
      const known = needs.get(key);
      // A call that only holds the variable's new name does not know its old one.
      const need =
        known && (known.source.formerName !== undefined || source.formerName === undefined)
          ? known
          : { source, callSites: known?.callSites ?? new Map() };
      need.callSites.set(nodeOf(plan.variant.request.at), plan.variant.request.at);
      needs.set(key, need);
    }
  }
  const all = [...needs.values()];
  return all
    .filter(({ source, callSites }) => isNamed(source) || !isKnownOtherwise([...callSites.keys()]))
    .map(({ source, callSites }) => ({ source, callSites: [...callSites.values()] }));

  /** A value that is not the credential at all, in one of the ways in which the same code is called. */
  function isKnownOtherwise(sites: readonly string[]): boolean {
    return sites.every((site) => all.some(({ source, callSites }) => isNamed(source) && callSites.has(site)));
  }
}

function isNamed({ kind, name }: TokenNeed['source']): boolean {
  return kind !== 'unknown' || name !== '';
}

function sourcesOf(plan: Plan, edits: readonly Edit[]): TokenNeed['source'][] {
  if (!plan.carrier) return [];
  const placed = plan.changes.flatMap(({ change }): TokenNeed['source'][] => {
    const name = 'by' in change && typeof change.by === 'object' ? change.by.name : undefined;
    if (name === undefined) return [];
    if (change.kind === 'bear-token')
      return [
        change.origin.inDocument
          ? sourceInDocument(plan, change.origin, edits)
          : { kind: kindOfToken(plan), name, at: change.origin.site.at },
      ];
    return [{ kind: kindOfToken(plan), name, at: plan.variant.request.at }];
  });
  if (
    plan.changes.some(
      ({ change }) => 'by' in change && typeof change.by === 'object' && change.kind !== 'bear-token',
    )
  )
    return placed;
  const renamed = new Map(
    plan.changes.flatMap(({ change }) =>
      change.kind === 'rename-environment' ? [[change.name, change.to] as const] : [],
    ),
  );
  const flowing = [plan.carrier, ...plan.twins]
    .flatMap(({ origins }) => origins)
    .filter((origin) => origin.kind !== 'literal' && !origin.inDocument)
    .map((origin) => {
      const newName = renamed.get(origin.name) ?? nameWrittenAt(origin, edits);
      return {
        kind: kindOfOrigin(origin),
        name: newName ?? origin.name,
        ...(newName !== undefined && { formerName: origin.name }),
        at: origin.site.at,
      };
    });
  return [...placed, ...flowing];
}

/** A key of a document that is renamed, or sent under its own name, is called after the token from now on. */
function sourceInDocument({ changes }: Plan, origin: Origin, edits: readonly Edit[]): TokenNeed['source'] {
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

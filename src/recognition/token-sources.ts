import { nodeOf } from '../model/change-key.ts';
import { type Edit, liesIn } from '../model/edit.ts';
import type { TokenNeed, TokenSourceKind } from '../model/finding.ts';
import type { Origin } from '../model/query-text.ts';
import { fillsOfToken, keysOfDrawn } from './filled-in.ts';
import type { Plan } from './plan.ts';

export type Source = TokenNeed['source'];

/** Where a token is supplied, and what was born there. */
export interface Supply {
  readonly source: Source;
  readonly birth: Origin | undefined;
}

/** Where the token of a plan is supplied, and what was born there. */
export function sourcesOf(plan: Plan, edits: readonly Edit[]): Supply[] {
  if (!plan.carrier) return [];
  const placed = plan.changes.flatMap(({ change }): Supply[] => {
    const name = 'by' in change && typeof change.by === 'object' ? change.by.name : undefined;
    if (name === undefined) return [];
    if (change.kind !== 'bear-token') {
      const beside = plan.added.find((variable) => variable.name === name)?.beside;
      const kind = kindOfToken(plan);
      const at = plan.variant.request.at;
      return [{ source: { kind, name, at, ...(beside !== undefined && { beside }) }, birth: undefined }];
    }
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
    .map((birth) => flowOf(birth, renamed.get(birth.name) ?? nameWrittenAt(birth, edits)));
  const isPlaced = ({ source }: { source: Source }) =>
    placed.some((other) => nodeOf(other.source.at) === nodeOf(source.at));
  return [...placed, ...flowing.filter((each) => !isPlaced(each))];
}

/**
 * The place where a value that is no literal comes from.
 *
 * @param newName what it is called there from now on, where that is another name
 */
export function flowOf(birth: Origin, newName?: string): Supply {
  const source: Source = {
    kind: kindOfOrigin(birth),
    name: newName ?? birth.name,
    ...(newName !== undefined && { formerName: birth.name }),
    at: birth.site.at,
    ...(birth.kind === 'configuration' && !birth.inDocument && { isRead: true }),
  };
  return { source, birth };
}

/**
 * The same for a page that code around it fills in: the token is supplied where the code has it from, or, where that
 * is not known, the code that stands in the page must put it in.
 */
export function sourcesOfPage(plan: Plan, inCode: readonly Supply[]): Supply[] {
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

import type { TokenReference } from '../model/change.ts';
import { nodeOf } from '../model/change-key.ts';
import type { Origin } from '../model/query-text.ts';
import { Unspellable } from '../model/text-changes.ts';
import { type Credential, keyOfOrigin, type Pair } from './credentials.ts';
import type { TokenPlan } from './plan.ts';
import type { TokenNames } from './token-names.ts';

/** What the plan of a token needs to know of the rest of the program. */
export interface TokenSurroundings {
  readonly names: TokenNames;
  /** Births, by node and by name, that requests which stay draw their credentials from. */
  readonly kept: ReadonlySet<string>;
  seesAllOf(environmentVariable: string): boolean;
}

/**
 * How a carrier's value becomes a token: literals are replaced where they are born, variables of the environment are
 * renamed when every use is seen. Where a request that stays as it is draws on the same birth, the token is put in at
 * the call instead.
 */
export function planToken(carrier: Credential, pair: Pair, surroundings: TokenSurroundings): TokenPlan {
  const { names, kept } = surroundings;
  if (carrier.value.kind === 'literal') return atCall(names.for(`literal:${carrier.value.text}`, undefined));
  // A login gives a ticket, which is no token, whatever other sources there are beside it.
  const isFetched = carrier.fetched === true || carrier.origins.some(({ kind }) => kind === 'ticket-request');
  if (isFetched && carrier.nature === 'fixed') return atCall(names.for('ticket-request', undefined));
  const births = carrier.origins.filter(
    (origin) => isCredentialText(origin) || origin.kind === 'environment',
  );
  const shared = births.find((origin) => kept.has(nodeOf(origin.site.at)) || kept.has(keyOfOrigin(origin)));
  if (shared && carrier.nature === 'fixed')
    return {
      ...atCall(names.for(keyOfOrigin(shared), undefined)),
      ...(shared.kind === 'environment' && !shared.isComposed && { beside: shared.name }),
    };
  // Whose value it is at the call is not told there, and where it is born it must stay.
  if (shared) throw new Unspellable('a request that stays as it is draws on the same value');
  const renames = planRenames(carrier, surroundings);
  const nameOf = (setting: string) => renames.find((rename) => rename.name === setting)?.to ?? setting;
  const literals = births.filter(isCredentialText);
  return {
    births: literals.map((origin) => ({
      origin,
      by:
        origin.fallbackFor !== undefined
          ? { name: nameOf(origin.fallbackFor) }
          : names.for(userOf(origin, carrier, pair), origin.hint),
    })),
    atCall: undefined,
    renames,
    namesFollow: true,
  };
}

/**
 * What tells the user of a birth from others: its value, and where records of several users have that in common, what
 * stands in the same record.
 */
function userOf(origin: Origin, carrier: Credential, { key, ticket }: Pair): string {
  const own = keyOfOrigin(origin);
  const other = carrier.parameter === key?.parameter ? ticket : key;
  const besideOf = ({ record }: Origin) =>
    other?.births?.find((beside) => record !== undefined && beside.record === record);
  const equals = (carrier.births ?? []).filter((birth) => keyOfOrigin(birth) === own);
  const users = new Set(equals.map((birth) => besideOf(birth)?.name));
  return users.size > 1 ? `${own} ${besideOf(origin)?.name ?? ''}` : own;
}

/** The environment variables of a carrier that come to speak of the token. */
export function planRenames(
  { origins }: Credential,
  { names, kept, seesAllOf }: TokenSurroundings,
): TokenPlan['renames'] {
  return origins.flatMap((origin) => {
    if (
      origin.kind !== 'environment' ||
      origin.isComposed ||
      kept.has(nodeOf(origin.site.at)) ||
      kept.has(keyOfOrigin(origin))
    )
      return [];
    const to = seesAllOf(origin.name) ? names.forVariable(origin.name) : undefined;
    return to === undefined ? [] : [{ name: origin.name, to }];
  });
}

/** Of what the code around a page puts in: it stays where it is, so that it takes no name from others. */
export function filledToken(tokenName: string): TokenPlan {
  return atCall({ name: tokenName });
}

function atCall(token: TokenReference): TokenPlan {
  return { births: [], atCall: token, renames: [], namesFollow: false };
}

/** A literal that is a key or a ticket, in code or in a configuration document; empty defaults are neither. */
function isCredentialText(origin: Origin): boolean {
  return (
    (origin.kind === 'literal' && origin.name !== '') ||
    (origin.kind === 'configuration' && origin.inDocument === true)
  );
}

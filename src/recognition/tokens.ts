import type { TokenReference } from '../model/change.ts';
import { nodeOf } from '../model/change-key.ts';
import type { Origin } from '../model/query-text.ts';
import { type Credential, keyOfOrigin } from './credentials.ts';
import type { TokenPlan } from './plan.ts';

/** Gives every distinct key or ticket that stands in the source a token name of its own, so that no two users share one. */
export class TokenNames {
  private readonly names = new Map<string, string>();
  private readonly base: string;
  private readonly taken: ReadonlySet<string>;

  /** @param taken names that the program already reads for something else */
  constructor(base: string, taken: ReadonlySet<string>) {
    this.base = base;
    this.taken = taken;
  }

  /** The reference for a credential's text; the same text always gets the same name. */
  for(identity: string, hint: string | undefined): TokenReference {
    const known = this.names.get(identity);
    if (known) return { name: known };
    const name = this.free(hint);
    this.names.set(identity, name);
    return { name };
  }

  private free(hint: string | undefined): string {
    const used = new Set([...this.names.values(), ...this.taken]);
    const wished = [this.base, ...(hint ? [`${this.base}_${hint}`] : [])];
    for (const name of wished) if (!used.has(name)) return name;
    for (let i = 2; ; i++) if (!used.has(`${this.base}_${i}`)) return `${this.base}_${i}`;
  }
}

/**
 * How a carrier's value becomes a token: literals are replaced where they are born, unless a request that stays as it
 * is uses the same literal; then the token is put in at the call.
 *
 * @param keptBirths nodes that requests which stay draw their credentials from
 */
export function planToken(carrier: Credential, names: TokenNames, keptBirths: ReadonlySet<string>): TokenPlan {
  if (carrier.value.kind === 'literal') return { births: [], atCall: names.for(`literal:${carrier.value.text}`, undefined) };
  const literals = carrier.origins.filter((origin) => isCredentialText(origin));
  const shared = literals.filter((origin) => keptBirths.has(nodeOf(origin.site.at)));
  if (shared.length > 0 && carrier.nature === 'fixed') return { births: [], atCall: names.for(keyOfOrigin(shared[0]!), undefined) };
  return { births: literals.map((origin) => ({ origin, by: names.for(keyOfOrigin(origin), origin.hint) })), atCall: undefined };
}

/** A literal that is a key or a ticket, in code or in a configuration document; empty defaults are neither. */
function isCredentialText(origin: Origin): boolean {
  return (origin.kind === 'literal' && origin.name !== '') || (origin.kind === 'configuration' && origin.inDocument === true);
}

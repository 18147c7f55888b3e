import type { TokenReference } from '../model/change.ts';

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
    if (known !== undefined) return { name: known };
    const name = this.free([this.base, ...(hint ? [`${this.base}_${hint}`] : [])]);
    this.names.set(identity, name);
    return { name };
  }

  /** The name that an environment variable gets; undefined when it would be another token's, or speaks of nothing to rename. */
  forVariable(name: string): string | undefined {
    const identity = `environment:${name}`;
    const known = this.names.get(identity);
    if (known !== undefined) return known;
    const wished = renameVariable(name);
    if (wished === undefined || this.isUsed(wished)) return undefined;
    this.names.set(identity, wished);
    return wished;
  }

  private isUsed(name: string): boolean {
    return this.taken.has(name) || [...this.names.values()].includes(name);
  }

  private free(wished: readonly string[]): string {
    for (const name of wished) if (!this.isUsed(name)) return name;
    for (let i = 2; ; i++) if (!this.isUsed(`${this.base}_${i}`)) return `${this.base}_${i}`;
  }
}

/** `ZOHO_APIKEY`, `CRM_API_KEY`, `ZOHO_KEY` or `KIM_TICKET` as a name that speaks of the token. */
function renameVariable(name: string): string | undefined {
  const renamed = name
    .replace(/API_?KEY|TICKET|(?<=^|_)KEY(?=$|_)/, 'AUTHTOKEN')
    .replace(/api_?key|ticket/, 'authtoken');
  return renamed === name ? undefined : renamed;
}

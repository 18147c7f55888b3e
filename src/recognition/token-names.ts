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
    const wished = tokenNameFor(name);
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

/** What names a key or a ticket in a name: `apikey`, `API_KEY`, `zohoTicket`, and `key` where it is a word of its own. */
const SPEAKS_OF_OLD =
  /(?:api|Api|API)[_-]?(?:key|Key|KEY)|ticket|Ticket|TICKET|(?<![A-Za-z])(?:KEY(?![A-Za-z])|[Kk]ey(?![a-z]))|(?<=[a-z\d])Key(?![a-z])/;
const SPEAKS_OF_TOKEN = /token/i;

/**
 * A name of a key or ticket as one that speaks of the token, in its own style: `apikey` as `authtoken`, `apiKey` as
 * `authToken`, `ZOHO_API_KEY` as `ZOHO_AUTHTOKEN`, `userTicket` as `userAuthToken`; undefined where it speaks of neither,
 * or of a token already.
 */
export function tokenNameFor(name: string): string | undefined {
  if (SPEAKS_OF_TOKEN.test(name)) return undefined;
  const old = SPEAKS_OF_OLD.exec(name);
  if (!old) return undefined;
  const before = name.slice(0, old.index);
  const renamed = before + inStyleOf(old[0], before) + name.slice(old.index + old[0].length);
  return renamed.replace(/(auth)_?auth(?=token)/i, '$1');
}

function inStyleOf(word: string, before: string): string {
  if (word === word.toUpperCase()) return /[a-z]$/.test(before) ? 'AuthToken' : 'AUTHTOKEN';
  const isCamel = /^(?:[Aa]pi|API)[_-]?Key$/.test(word) || (/^[A-Z]/.test(word) && /[a-z\d]$/.test(before));
  if (/^[A-Z]/.test(word)) return isCamel ? 'AuthToken' : 'Authtoken';
  return isCamel ? 'authToken' : 'authtoken';
}

/** What is not the credential itself: several of them, what one is called or numbered, or any key. */
const SPEAKS_OF_OTHER = /^_*key$|(?:key|ticket)_?(?:s|ids?|names?|params?|urls?)(?![a-z])/i;

/**
 * The same for a constant, a local or a parameter that holds the token; undefined, too, where its name speaks of both
 * of the old pair, or of something else than the value.
 */
export function tokenNameForVariable(name: string): string | undefined {
  const renamed = SPEAKS_OF_OTHER.test(name) ? undefined : tokenNameFor(name);
  return renamed !== undefined && SPEAKS_OF_OLD.test(renamed) ? undefined : renamed;
}

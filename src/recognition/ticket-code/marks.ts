import type { Deed } from '../../model/code-map.ts';
import type { CodeUnit } from '../../model/ticket-code.ts';
import { looksUpValue } from './stores.ts';

const SQL = /^\s*(?:select|insert|update|delete|replace|merge)\b/i;

/** By what a ticket is found again where it is kept: variables, members, the key of a store, the path of a file. */
export class Marks {
  readonly units = new Set<CodeUnit>();
  /** Words that stand together where it is kept: a key; a table and the name of a row. */
  readonly keys = new Map<string, ReadonlySet<string>>();

  get size(): number {
    return this.units.size + this.keys.size;
  }

  /** Notes what a call that keeps a ticket, and what it is called on, are given. */
  add(units: readonly CodeUnit[], words: ReadonlySet<string>): void {
    for (const unit of units) this.units.add(unit);
    if (words.size > 0) this.keys.set([...words].sort().join('\n'), words);
  }

  include(other: Marks): void {
    for (const unit of other.units) this.units.add(unit);
    for (const [name, words] of other.keys) this.keys.set(name, words);
  }

  /** Whether a call looks for a ticket where it is kept. @param chain the call, and what it is called on */
  areAskedFor(chain: readonly Deed[]): boolean {
    if (!looksUpValue(chain[0]!.name)) return false;
    if (chain.some(({ handed }) => handed.some((unit) => this.units.has(unit)))) return true;
    const words = wordsOf(chain);
    return (
      words.size > 0 && [...this.keys.values()].some((key) => isPartOf(key, words) || isPartOf(words, key))
    );
  }
}

function isPartOf(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((word) => all.has(word));
}

/** The words that say where a call keeps or finds something; what follows the first in the call itself are options. */
export function wordsOf([deed, ...before]: readonly Deed[]): ReadonlySet<string> {
  const own = deed ? [...deed.texts.slice(0, 1), ...deed.innerTexts] : [];
  return new Set(
    [...own, ...before.flatMap(({ texts, innerTexts }) => [...texts, ...innerTexts])].flatMap(wordsIn),
  );
}

/** Of a statement of SQL, the tables and the texts in it. */
function wordsIn(text: string): string[] {
  if (!SQL.test(text)) return [text];
  const tables = [...text.matchAll(/\b(?:from|into|update|table)\s+[`"[]?([\w.]+)/gi)].map(
    (match) => match[1]!,
  );
  const texts = [...text.matchAll(/'([^']+)'/g)].map((match) => match[1]!);
  return [...tables, ...texts];
}

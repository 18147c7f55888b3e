import type { Deed } from '../../model/code-map.ts';
import type { CodeUnit } from '../../model/ticket-code.ts';
import { looksUpValue } from './stores.ts';

/** By what a ticket is found again where it is kept: variables, members, the key of a store, the path of a file. */
export class Marks {
  readonly units = new Set<CodeUnit>();
  readonly texts = new Set<string>();

  get size(): number {
    return this.units.size + this.texts.size;
  }

  /** Notes what a call is given that keeps a ticket. @returns whether there was something to note */
  add(units: readonly CodeUnit[], text: string | undefined): void {
    for (const unit of units) this.units.add(unit);
    if (text !== undefined) this.texts.add(text);
  }

  /** Whether a call looks for a ticket where it is kept. */
  areAskedFor({ name, handed, texts }: Deed): boolean {
    return (
      looksUpValue(name) &&
      (handed.some((unit) => this.units.has(unit)) || (texts[0] !== undefined && this.texts.has(texts[0])))
    );
  }
}

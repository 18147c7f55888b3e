import { nodeOf } from '../../model/change-key.ts';
import type { QueryText, ValueRef } from '../../model/query-text.ts';
import type { Built, Machine } from './run/machine.ts';
import { literalsIn, namesCredential } from './run/seeds.ts';

/**
 * The texts that name one of the pair and were followed to no call. One that a function puts together is there once for
 * each of the credentials that its callers hand it.
 *
 * @param covered the places that stand in what is sent
 * @param sent the texts that are sent
 */
export function unsentTexts(
  { built }: Machine,
  covered: ReadonlySet<string>,
  sent: readonly QueryText[],
): Built[] {
  const whole = [...built].sort(([a], [b]) => b.end - b.start - (a.end - a.start));
  const places = new Set(covered);
  const bearers = new Bearers();
  for (const text of sent) bearers.add(text);
  return whole.flatMap(([, runs]) =>
    [...runs.values()].filter(({ text }) => {
      const literals = literalsIn(text);
      const telling = literals.filter((literal) => namesCredential(literal.text));
      if (telling.length === 0) return false;
      const isTaken = telling.every(({ place }) => places.has(place));
      if (isTaken && (runs.size === 1 || bearers.hasLike(text))) return false;
      for (const { place } of literals) places.add(place);
      bearers.add(text);
      return true;
    }),
  );
}

/** Texts by the credentials that they bear. */
class Bearers {
  private readonly byCredential = new Map<string, Set<QueryText>>();

  add(text: QueryText): void {
    for (const credential of credentialsIn(text)) {
      const texts = this.byCredential.get(credential) ?? new Set();
      this.byCredential.set(credential, texts.add(text));
    }
  }

  /** Whether one of the texts bears all credentials that another does. */
  hasLike(other: QueryText): boolean {
    const [first, ...more] = credentialsIn(other).map((one) => this.byCredential.get(one) ?? new Set());
    return first === undefined || [...first].some((text) => more.every((texts) => texts.has(text)));
  }
}

/** Which values stand behind the names of the pair in a text, by where each is named and where it comes from. */
function credentialsIn(text: QueryText): string[] {
  const found = new Set<string>();
  const seen = new Set<QueryText>();
  let name: string | undefined;
  const note = (place: string, value: ValueRef) => {
    const origins = value
      .origins()
      .map((origin) => `${origin.kind} ${origin.name} ${nodeOf(origin.site.at)}`);
    found.add(JSON.stringify([place, ...new Set(origins)]));
  };
  const look = (pieces: QueryText): void => {
    if (seen.has(pieces)) return;
    seen.add(pieces);
    for (const piece of pieces) {
      if (piece.kind === 'literal' && namesCredential(piece.text)) name = nodeOf(piece.site.at);
      else if (piece.kind === 'literal' && piece.text.includes('&')) name = undefined;
      if (piece.kind === 'hole' && name !== undefined) note(name, piece.value);
      if (piece.kind === 'hole' && piece.content) look(piece.content);
      if (piece.kind === 'choice') piece.options.forEach(look);
      if (piece.kind !== 'set') continue;
      for (const { name: key, site, value } of piece.set.entries)
        if (namesCredential(key)) note(nodeOf(site.at), value);
    }
  };
  look(text);
  return [...found];
}

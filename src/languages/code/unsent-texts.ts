import type { QueryText, Site } from '../../model/query-text.ts';
import { callersOf, type Frame } from './run/frames.ts';
import type { Built, Machine } from './run/machine.ts';
import { literalsIn, namesCredential } from './run/seeds.ts';

/**
 * The texts that name one of the pair and were followed to no call, once for each run of the function around them: every
 * caller has a key of its own.
 *
 * @param covered the places that stand in what is sent
 * @param sent the texts that are sent
 */
export function unsentTexts(
  machine: Machine,
  covered: ReadonlySet<string>,
  sent: readonly QueryText[],
): Built[] {
  const whole = [...machine.built].sort(([a], [b]) => b.end - b.start - (a.end - a.start));
  const taken = new Set(covered);
  const partsTaken = new PartsOfRuns(machine);
  for (const text of sent) partsTaken.add(text);
  return whole.flatMap(([, runs]) =>
    [...runs.values()].filter((built) => {
      const literals = literalsIn(built.text);
      const telling = literals.filter(({ text }) => namesCredential(text));
      if (telling.length === 0) return false;
      const isTaken = telling.every(({ place }) => taken.has(place));
      if (isTaken && (runs.size === 1 || partsTaken.hasSomeOf(built))) return false;
      for (const { place } of literals) taken.add(place);
      partsTaken.add(built.text);
      return true;
    }),
  );
}

/** Parts of texts, told apart by the run that made them. */
class PartsOfRuns {
  private readonly runOf: Machine['runOf'];
  private readonly places = new Map<Frame, Set<string>>();
  private readonly maps = new Set<object>();

  constructor({ runOf }: Machine) {
    this.runOf = runOf;
  }

  add(text: QueryText): void {
    for (const { site, map } of partsOf(text)) {
      if (map) this.maps.add(map);
      const frame = site && this.runOf.get(site);
      if (!frame) continue;
      const places = this.places.get(frame) ?? new Set();
      this.places.set(frame, places);
      places.add(placeOf(site));
    }
  }

  /** Whether some part that one run put into a text is among these; true for a text of parts that are there once. */
  hasSomeOf({ text, frame }: Built): boolean {
    let hasOwn = false;
    for (const { site, map, characters } of partsOf(text)) {
      if (map) {
        if (this.maps.has(map)) return true;
        hasOwn = true;
      }
      const run = site && this.runOf.get(site);
      if (!run || !(run === frame || (namesCredential(characters ?? '') && isWithin(run, frame)))) continue;
      if (this.places.get(run)?.has(placeOf(site))) return true;
      hasOwn = true;
    }
    return !hasOwn;
  }
}

/** Whether a run was begun, however indirectly, by another. */
function isWithin(run: Frame, other: Frame): boolean {
  return [...callersOf(run)].includes(other);
}

function placeOf({ at }: Site): string {
  return `${at.start}:${at.end}`;
}

interface Part {
  readonly site?: Site;
  readonly characters?: string;
  readonly map?: object;
}

/** The literals, the values and the maps in a text, those of what was traced into it included. */
function partsOf(text: QueryText): Part[] {
  const parts: Part[] = [];
  const seen = new Set<QueryText>();
  const look = (pieces: QueryText): void => {
    if (seen.has(pieces)) return;
    seen.add(pieces);
    for (const piece of pieces) {
      if (piece.kind === 'literal') parts.push({ site: piece.site, characters: piece.text });
      if (piece.kind === 'set') parts.push({ map: piece.set.identity });
      if (piece.kind === 'choice') piece.options.forEach(look);
      if (piece.kind !== 'hole') continue;
      parts.push({ site: piece.site });
      if (piece.content) look(piece.content);
    }
  };
  look(text);
  return parts;
}

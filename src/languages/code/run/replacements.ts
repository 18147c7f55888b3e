import type { LiteralPiece, Piece, QueryText } from '../../../model/query-text.ts';
import type { Meaning } from '../meaning.ts';
import { evaluate, knownText } from './expressions.ts';
import type { Frame } from './frames.ts';
import type { Meant } from './library.ts';
import type { Machine } from './machine.ts';
import { originsOfText } from './origins.ts';
import { contentOf, holeOf } from './texts.ts';
import { objectIn, siteAt } from './values.ts';

/**
 * Parts of a text that give way to others. Where what is looked for is known, what is put there is as good as written
 * there; else only the text as it stands is known, and its characters may change.
 */
export function replaced(
  machine: Machine,
  node: Meant,
  meaning: Extract<Meaning, { kind: 'replace' }>,
  frame: Frame,
): QueryText {
  const whole = evaluate(machine, meaning.text, frame);
  const replacements = replacementsOf(machine, meaning, frame);
  // At the top of a file, one value that is written there: nobody else's takes its place another time.
  const isOnce =
    frame.function === undefined &&
    replacements?.every(
      ({ by }) => originsOfText(by, siteAt(machine.source, node)).length === 1 && by.every(isWritten),
    ) === true;
  const fillPiece = (piece: Piece): QueryText => {
    if (piece.kind === 'choice')
      return [{ ...piece, options: piece.options.map((option) => option.flatMap(fillPiece)) }];
    // What was put in by a replacement before, or is only wrapped.
    if (piece.kind === 'hole' && piece.content && !isOnce)
      return [{ ...piece, content: piece.content.flatMap(fillPiece) }];
    if (piece.kind !== 'literal') return [piece];
    const filled = replacements && replaceIn(piece, replacements);
    // A credential that is put in so has its place in the text and its value elsewhere: they cannot go together yet.
    return filled && !filled.some(endsInName) ? filled : [{ ...piece, replaced: true }];
  };
  const content = contentOf(whole)?.flatMap(fillPiece);
  return [{ ...holeOf(machine, node, frame, whole), content }];
}

function isWritten(piece: Piece): boolean {
  return piece.kind === 'hole' && piece.value.origins().every(({ kind }) => kind === 'literal');
}

function endsInName(piece: Piece, i: number, pieces: QueryText): boolean {
  return (
    piece.kind === 'literal' &&
    i < pieces.length - 1 &&
    /(?:apikey|ticket|authtoken|scope)=$/.test(piece.text)
  );
}

interface Replacement {
  readonly from: string;
  readonly by: QueryText;
}

/** What is put into the place of what: one, several in two lists, or a map; undefined where it is not known. */
function replacementsOf(
  machine: Machine,
  { from, by }: Extract<Meaning, { kind: 'replace' }>,
  frame: Frame,
): Replacement[] | undefined {
  const wanted = evaluate(machine, from, frame);
  const given = by && evaluate(machine, by, frame);
  const list = objectIn(wanted);
  if (!list) {
    const text = knownText(wanted);
    return text && given && by ? [{ from: text, by: [holeOf(machine, by, frame, given)] }] : undefined;
  }
  const inMap = list.entries.map(({ name, value, site }) => ({
    from: name,
    by: [holeOf(machine, site.value ?? from, frame, value)],
  }));
  const values = given && objectIn(given);
  const inLists = list.items.map((item, i) => {
    const value = values ? values.items[i] : undefined;
    const put = value
      ? holeOf(machine, value.expression, value.frame, value.value)
      : given && !values && by
        ? holeOf(machine, by, frame, given)
        : undefined;
    return { from: knownText(item.value), by: put ? [put] : [] };
  });
  const found = [...inMap, ...inLists].flatMap(({ from: text, by: put }) =>
    text ? [{ from: text, by: put }] : [],
  );
  return found.length === inMap.length + inLists.length && found.length > 0 ? found : undefined;
}

function replaceIn(piece: LiteralPiece, replacements: readonly Replacement[]): QueryText {
  const first = replacements
    .map(({ from, by }) => ({ from, by, at: piece.text.indexOf(from) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  if (!first) return [piece];
  const end = first.at + first.from.length;
  const before: LiteralPiece = { ...piece, text: piece.text.slice(0, first.at) };
  const after: LiteralPiece = { ...piece, text: piece.text.slice(end), offset: piece.offset + end };
  return [
    ...(first.at > 0 ? [before] : []),
    ...first.by,
    ...(after.text ? replaceIn(after, replacements) : []),
  ];
}

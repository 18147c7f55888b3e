import { ANNOTATION_MARK } from '../../model/annotation.ts';
import type { CodeMap } from '../../model/code-map.ts';
import type { Edit } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import type { TicketPiece } from '../../model/ticket-code.ts';

/**
 * Gives findings the edit that puts a comment above each piece. Pieces that would have theirs in one place share one.
 *
 * @param pieces those that the findings tell of, in the same order
 */
export function annotate(
  findings: readonly Finding[],
  pieces: readonly TicketPiece[],
  code: CodeMap,
): Finding[] {
  const spots = pieces.map(({ unit }) => code.commentAbove(unit.at, '', ANNOTATION_MARK));
  const placeOf = (spot: Edit) => `${spot.file}:${spot.start}`;
  return findings.map((finding, i) => {
    const spot = spots[i];
    if (!spot) return finding;
    const sharing = pieces.filter((_, other) => spots[other] && placeOf(spots[other]) === placeOf(spot));
    const edit = code.commentAbove(pieces[i]!.unit.at, commentFor(sharing), ANNOTATION_MARK)!;
    return { ...finding, fix: { safety: 'safe', group: `annotate ${placeOf(spot)}`, edits: [edit] } };
  });
}

function commentFor(pieces: readonly TicketPiece[]): string {
  const parts = [...new Set(pieces.map(({ part }) => part))].join(', ');
  const advice = pieces.some(({ heldBy }) => heldBy !== undefined)
    ? 'Others still need its tickets.'
    : 'Not needed with an authtoken: see README.';
  return `${ANNOTATION_MARK} (${parts}). ${advice}`;
}

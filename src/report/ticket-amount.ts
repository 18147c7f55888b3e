import type { FindingView } from './view.ts';
import { count } from './words.ts';

/** How much ticket code there is, as every report tells it. */
export interface TicketAmount {
  /** Pieces of code. */
  readonly pieces: number;
  /** Settings that only the login uses, each once, wherever it is read. */
  readonly settings: number;
  /** `7 pieces, 2 settings` */
  readonly text: string;
}

/** Counts the findings of ticket code among some. */
export function countTicketCode(findings: readonly FindingView[]): TicketAmount {
  const isSetting = ({ ticketCode }: FindingView) => ticketCode?.part === 'account';
  const pieces = findings.filter((view) => view.ticketCode && !isSetting(view)).length;
  const settings = new Set(
    findings.filter(isSetting).map(({ symbol, place }) => symbol ?? `${place.file}:${place.start.offset}`),
  ).size;
  const counts = [
    ...(pieces > 0 ? [count(pieces, 'piece')] : []),
    ...(settings > 0 ? [count(settings, 'setting')] : []),
  ];
  return { pieces, settings, text: counts.join(', ') };
}

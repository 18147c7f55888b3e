import type { Finding } from '../../model/finding.ts';
import type { TicketPart, TicketPiece } from '../../model/ticket-code.ts';

/** What each part does, for people. */
const DOES: Readonly<Record<TicketPart, string>> = {
  login: 'Logs in to Zoho for a ticket, which an authtoken makes needless.',
  reply: 'Reads the ticket out of the reply to a login.',
  cache: 'Keeps a ticket, or how long it is good, for later.',
  schedule: 'Fetches a ticket by the clock, or when the file is loaded.',
  retry: 'Fetches a new ticket after error 4834.',
  logout: 'Logs out of Zoho with a ticket.',
  account: 'Holds who logs in, and nothing but the login uses it.',
};
const HANDS_OUT = 'Hands a ticket out or keeps it for later.';
const STAYS = 'It must stay as long as others need its tickets.';

/** The finding of one piece. */
export function tellPiece({ unit, part, mechanism, callers, waiting, heldBy }: TicketPiece): Finding {
  const does = part === 'cache' && unit.kind === 'function' ? HANDS_OUT : DOES[part];
  return {
    ruleId: 'ticket-regeneration',
    severity: heldBy === undefined ? 'warning' : 'note',
    message: heldBy === undefined ? does : `${does} ${STAYS}`,
    at: unit.at,
    ...(unit.symbol !== undefined && { symbol: unit.symbol }),
    ticketCode: {
      part,
      mechanism,
      callers: callers.map(({ at, within }) => ({
        at,
        ...(within?.symbol !== undefined && { symbol: within.symbol }),
      })),
      waiting,
      ...(heldBy !== undefined && { neededBy: heldBy }),
    },
  };
}

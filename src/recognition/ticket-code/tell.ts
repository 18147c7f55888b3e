import type { Finding } from '../../model/finding.ts';
import type { TicketPart, TicketPiece } from '../../model/ticket-code.ts';

/** What each part does, for people. */
const DOES: Readonly<Record<TicketPart, string>> = {
  login: 'Logs in to Zoho for a ticket',
  reply: 'Reads the ticket out of the reply to a login',
  cache: 'Keeps a ticket for later',
  schedule: 'Fetches a ticket by the clock',
  retry: 'Fetches a new ticket after error 4834',
  logout: 'Logs out of Zoho with a ticket',
  account: 'Holds who logs in for a ticket',
};

/** The finding of one piece. */
export function tellPiece(piece: TicketPiece): Finding {
  const { unit, part, mechanism, callers, heldBy } = piece;
  const advice =
    heldBy === undefined ? 'An authtoken makes it needless.' : `Keep it as long as they need it: ${heldBy}.`;
  return {
    ruleId: 'ticket-regeneration',
    severity: heldBy === undefined ? 'warning' : 'note',
    message: `${DOES[part]}. ${advice}`,
    at: unit.at,
    ...(unit.symbol !== undefined && { symbol: unit.symbol }),
    ticketCode: {
      part,
      mechanism,
      callers: callers.map(({ at, within }) => ({
        at,
        ...(within?.symbol !== undefined && { symbol: within.symbol }),
      })),
      ...(heldBy !== undefined && { neededBy: heldBy }),
    },
  };
}

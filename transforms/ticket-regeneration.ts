import { asTransform } from '../src/engine/transform.ts';
import { liesIn } from '../src/model/edit.ts';
import type { Finding } from '../src/model/finding.ts';
import type { Request } from '../src/model/request.ts';
import type { TicketPiece } from '../src/model/ticket-code.ts';
import { isTicketLogin } from '../src/recognition/logins.ts';
import { passwordsIn } from '../src/recognition/revocations.ts';
import type { Rule, RuleContext, RuleOutcome } from '../src/recognition/rule.ts';
import { annotate } from '../src/recognition/ticket-code/annotate.ts';
import { tellPiece } from '../src/recognition/ticket-code/tell.ts';

const SHOWN =
  'Shows the login to Zoho for a ticket, which an authtoken makes needless. Say here how a token is generated instead.';
const RECORDED =
  'Holds a recorded login to Zoho for a ticket. Once the code that logs in is gone, the recording can go too.';

/** Warns of the code that fetches tickets and keeps them fresh, piece by piece. */
export const rule: Rule = { id: 'ticket-regeneration', check };

function check(context: RuleContext): RuleOutcome {
  const pieces = context.ticketCode.pieces();
  const findings = pieces.map(tellPiece);
  const annotated = context.annotate ? annotate(findings, pieces, context.code) : findings;
  return {
    findings: [...annotated, ...shownLogins(context)],
    tokens: [],
    revoke: passwordsIn(loginsToGo(context, pieces)),
  };
}

/** The logins that nothing needs once the calls are migrated. */
function loginsToGo({ ticketCode }: RuleContext, pieces: readonly TicketPiece[]): readonly Request[] {
  const staying = pieces.filter(({ heldBy }) => heldBy !== undefined);
  return ticketCode.logins().filter(({ at }) => !staying.some(({ unit }) => liesIn(at, unit.at)));
}

/** Logins that texts show, in documents and recordings: nothing there fetches a ticket, and nothing will need one. */
function shownLogins({ requests, hosts }: RuleContext): Finding[] {
  const shown = requests.filter((request) => request.shown && isTicketLogin(request, hosts));
  return shown.map(({ at, readBy }) => ({
    ruleId: 'ticket-regeneration',
    severity: 'warning',
    message: readBy === 'recording' ? RECORDED : SHOWN,
    at,
  }));
}

export default asTransform(rule);

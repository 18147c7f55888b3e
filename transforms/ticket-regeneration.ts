import { asTransform } from '../src/engine/transform.ts';
import { reportOnly } from '../src/recognition/findings.ts';
import type { Rule, RuleContext, RuleOutcome } from '../src/recognition/rule.ts';
import { findTicketCode } from '../src/recognition/ticket-code/find.ts';
import { tellPiece } from '../src/recognition/ticket-code/tell.ts';

/** Warns of the code that fetches tickets and keeps them fresh, piece by piece. */
export const rule: Rule = { id: 'ticket-regeneration', check };

function check(context: RuleContext): RuleOutcome {
  return reportOnly(findTicketCode(context).map(tellPiece));
}

export default asTransform(rule);

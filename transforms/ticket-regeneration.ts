import { asTransform } from '../src/engine/transform.ts';
import type { Rule, RuleContext, RuleOutcome } from '../src/recognition/rule.ts';
import { findTicketCode } from '../src/recognition/ticket-code/find.ts';
import { tellPiece } from '../src/recognition/ticket-code/tell.ts';

/** Warns of the code that fetches tickets and keeps them fresh, piece by piece. */
export const rule: Rule = { id: 'ticket-regeneration', check };

function check(context: RuleContext): RuleOutcome {
  return { findings: findTicketCode(context).map(tellPiece), tokens: [] };
}

export default asTransform(rule);

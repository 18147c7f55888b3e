import { asTransform } from '../src/engine/transform.ts';
import type { Rule, RuleContext, RuleOutcome } from '../src/recognition/rule.ts';
import { annotate } from '../src/recognition/ticket-code/annotate.ts';
import { tellPiece } from '../src/recognition/ticket-code/tell.ts';

/** Warns of the code that fetches tickets and keeps them fresh, piece by piece. */
export const rule: Rule = { id: 'ticket-regeneration', check };

function check(context: RuleContext): RuleOutcome {
  const pieces = context.ticketCode.pieces();
  const findings = pieces.map(tellPiece);
  return { findings: context.annotate ? annotate(findings, pieces, context.code) : findings, tokens: [] };
}

export default asTransform(rule);

import type { TokenNeed } from '../model/finding.ts';
import { KNOWN_TOKEN_LIMIT, LIMIT_REACHED } from '../zoho/token-limit.ts';
import { count } from './words.ts';

/** What there is to say about a plan as a whole: that it needs more tokens of one user than accounts are known to allow. */
export function notesOn(needs: readonly TokenNeed[]): string[] {
  const ofUser = new Map<number | undefined, number>();
  for (const { user } of needs) ofUser.set(user?.id, (ofUser.get(user?.id) ?? 0) + 1);
  const most = Math.max(0, ...ofUser.values());
  if (most <= KNOWN_TOKEN_LIMIT) return [];
  return [
    `${count(most, 'token')} may be for one user, and an account holds a limited number. Zoho tells none for authtokens; for the OAuth tokens that took their place it is ${KNOWN_TOKEN_LIMIT}. Past the limit Zoho answers ${LIMIT_REACHED}: let places of one user share a token, or remove old ones in Zoho Accounts, under Active Authtokens.`,
  ];
}

import { ISSUING_STOPPED } from '../zoho/retirement.ts';
import { ACTIVE_TOKENS, REFUSALS, REFUSED_SILENTLY } from '../zoho/token-refusals.ts';
import { ENDED, type NotAnswered } from './post.ts';
import type { Verdict } from './reply.ts';
import { hideSecrets } from './secrets.ts';

/** What was asked of whom, as far as it may be told; and what must not be. */
export interface Asked {
  readonly address: URL;
  readonly displayName: string;
  /** Milliseconds. */
  readonly timeLimit: number;
  readonly secrets: readonly string[];
}

/** Longest text of the server's that is shown, in UTF-16 units. */
const LONGEST_QUOTE = 200;

/** Says why a reply brought no token, and what to do next. */
export function tellVerdict(verdict: Exclude<Verdict, { kind: 'issued' }>, asked: Asked): string {
  const { host } = asked.address;
  switch (verdict.kind) {
    case 'refused':
      return tellRefusal(verdict, asked);
    case 'contradictory':
      return `The reply of ${host} contradicts itself (${verdict.why}), so that nothing of it is used. ${lookFor(asked)}`;
    case 'not issuing':
      return `${host}: this endpoint no longer issues tokens: ${quote(verdict.what, asked)}. ${ISSUING_STOPPED} Code that must talk to today's Zoho needs OAuth.`;
    case 'failed':
      return `${host} failed (status ${verdict.status}). ${lookFor(asked)} ${ISSUING_STOPPED}`;
    case 'too often':
      return `${host} takes no more requests for now (status 429). Wait some hours before the next one.`;
  }
}

function tellRefusal({ cause, warning }: Extract<Verdict, { kind: 'refused' }>, asked: Asked): string {
  const { host } = asked.address;
  const warned = warning === undefined ? '' : ` It warns: ${quote(warning, asked)}.`;
  if (cause === undefined) return `${host} refused, and names no cause.${warned} ${REFUSED_SILENTLY}`;
  const advice = REFUSALS.get(cause);
  if (advice !== undefined) return `${host} refused: ${cause}.${warned} ${advice}`;
  return `${host} refused: ${quote(cause, asked)}.${warned} This cause is not known here; generating the token in the browser may tell more.`;
}

/** Says why there is no reply, and what to do next. */
export function tellNotAnswered({ code, wasSent }: NotAnswered, asked: Asked): string {
  const why = describeCode(code, asked);
  return wasSent ? `${why} ${lookFor(asked)}` : `${why} Nothing was sent.`;
}

function lookFor({ displayName }: Asked): string {
  return `A token may have been issued all the same: look for '${displayName}' in ${ACTIVE_TOKENS}, and remove it there before you try again.`;
}

function describeCode(code: string, { address, timeLimit }: Asked): string {
  const { host, hostname, protocol } = address;
  const network = 'Check the network, and what --host or --region says.';
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return `The address of ${hostname} is not found (${code}). ${network}`;
    case 'ECONNREFUSED':
      return `${host} takes no connection (${code}). ${network}`;
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return `${host} cannot be reached (${code}). ${network} A proxy is not used.`;
    case ENDED.tooSlow:
      return `${host} did not answer in full within ${describeSeconds(timeLimit)}; --timeout gives it longer.`;
    case ENDED.interrupted:
      return 'Interrupted.';
    case ENDED.notLoopback:
      return `${hostname} is not this machine, and a password is not sent over plain HTTP.`;
    case ENDED.cutOff:
    case 'ECONNRESET':
    case 'EPIPE':
      return `${host} broke the connection off before its reply was complete.`;
  }
  if (code.startsWith('HPE_')) return `What ${host} answers is no proper HTTP (${code}). ${network}`;
  if (protocol === 'https:')
    return `No secure connection to ${host} could be made (${code}). A certificate that cannot be verified is never accepted: if your network puts its own in between, give its authority to Node with NODE_EXTRA_CA_CERTS=FILE.`;
  return `${host} cannot be talked to (${code}). ${network}`;
}

function describeSeconds(milliseconds: number): string {
  return milliseconds === 1000 ? '1 second' : `${milliseconds / 1000} seconds`;
}

/** Text of somebody else, short enough to be read and without what must not be shown; controls are escaped with the rest. */
function quote(text: string, { secrets }: Asked): string {
  const hidden = hideSecrets(text, secrets);
  return hidden.length <= LONGEST_QUOTE ? hidden : `${hidden.slice(0, LONGEST_QUOTE)}…`;
}

import { nodeOf } from '../../model/change-key.ts';
import { liesIn, type SourceRange } from '../../model/edit.ts';
import type { Mention } from '../../model/ticket-code.ts';
import { TICKET } from '../../zoho/parameters.ts';
import { readCredential } from '../credentials.ts';
import { hostsIn } from '../findings.ts';
import type { Judged, Judgement } from '../judgement.ts';
import type { Mechanism } from './mechanism.ts';
import type { Scene } from './scene.ts';

/** Who else needs a mechanism: calls of another Zoho service that send its tickets, and packages that import it. */
export function holdersOf(scene: Scene, mechanism: Mechanism): string | undefined {
  const reasons = [otherServices(scene, mechanism), importers(scene, mechanism)];
  return reasons.filter((reason) => reason !== undefined).join('; ') || undefined;
}

/** The functions that code may call which is not seen. */
function importers({ code }: Scene, mechanism: Mechanism): string | undefined {
  const names = [...mechanism.parts.keys()]
    .filter((unit) => unit.kind === 'function' && code.isPublic(unit))
    .map(({ symbol }) => (symbol === undefined ? 'a function' : '`' + symbol + '`'));
  if (names.length === 0) return undefined;
  return `the package exports ${[...new Set(names)].sort().join(', ')}, which others may call`;
}

function otherServices(scene: Scene, mechanism: Mechanism): string | undefined {
  const held = judgedSo(scene, 'other-service').filter((each) => sendsTicketOf(scene, mechanism, each));
  if (held.length === 0) return undefined;
  const hosts = hostsIn(held.map(({ variant }) => variant.address));
  const symbols = [...new Set(held.flatMap(({ variant }) => variant.request.symbol ?? []))].sort();
  const who = symbols.length > 0 ? ` (${symbols.map((symbol) => '`' + symbol + '`').join(', ')})` : '';
  return `calls of another Zoho service${hosts.length > 0 ? ` at ${hosts.join(' and ')}` : ''}${who} send its ticket`;
}

/** The calls of Zoho CRM that send the ticket of a mechanism, or come after one of its callers asked for it. */
export function waitingFor(scene: Scene, mechanism: Mechanism, callers: readonly Mention[]): SourceRange[] {
  const waiting = judgedSo(scene, 'migrate')
    .filter(
      (each) =>
        sendsTicketOf(scene, mechanism, each) ||
        callers.some(({ within, at }) =>
          liesIn(each.variant.request.at, (within ?? scene.code.topStatementAround(at))?.at ?? at),
        ),
    )
    .map(({ variant }) => variant.request.at);
  return [...new Map(waiting.map((at) => [nodeOf(at), at])).values()];
}

function judgedSo({ judged }: Scene, wanted: Judgement): Judged[] {
  return judged.filter(({ judgement, variant }) => judgement === wanted && !variant.request.shown);
}

function sendsTicketOf(scene: Scene, mechanism: Mechanism, { variant }: Judged): boolean {
  return variant.parameters
    .filter(({ name }) => name === TICKET)
    .flatMap((ticket) => readCredential(ticket).origins)
    .some(({ kind, site }) => kind === 'ticket-request' && isOf(scene, mechanism, site.at));
}

/** Whether a place is in a mechanism, or calls it. */
function isOf({ code }: Scene, mechanism: Mechanism, at: SourceRange): boolean {
  return (
    mechanism.holds(at) ||
    [...mechanism.parts.keys(), ...mechanism.marks.units].some((unit) =>
      code.mentionsOf(unit).some((mention) => liesIn(mention.at, at) || liesIn(at, mention.at)),
    )
  );
}

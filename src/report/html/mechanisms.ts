import { groupBy } from '../../model/group-by.ts';
import type { TicketPart } from '../../model/ticket-code.ts';
import { countTicketCode } from '../ticket-amount.ts';
import type { FindingView, Place, TicketCodeView } from '../view.ts';
import { count } from '../words.ts';
import { showPlace } from './anchors.ts';
import { type Columns, drawGraph, type GraphBox } from './graph.ts';
import { showItem } from './item.ts';
import { type Html, html, join, prose } from './markup.ts';
import type { Item, Report } from './report.ts';

/** A piece of ticket code as an item of the page. */
interface Piece extends Item {
  readonly code: TicketCodeView;
}

const PARTS: Readonly<Record<TicketPart, string>> = {
  account: 'Who logs in',
  schedule: 'By the clock',
  retry: 'After error 4834',
  login: 'Login',
  reply: 'Reads the reply',
  cache: 'Keeps the ticket',
  logout: 'Logs out',
};

/** What makes a login happen; the login; what comes of it. */
const FLOW: readonly (readonly TicketPart[])[] = [
  ['account', 'schedule', 'retry'],
  ['login'],
  ['reply'],
  ['cache'],
];

/** What fetches tickets and keeps them fresh, drawn and told. */
export function showTicketCode(report: Report): Html | undefined {
  const pieces = piecesOf(report.items.ticketCode);
  if (pieces.length === 0) return undefined;
  const open = report.items.ticketCode.length <= 12;
  return html`<section id="ticket-code"><h2>Ticket code</h2>
<p>${countTicketCode(pieces.map(({ found }) => found)).text}. An authtoken does not run out: what fetches tickets and keeps them fresh can go. ${tellWaiting(pieces)}</p>
${[...groupBy(pieces, ({ code }) => code.mechanism)].map(([name, own]) => showMechanism(report, name, own, open))}</section>
`;
}

export function piecesOf(items: readonly Item[]): readonly Piece[] {
  return items.flatMap((item) => (item.found.ticketCode ? [{ ...item, code: item.found.ticketCode }] : []));
}

/** Migrated calls that a login can still stop: of what stays and could go. */
export function waitingFor(pieces: readonly Piece[]): readonly string[] {
  const tried = pieces.some(wasTried);
  const staying = pieces.filter(
    ({ found, code }) => !tried || (!found.finding.applied && code.neededBy === undefined),
  );
  return distinctPlaces(staying.flatMap(({ code }) => code.waiting));
}

function tellWaiting(pieces: readonly Piece[]): Html | false {
  const waiting = waitingFor(pieces);
  return (
    waiting.length > 0 &&
    html`A fetch that still runs before a migrated call can still fail and stop it. ${count(waiting.length, 'call')} still ${
      waiting.length === 1 ? 'waits' : 'wait'
    } for one: ${join(
      waiting.map((place) => html`<code>${place}</code>`),
      ', ',
    )}.`
  );
}

function showMechanism(report: Report, name: string, pieces: readonly Piece[], open: boolean): Html {
  const columns = columnsOf(pieces);
  const needed = [...new Set(pieces.flatMap(({ code }) => code.neededBy ?? []))];
  return html`<section class="mechanism group"><h3><code>${name}</code></h3>
${needed.length > 0 && html`<p><strong>Must stay:</strong> ${prose(needed.join('; '))}.</p>`}
${columns.flat().length > 1 && drawGraph(name, columns)}
${pieces.map((piece) => showItem(report, piece, { open, withFile: true, withState: piece.found.finding.applied, more: () => tellUse(piece) }))}</section>
`;
}

function columnsOf(pieces: readonly Piece[]): Columns {
  const flow = FLOW.map((parts) => parts.flatMap((part) => boxOf(part, pieces)));
  const callers = pieces.flatMap(({ code }) => code.callers);
  const waiting = waitingFor(pieces);
  return [
    ...flow,
    [
      ...boxOfPlaces('Used by', callers),
      ...boxOfPlaces(
        'Calls that wait',
        pieces.flatMap(({ code }) => code.waiting.map((place) => ({ place, symbol: undefined }))),
        (place) => waiting.includes(place),
      ),
      ...boxOf('logout', pieces),
    ],
  ];
}

function boxOf(part: TicketPart, pieces: readonly Piece[]): GraphBox[] {
  const own = pieces.filter(({ code }) => code.part === part);
  const lines = own.map(({ found, anchor }) => ({
    text: found.symbol ?? PARTS[part].toLowerCase(),
    detail: showPlace(found.place),
    anchor,
  }));
  const gone = own.every(({ found }) => found.finding.applied);
  return own.length === 0 ? [] : [{ title: PARTS[part], lines, gone }];
}

type User = TicketCodeView['callers'][number];

function boxOfPlaces(
  title: string,
  users: readonly User[],
  accept: (place: string) => boolean = () => true,
): GraphBox[] {
  const lines = [...groupBy(users, ({ place }) => showPlace(place))]
    .filter(([place]) => accept(place))
    .map(([detail, [user]]) => ({ text: user!.symbol ?? 'call', detail, anchor: undefined }));
  return lines.length === 0 ? [] : [{ title, lines, gone: false }];
}

function tellUse({ found, code }: Piece): Html {
  const users = new Map(code.callers.map((user) => [showUser(user), user]));
  return html`${
    users.size > 0 &&
    html` Used by ${join(
      [...users.keys()].map((user) => html`<code>${user}</code>`),
      ', ',
    )}.`
  }${tellOutcome(found, code)}`;
}

function showUser({ place, symbol }: User): string {
  return symbol === undefined ? showPlace(place) : `${symbol} (${showPlace(place)})`;
}

/** Who needs the mechanism stands above it. */
function tellOutcome(found: FindingView, { neededBy }: TicketCodeView): string {
  if (found.finding.fix === undefined || neededBy !== undefined || found.finding.applied) return '';
  return found.refusal === undefined ? ' Stays.' : ` Stays: ${found.refusal}.`;
}

/** Whether the run was to take the ticket code out. */
export function wasTried({ found }: Piece): boolean {
  return found.finding.fix !== undefined;
}

function distinctPlaces(places: readonly Place[]): readonly string[] {
  return [...new Set(places.map(showPlace))];
}

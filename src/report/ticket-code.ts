import { escapeControls } from './escape.ts';
import { layOutRows, narrower, type Room, type Row, wrap } from './layout.ts';
import { countTicketCode } from './ticket-amount.ts';
import type { FindingView, Place, TicketCodeView } from './view.ts';

const STILL_RUNS =
  'A ticket fetch that still runs before a migrated call can still fail and stop it. These calls still wait for one:';
const TAKE_OUT =
  'Take it out of JavaScript and TypeScript with `zoho-authtoken migrate --remove-ticket-code`; look first, with `--diff` added.';
const REVOKE =
  'Only the login used these. Once it is gone, take them out of wherever they are set, and change the password:';

interface Piece extends FindingView {
  readonly ticketCode: TicketCodeView;
}

/** What fetches tickets and keeps them fresh, one block a mechanism; first what can still stop a migrated call. */
export function tellTicketCode(
  findings: readonly FindingView[],
  title: (text: string) => readonly string[],
  room: Room,
): readonly string[] {
  const pieces = findings.filter((view): view is Piece => view.ticketCode !== undefined);
  if (pieces.length === 0) return [];
  const names = [...new Set(pieces.map(({ ticketCode }) => ticketCode.mechanism))];
  return [
    ...title(`Ticket code (${countTicketCode(pieces).text})`),
    '',
    ...tellWaiting(pieces, room),
    ...names.flatMap((name, i) => {
      const members = pieces.filter(({ ticketCode }) => ticketCode.mechanism === name);
      return [...(i > 0 ? [''] : []), ...tellMechanism(name, members, room)];
    }),
  ];
}

function tellWaiting(pieces: readonly Piece[], room: Room): readonly string[] {
  const tried = pieces.some(wasTried);
  const going = !tried && pieces.some(({ ticketCode }) => ticketCode.neededBy === undefined);
  const staying = pieces.filter(
    ({ finding, ticketCode }) => !tried || (!finding.applied && ticketCode.neededBy === undefined),
  );
  const waiting = [...new Set(staying.flatMap(({ ticketCode }) => ticketCode.waiting.map(showLine)))];
  return [
    ...(waiting.length > 0
      ? [...indent([STILL_RUNS], room), ...waiting.map((place) => '    ' + place), '']
      : []),
    ...(going ? [...indent([TAKE_OUT], room), ''] : []),
  ];
}

function tellMechanism(name: string, pieces: readonly Piece[], room: Room): readonly string[] {
  const neededBy = [...new Set(pieces.flatMap(({ ticketCode }) => ticketCode.neededBy ?? []))];
  const accounts = pieces.filter(({ ticketCode }) => ticketCode.part === 'account');
  const names = [...new Set(accounts.map(({ symbol }) => symbol ?? ''))].join(', ');
  const code = pieces.filter(({ ticketCode }) => ticketCode.part !== 'account');
  return [
    ...indent(
      [escapeControls(`${name}${neededBy.length > 0 ? `, which must stay: ${neededBy.join('; ')}` : ''}`)],
      room,
    ),
    ...layOutRows(code.map(tellPiece), narrower(room, 2)).map((line) => '  ' + line),
    ...(accounts.length > 0 && neededBy.length === 0
      ? indent([`${REVOKE} ${escapeControls(names)}`], room, '    ')
      : []),
  ];
}

function tellPiece(piece: Piece): Row {
  const { place, symbol, message, ticketCode } = piece;
  const users = ticketCode.callers.map(
    (caller) => showLine(caller.place) + (caller.symbol === undefined ? '' : ` (${caller.symbol})`),
  );
  const used = users.length === 0 ? '' : ` Used by ${[...new Set(users)].join(', ')}.`;
  const what = symbol === undefined ? ticketCode.part : `${ticketCode.part} ${symbol}`;
  return [escapeControls(showLine(place)), escapeControls(`${what}: ${message}${used}${tellOutcome(piece)}`)];
}

/** Whether the run was to take the ticket code out. */
function wasTried({ finding }: Piece): boolean {
  return finding.fix !== undefined;
}

function tellOutcome(piece: Piece): string {
  // Who needs the mechanism stands above it.
  if (!wasTried(piece) || piece.ticketCode.neededBy !== undefined) return '';
  if (piece.finding.applied) return ' Taken out.';
  return piece.refusal === undefined ? ' Stays.' : ` Stays: ${piece.refusal}.`;
}

function showLine({ file, start }: Place): string {
  return `${file}:${start.line}`;
}

function indent(texts: readonly string[], room: Room, by = '  '): readonly string[] {
  return texts.flatMap((text) => wrap(text, narrower(room, by.length))).map((line) => by + line);
}

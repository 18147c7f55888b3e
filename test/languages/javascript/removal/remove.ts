import { applyEdits } from '../../../../src/engine/apply.ts';
import { JsProgram } from '../../../../src/languages/javascript/program/program.ts';
import { removeTicketCode } from '../../../../src/languages/javascript/removal/remove-ticket-code.ts';
import { Tracer } from '../../../../src/languages/javascript/values/tracer.ts';
import type { TicketPart, TicketPiece, UnitKind } from '../../../../src/model/ticket-code.ts';

/** A piece as tests name it: its part, and the text that it begins with and ends with. */
export interface Named {
  readonly part: TicketPart;
  readonly kind?: UnitKind;
  readonly file?: string;
  readonly from: string;
  readonly to?: string;
  readonly heldBy?: string;
}

/** What the removal makes of some files, given the pieces; files that stay as they are, are left out. */
export function removeFrom(
  files: Readonly<Record<string, string>>,
  named: readonly Named[],
  options: {
    wasRead?: readonly string[];
    retiredMembers?: readonly string[];
    isPublic?: readonly string[];
  } = {},
): { texts: Record<string, string>; gone: string[]; held: Record<string, string> } {
  const path = (name: string) => `/repository/${name}`;
  const program = new JsProgram({
    read: (file) => files[file.slice('/repository/'.length)],
    resolve: (from, specifier) => {
      const stem = new URL(specifier, `file://${from}`).pathname;
      return specifier.startsWith('.')
        ? ['', '.js', '.ts', '.mjs']
            .map((end) => stem + end)
            .find((file) => path(file.slice(12)) === file && file.slice(12) in files)
        : undefined;
    },
    importersOf: () => [],
  });
  for (const name of Object.keys(files)) program.load(path(name));
  const pieces = named.map((one): TicketPiece => pieceOf(files, one, path));
  const { edits, gone, held } = removeTicketCode(new Tracer(program), pieces, {
    wasRead: (_module, { name }) => options.wasRead?.includes(name) === true,
    retiredMembers: new Set(options.retiredMembers),
    mayHaveOtherUsers: ({ file }) => options.isPublic?.some((name) => path(name) === file) === true,
  });
  if (process.env.DBG)
    console.log(edits.map((e) => [e.start, e.end, e.text, files[e.file.slice(12)]!.slice(e.start, e.end)]));
  const texts: Record<string, string> = {};
  for (const [name, text] of Object.entries(files)) {
    const own = edits.filter(({ file }) => file === path(name));
    if (own.length > 0) texts[name] = applyEdits(text, own);
  }
  return {
    texts,
    gone: pieces.filter((piece) => gone.has(piece)).map(({ unit }) => unit.symbol!),
    held: Object.fromEntries([...held].map(([{ unit }, { reason }]) => [unit.symbol!, reason])),
  };
}

function pieceOf(
  files: Readonly<Record<string, string>>,
  { part, kind = 'function', file = Object.keys(files)[0]!, from, to = '\n}', heldBy }: Named,
  path: (name: string) => string,
): TicketPiece {
  const text = files[file]!;
  const start = text.indexOf(from);
  const end = text.indexOf(to, start) + to.length;
  if (start === -1 || end < start) throw new Error(`${file} holds no '${from}' up to '${to}'`);
  return {
    part,
    unit: { kind, at: { file: path(file), start, end }, symbol: from },
    mechanism: 'one',
    callers: [],
    waiting: [],
    heldBy,
  };
}

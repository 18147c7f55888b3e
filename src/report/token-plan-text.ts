import { escapeControls } from './escape.ts';
import { narrower, type Room, wrap } from './layout.ts';
import { type Lines, type Page, say } from './page.ts';
import type { ResultView, TokenView } from './view.ts';
import { count } from './words.ts';

const HOW_TO_GENERATE =
  'Open the link while logged in to Zoho CRM as the user that the token is for, and put the token into its place. Zoho shows a token once: save it.';

const HOW_TO_REVOKE = 'Revoke what stands after "revoke" once the tokens are in their places and work.';

/** Where a variable is set, and where a document has copies, a repository does not tell: servers, pipelines, ignored files. */
const HOW_TO_RENAME =
  'The code no longer reads a name that stands after "was". Set the new name wherever the old one is set: servers, CI, `.env` files and copies of configuration that git ignores.';

const HOW_TO_REWRITE =
  'What stands after "by hand" does not send its token yet: rewrite it, and let it draw on the place that is told or on another one.';

const SET_OUTSIDE: ReadonlySet<string> = new Set(['environment', 'configuration']);

/** The tokens that are needed, one block each, and what to do with all of them. */
export function tellTokens(page: Page): Lines {
  const { tokens } = page.view;
  if (tokens.length === 0) return tellRevocations(page);
  const blocks = tokens.flatMap((token) => [...tellToken(token, page), '']);
  const advice = adviseOnTokens(page.view)
    .flatMap((text, i) => (i === 0 ? [text] : ['', text]))
    .flatMap((text) => wrap(text, narrower(page.room, 2)))
    .map((line) => (line === '' ? line : '  ' + line));
  const besides = label(
    page.room,
    'revoke',
    page.view.revoke.map(({ text }) => escapeControls(text)),
  );
  return [
    ...say(page, headTokens(tokens), page.paint.bold),
    '',
    ...blocks,
    ...(besides.length > 0 ? ['  Besides', ...besides, ''] : []),
    ...advice,
  ];
}

/** `2 tokens to generate, 1 for calls to rewrite by hand` */
export function headTokens(tokens: ResultView['tokens']): string {
  const byHand = tokens.filter(({ isByHand }) => isByHand).length;
  const more =
    byHand === 0
      ? ''
      : `, ${byHand === tokens.length ? '' : `${byHand} of them `}for calls to rewrite by hand`;
  return `${count(tokens.length, 'token')} to generate${more}`;
}

/** What to do with all tokens, a paragraph each; names of files and variables stand between backticks. */
export function adviseOnTokens({ tokens, revoke, tokenNotes }: ResultView): readonly string[] {
  const renamed = tokens.some(({ kind, formerName }) => SET_OUTSIDE.has(kind) && formerName !== undefined);
  const revokes = revoke.length > 0 || tokens.some((token) => token.revoke.length > 0);
  return [
    HOW_TO_GENERATE,
    ...(tokens.some(({ callSites }) => callSites.some(({ isByHand }) => isByHand)) ? [HOW_TO_REWRITE] : []),
    ...(renamed ? [HOW_TO_RENAME] : []),
    ...(revokes ? [HOW_TO_REVOKE] : []),
    ...tokenNotes,
  ];
}

/** Where no token is needed, a password may stand in the source still. */
function tellRevocations({ view, paint, room }: Page): Lines {
  const texts = view.revoke.flatMap(({ text }) => wrap(escapeControls(text), narrower(room, 2)));
  return texts.length === 0 ? [] : [paint.bold('To revoke'), '', ...texts.map((text) => `  ${text}`)];
}

function tellToken(token: TokenView, { paint, room }: Page): Lines {
  const sitesOf = (byHand: boolean) =>
    token.callSites
      .filter(({ isByHand }) => isByHand === byHand)
      .map(({ file, start }) => escapeControls(`${file}:${start.line}`));
  return [
    ...wrap(escapeControls(token.where), narrower(room, 2)).map((line) => '  ' + paint.bold(line)),
    ...label(room, 'was', token.formerName === undefined ? [] : [escapeControls(token.formerName)]),
    ...label(room, 'for', [escapeControls(describeFor(token))]),
    ...label(room, 'name', [escapeControls(token.displayName)]),
    ...label(room, 'generate', token.generateUrls, paint.cyan),
    ...label(room, 'used by', sitesOf(false)),
    ...label(room, 'by hand', sitesOf(true)),
    ...label(
      room,
      'revoke',
      token.revoke.map(({ text }) => escapeControls(text)),
    ),
  ];
}

/** Where the code serves several users, there is not one token but one for each. */
export function describeFor({ user, perUser }: TokenView): string {
  return perUser ? `${user}: one token for each, not one for all` : user;
}

/** Below so many columns, nothing has room beside a label. */
const NARROW = 40;

/** @param paint of each line of a value */
function label(room: Room, name: string, values: Lines, paint: (line: string) => string = String): Lines {
  const isNarrow = room.width !== undefined && room.width < NARROW;
  const margin = ' '.repeat(isNarrow ? 6 : 14);
  const lines = values.flatMap((value) => wrap(value, narrower(room, margin.length)).map(paint));
  if (isNarrow) return lines.length === 0 ? [] : ['    ' + name, ...lines.map((line) => margin + line)];
  return lines.map((line, i) => (i === 0 ? `    ${name.padEnd(8)}  ` : margin) + line);
}

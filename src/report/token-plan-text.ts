import { escapeControls } from './escape.ts';
import { wrap } from './layout.ts';
import type { Lines, Page } from './text.ts';
import type { TokenView } from './view.ts';
import { count } from './words.ts';

const HOW_TO_GENERATE =
  'Open the link while logged in to Zoho CRM as the user that the token is for, and put the token into the place that stands above. Zoho shows a token once: save it.';

const HOW_TO_REVOKE = 'Revoke what stands after "revoke" once the tokens are in their places and work.';

/** Where a variable is set, and where a document has copies, a repository does not tell: servers, pipelines, ignored files. */
const HOW_TO_RENAME =
  'The code no longer reads a name that stands after "was". Set the new name wherever the old one is set: servers, CI, `.env` files and copies of configuration that git ignores.';

const SET_OUTSIDE: ReadonlySet<string> = new Set(['environment', 'configuration']);

/** The tokens that are needed, one block each, and what to do with all of them. */
export function tellTokens(page: Page): Lines {
  const { tokens } = page.view;
  if (tokens.length === 0) return tellRevocations(page);
  const blocks = tokens.flatMap((token) => [...tellToken(token, page), '']);
  const renamed = tokens.some(({ kind, formerName }) => SET_OUTSIDE.has(kind) && formerName !== undefined);
  const revokes = page.view.revoke.length > 0 || tokens.some(({ revoke }) => revoke.length > 0);
  const advice = [
    HOW_TO_GENERATE,
    ...(renamed ? [HOW_TO_RENAME] : []),
    ...(revokes ? [HOW_TO_REVOKE] : []),
    ...page.view.tokenNotes,
  ]
    .flatMap((text, i) => (i === 0 ? [text] : ['', text]))
    .flatMap((text) => wrap(text, page.width && page.width - 2))
    .map((line) => (line === '' ? line : '  ' + line));
  const besides = label(
    'revoke',
    page.view.revoke.map(({ text }) => escapeControls(text)),
  );
  return [
    page.paint.bold(`${count(tokens.length, 'token')} to generate`),
    '',
    ...blocks,
    ...(besides.length > 0 ? ['  Besides', ...besides, ''] : []),
    ...advice,
  ];
}

/** Where no token is needed, a password may stand in the source still. */
function tellRevocations({ view, paint }: Page): Lines {
  const texts = view.revoke.map(({ text }) => escapeControls(text));
  return texts.length === 0 ? [] : [paint.bold('To revoke'), '', ...texts.map((text) => `  ${text}`)];
}

function tellToken(token: TokenView, { paint }: Page): Lines {
  const sites = token.callSites.map(({ file, start }) => escapeControls(`${file}:${start.line}`));
  return [
    '  ' + paint.bold(escapeControls(token.where)),
    ...label('for', [escapeControls(describeFor(token))]),
    ...label('name', [escapeControls(token.displayName)]),
    ...label('was', token.formerName === undefined ? [] : [escapeControls(token.formerName)]),
    ...label('generate', token.generateUrls.map(paint.cyan)),
    ...label('used by', sites),
    ...label(
      'revoke',
      token.revoke.map(({ text }) => escapeControls(text)),
    ),
  ];
}

/** Where the code serves several users, there is not one token but one for each. */
function describeFor({ user, perUser }: TokenView): string {
  return perUser ? `${user}: one token for each, not one for all` : user;
}

function label(name: string, values: Lines): Lines {
  return values.map((value, i) => `    ${(i === 0 ? name : '').padEnd(8)}  ${value}`);
}

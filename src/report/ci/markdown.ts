import { escapeControls } from '../escape.ts';
import { headTokens } from '../token-plan-text.ts';
import type { TokenView } from '../view.ts';
import { count } from '../words.ts';
import type { Issue, Issues } from './issues.ts';

/** A comment holds 65,536 characters. */
const MOST_ROWS = 100;
const MOST_TOKENS = 20;
const LONGEST_CELL = 300;
const MOST_LISTED = 5;

/** A comment for a pull request. */
export function renderMarkdown({ plan, open, unread, byHand }: Issues): string {
  const blocking = open.filter(({ blocks }) => blocks);
  const others = open.filter(({ blocks }) => !blocks);
  const sections = [
    '### zoho-authtoken',
    ...tellPlan(plan),
    headline(byHand === undefined ? tellBlocking(blocking, others) : tellByHand(byHand, open), unread.length),
    ...table([...blocking, ...others]),
    ...(unread.length === 0
      ? []
      : [
          [
            '| Not judged | Why |',
            '| --- | --- |',
            ...unread.slice(0, MOST_ROWS).map(({ path, reason }) => `| ${code(path)} | ${prose(reason)} |`),
          ].join('\n'),
        ]),
  ];
  return sections.join('\n\n') + '\n';
}

/** The tokens that are needed: what goes where, for whom, under which name, and what to revoke afterwards. */
function tellPlan({ tokens, revoke, tokenNotes }: Issues['plan']): string[] {
  if (tokens.length === 0) return [];
  const rows = tokens
    .slice(0, MOST_TOKENS)
    .map(
      ({ where, user, perUser, displayName, generateUrls, callSites, revoke: after }) =>
        `| ${plain(where)} | ${plain(perUser ? `${user}: one for each` : user)} | ${generateUrls.map((url) => `[${plain(displayName)}](${inLink(url)})`).join(' ')} | ${list(callSites.map(tellSite))} | ${list(after.map(({ text }) => text))} |`,
    );
  const more = tokens.length > MOST_TOKENS ? [`… and ${tokens.length - MOST_TOKENS} more.`] : [];
  const besides = revoke.length === 0 ? [] : [`To revoke besides: ${list(revoke.map(({ text }) => text))}.`];
  return [
    `**${headTokens(tokens)}**`,
    [
      '| Where it goes | Who it is for | Generate as | Used by | Revoke afterwards |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
    ...more,
    ...besides,
    ...tokenNotes.map(plain),
  ];
}

function tellSite({ file, start, isByHand }: TokenView['callSites'][number]): string {
  return `${file}:${start.line}${isByHand ? ' (by hand)' : ''}`;
}

/** Brackets are the link's own. */
function inLink(url: string): string {
  return url.replaceAll('(', '%28').replaceAll(')', '%29');
}

function list(texts: readonly string[]): string {
  const more = texts.length > MOST_LISTED ? ` and ${texts.length - MOST_LISTED} more` : '';
  return texts.slice(0, MOST_LISTED).map(plain).join(', ') + more;
}

function tellBlocking(blocking: readonly Issue[], others: readonly Issue[]): string[] {
  return [
    ...(blocking.length > 0 ? [`**${count(blocking.length, 'finding')} that must go**`] : []),
    ...(others.length > 0
      ? [count(others.length, 'finding') + ' that ' + (others.length === 1 ? 'passes' : 'pass')]
      : []),
  ];
}

/** Of a migration, in which nothing blocks: what it leaves to people, and what else there is to know. */
function tellByHand(calls: number, open: readonly Issue[]): string[] {
  const others = open.length - calls;
  return [
    ...(calls > 0 ? [`**${count(calls, 'call')} to rewrite by hand**`] : []),
    ...(others > 0 ? [count(others, calls > 0 ? 'other finding' : 'finding')] : []),
  ];
}

function headline(findings: readonly string[], unread: number): string {
  const parts = [...findings, ...(unread > 0 ? [`**${count(unread, 'file')} not judged**`] : [])];
  return parts.length === 0 ? 'No call with an API key or ticket.' : `${parts.join(', ')}.`;
}

function table(issues: readonly Issue[]): string[] {
  if (issues.length === 0) return [];
  const rows = issues
    .slice(0, MOST_ROWS)
    .map(
      ({ ruleId, message, path, start, severity }) =>
        `| ${code(`${path}:${start.line}`)} | ${severity} | ${prose(message)} | ${code(ruleId)} |`,
    );
  const more = issues.length > MOST_ROWS ? [`… and ${issues.length - MOST_ROWS} more.`] : [];
  return [['| Place | | What | Rule |', '| --- | --- | --- | --- |', ...rows].join('\n'), ...more];
}

/** Text in which nothing has a meaning to Markdown or HTML, and nobody is mentioned. */
function plain(text: string): string {
  const cut = text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL) + '…' : text;
  return escapeControls(cut).replace(
    /[^\w\s./:,;…()=-]|_/gu,
    (character) => `&#${character.codePointAt(0)};`,
  );
}

function code(text: string): string {
  return `<code>${plain(text)}</code>`;
}

/** The names that messages put between backticks stay code. */
function prose(message: string): string {
  return message
    .split(/`([^`]*)`/)
    .map((part, i) => (i % 2 === 1 ? code(part) : plain(part)))
    .join('');
}

import { adviseOnTokens, describeFor } from '../token-plan-text.ts';
import type { RevocationView, TokenView } from '../view.ts';
import { showPlace } from './anchors.ts';
import { type Content, type Html, html, join, prose } from './markup.ts';
import type { Report } from './report.ts';

/** The tokens to generate, each with who it is for, where it goes, and what to revoke after it. */
export function showTokens({ view }: Report): Html | undefined {
  const { tokens, revoke } = view;
  if (tokens.length === 0) return showRevocations(revoke);
  return html`<section id="tokens"><h2>Tokens to generate</h2>
${adviseOnTokens(view).map((text) => html`<p>${prose(text)}</p>\n`)}
<ol class="tokens">
${tokens.map(showToken)}</ol>
${
  revoke.length > 0 &&
  html`<h3>To revoke besides</h3>
${listRevocations(revoke)}`
}</section>
`;
}

export function tokenAnchor(i: number): string {
  return `token-${i + 1}`;
}

/** Where no token is needed, a password may stand in the source still. */
function showRevocations(revoke: readonly RevocationView[]): Html | undefined {
  if (revoke.length === 0) return undefined;
  return html`<section id="tokens"><h2>To revoke</h2>
${listRevocations(revoke)}</section>
`;
}

function listRevocations(revoke: readonly RevocationView[]): Html {
  return html`<ul>${revoke.map(({ text }) => html`<li>${text}</li>\n`)}</ul>`;
}

function showToken(token: TokenView, i: number): Html {
  const { where, displayName, formerName, generateUrls, callSites, revoke } = token;
  return html`<li id="${tokenAnchor(i)}"><h3>${where}</h3>
<dl>
${row('for', [describeFor(token)])}${row('name', [displayName])}${row(
  'was',
  formerName === undefined ? [] : [html`<code>${formerName}</code>`],
)}${row('generate', generateUrls.map(linkTo))}${row('used by', showSites(callSites.filter(({ isByHand }) => !isByHand)))}${row(
  'by hand',
  showSites(callSites.filter(({ isByHand }) => isByHand)),
)}${row(
  'revoke',
  revoke.map(({ text }) => text),
)}</dl></li>
`;
}

function showSites(sites: TokenView['callSites']): readonly Html[] {
  if (sites.length === 0) return [];
  return [
    join(
      sites.map((site) => html`<code>${showPlace(site)}</code>`),
      ', ',
    ),
  ];
}

function row(name: string, values: readonly Content[]): Content {
  return values.length > 0 && html`<dt>${name}</dt>${values.map((value) => html`<dd>${value}</dd>`)}\n`;
}

function linkTo(url: string): Html {
  return html`<a href="${url}" rel="noreferrer" class="external">${url}</a>`;
}

import { HOW_TO_GENERATE, HOW_TO_RENAME, SET_OUTSIDE } from '../text.ts';
import { describeTokenPlace } from '../token-place.ts';
import type { TokenView } from '../view.ts';
import { showPlace } from './anchors.ts';
import { type Html, html, join, prose } from './markup.ts';
import type { Report } from './report.ts';

/** The tokens to generate, each with where it goes. */
export function showTokens({ view: { tokens } }: Report): Html | undefined {
  if (tokens.length === 0) return undefined;
  const renamed = tokens.some(({ kind, formerName }) => SET_OUTSIDE.has(kind) && formerName !== undefined);
  return html`<section id="tokens"><h2>Tokens to generate</h2>
<p>${prose(HOW_TO_GENERATE)}</p>
${renamed && html`<p>${prose(HOW_TO_RENAME)}</p>`}
<ol class="tokens">
${tokens.map(showToken)}</ol></section>
`;
}

export function tokenAnchor(i: number): string {
  return `token-${i + 1}`;
}

function showToken(token: TokenView, i: number): Html {
  const { formerName, generateUrls, callSites } = token;
  return html`<li id="${tokenAnchor(i)}"><h3>${describeTokenPlace(token)}</h3>
<dl>${formerName !== undefined && html`<dt>was</dt><dd><code>${formerName}</code></dd>`}
<dt>generate</dt><dd>${generateUrls.map(
    (url) => html`<div class="copied"><a href="${url}" rel="noreferrer" class="external">${url}</a></div>`,
  )}</dd>
<dt>used by</dt><dd>${join(
    callSites.map((site) => html`<code>${showPlace(site)}</code>`),
    ', ',
  )}</dd></dl></li>
`;
}

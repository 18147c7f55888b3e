import { groupBy } from '../../model/group-by.ts';
import { emptiedFiles } from '../emptied.ts';
import { countTicketCode } from '../ticket-amount.ts';
import type { RevocationView } from '../view.ts';
import { count } from '../words.ts';
import { PATTERNS, showChart } from './chart.ts';
import { type Html, html, join } from './markup.ts';
import { piecesOf, waitingFor, wasTried } from './mechanisms.ts';
import type { Report } from './report.ts';
import { tokenAnchor } from './tokens.ts';

/** What to do next, in order, each step with the way to it; and how much there is of what. */
export function showNextSteps(report: Report): Html {
  const steps = stepsOf(report).filter((step) => step !== undefined);
  return html`<section id="next"><h2>What to do next</h2>
${tellFindings(report)}
${steps.length > 0 && html`<ol class="steps">${steps.map((step) => html`<li>${step}</li>\n`)}</ol>`}
${PATTERNS}${showChart(report)}</section>
`;
}

function tellFindings({ result, items }: Report): Html | undefined {
  const calls = [...items.work, ...items.done].some(
    ({ found }) => found.finding.ruleId === 'deprecated-params',
  );
  if (calls) return undefined;
  const fresh = 'check' in result && result.check.changedLinesOnly ? 'new ' : '';
  return html`<p>No ${fresh}Zoho CRM call with an API key or ticket in ${count(result.filesScanned, 'file')}.</p>`;
}

function stepsOf(report: Report): readonly (Html | undefined)[] {
  const { result } = report;
  if ('check' in result)
    return [
      mendBlocking(report),
      generateTokens(report),
      judgeFiles(report),
      tidyBaseline(report),
      takeOutTicketCode(report),
      readWarnings(report),
    ];
  return [
    migrate(report),
    rewriteByHand(report),
    judgeFiles(report),
    generateTokens(report),
    takeOutTicketCode(report),
    deleteFiles(report),
    readWarnings(report),
    ...finish(report),
    // Only where all the rest works.
    revoke(report),
    clearSettings(report),
  ];
}

function generateTokens({ view: { tokens } }: Report): Html | undefined {
  if (tokens.length === 0) return undefined;
  const links = tokens.map(
    ({ name, isByHand }, i) =>
      html`<a href="#${tokenAnchor(i)}"><code>${name === '' ? 'token' : name}</code></a>${isByHand && ' (by hand)'}`,
  );
  return html`<a href="#tokens">Generate ${count(tokens.length, 'token')}</a>, and put ${
    tokens.length === 1 ? 'it into its place' : 'each into its place'
  }: ${join(links.slice(0, 8), ', ')}${links.length > 8 ? ', …' : '.'}`;
}

function migrate({ result, items }: Report): Html | undefined {
  if (!result.dryRun || result.changed.length === 0) return undefined;
  const calls = items.done.filter(({ found }) => found.finding.ruleId === 'deprecated-params').length;
  return html`Look through <a href="#changes">what would change</a> (${count(calls, 'call')} in ${count(result.changed.length, 'file')}), then run <code>zoho-authtoken migrate</code>. This was a dry run: nothing is written yet.`;
}

function rewriteByHand({ items: { work } }: Report): Html | undefined {
  if (work.length === 0) return undefined;
  return html`<a href="#work">Rewrite ${count(work.length, 'call')} by hand</a>. ${
    work.length === 1 ? 'It still sends' : 'They still send'
  } the old parameters; the reason stands with each.`;
}

function mendBlocking(report: Report): Html | undefined {
  const blocking = [...report.items.work, ...report.items.ticketCode].filter(
    ({ state }) => state === 'blocks',
  );
  if (blocking.length === 0) return undefined;
  const rewritten = blocking.filter(({ found }) => found.finding.proposed).length;
  return html`<a href="#work">Mend ${count(blocking.length, 'finding')} that ${
    blocking.length === 1 ? 'blocks' : 'block'
  }</a>: <code>zoho-authtoken migrate</code> rewrites ${rewritten < blocking.length ? `${rewritten} of them` : blocking.length === 1 ? 'it' : 'all'}${
    rewritten < blocking.length && ', the others are hand work'
  }.`;
}

function judgeFiles({ view: { skipped } }: Report): Html | undefined {
  if (skipped.length === 0) return undefined;
  return html`<a href="#not-judged">Look into ${count(skipped.length, 'file')}</a> that ${
    skipped.length === 1 ? 'was' : 'were'
  } not judged, although the parameters may stand there.`;
}

function takeOutTicketCode({ items }: Report): Html | undefined {
  const pieces = piecesOf(items.ticketCode).filter(({ found }) => !found.finding.applied);
  if (pieces.length === 0) return undefined;
  const going = pieces.filter(({ code }) => code.neededBy === undefined);
  if (going.length === 0)
    return html`Leave the <a href="#ticket-code">ticket code</a> where it is: other code still needs it.`;
  // What only the login used is told last of all, when nothing reads it any more.
  const amount = countTicketCode(going.map(({ found }) => found)).pieces;
  if (amount === 0) return undefined;
  const waiting = waitingFor(pieces).length;
  return html`<a href="#ticket-code">Take out ${count(amount, 'piece')} of ticket code</a>${
    waiting > 0 && `, for which ${count(waiting, 'call')} still ${waiting === 1 ? 'waits' : 'wait'}`
  }${
    pieces.some(wasTried)
      ? html`; why ${amount === 1 ? 'it was' : 'they were'} not, stands with ${amount === 1 ? 'it' : 'each'}.`
      : html`, by hand or with <code>zoho-authtoken migrate --remove-ticket-code</code>.`
  }`;
}

function revoke({ view: { tokens, revoke } }: Report): Html | undefined {
  const all = [...tokens.flatMap((token) => token.revoke), ...revoke];
  const distinct = [...new Map(all.map((revocation) => [revocation.text, revocation])).values()];
  const kinds = [...groupBy(distinct, ({ what }) => what)].map(([what, of]) => count(of.length, NAMES[what]));
  if (kinds.length === 0) return undefined;
  return html`<a href="#tokens">Revoke</a> what was sent before, once the tokens are in their places and work: ${kinds.join(', ')}.`;
}

const NAMES: Readonly<Record<RevocationView['what'], string>> = {
  key: 'API key',
  ticket: 'ticket',
  password: 'password',
};

function clearSettings({ items }: Report): Html | undefined {
  const names = piecesOf(items.ticketCode)
    .filter(({ code }) => code.part === 'account' && code.neededBy === undefined)
    .map(({ found }) => found.symbol ?? '');
  if (names.length === 0) return undefined;
  return html`Once the login is gone, take what only it used out of wherever it is set, and change the password: ${join(
    [...new Set(names)].map((name) => html`<code>${name}</code>`),
    ', ',
  )}.`;
}

function readWarnings({ items: { warnings } }: Report): Html | undefined {
  if (warnings.length === 0) return undefined;
  const written = warnings.filter(({ found }) => found.finding.ruleId === 'hardcoded-credential').length;
  return html`<a href="#warnings">Read ${count(warnings.length, 'warning')}</a>${
    written > 0 &&
    `; ${count(written, 'credential')} written into source ${written === 1 ? 'counts' : 'count'} as known to others`
  }.`;
}

function deleteFiles({ result }: Report): Html | undefined {
  const files = emptiedFiles(result);
  if (files.length === 0) return undefined;
  return html`Delete ${join(
    files.map((file) => html`<code>${file}</code>`),
    ', ',
  )}: nothing ${result.dryRun ? 'would be' : 'is'} left in ${files.length === 1 ? 'it' : 'them'}.`;
}

function finish({ result }: Report): readonly Html[] {
  if (result.changed.length === 0) return [];
  return [
    html`Run your tests; those that look for <code>apikey</code> or <code>ticket</code> in a request must change with it.`,
    html`Commit, and let <code>zoho-authtoken check</code> keep the old parameters out.`,
  ];
}

function tidyBaseline({ result }: Report): Html | undefined {
  if (!('check' in result) || result.check.stale.length === 0) return undefined;
  const entries = count(result.check.stale.length, 'entry', 'entries');
  return result.check.pruned
    ? html`Commit the baseline: ${entries} went, to which nothing answers.`
    : html`Drop ${entries} of the baseline to which nothing answers, with <code>--update-baseline</code>.`;
}

import { createHash } from 'node:crypto';
import { SCRIPT, STYLE } from 'page:text';
import type { CheckResult, MigrationResult } from '../../model/migration.ts';
import { TOOL } from '../../package.ts';
import { WHAT_COMES_NEXT } from '../text.ts';
import { showChanges } from './changes.ts';
import { showFilterBar, showKeys } from './controls.ts';
import { showHandWork } from './hand-work.ts';
import { Html, html } from './markup.ts';
import { showTicketCode } from './mechanisms.ts';
import { showNextSteps } from './next-steps.ts';
import { showNotJudged } from './not-judged.ts';
import { showOtherFindings } from './other-findings.ts';
import { type Report, reportOn } from './report.ts';
import { showTokens } from './tokens.ts';

/** One page that needs nothing but itself: the same bytes for the same result. */
export function renderHtml(result: MigrationResult | CheckResult): string {
  const report = reportOn(result);
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${TOOL.name} ${TOOL.version}">
<title>${titleOf(report)}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#next">To the report</a>
<header><h1>${titleOf(report)}</h1>
<p class="subtitle">${TOOL.name} ${TOOL.version} · ${kindOf(result)}</p></header>
${showFilterBar(report)}
<main>
${showNextSteps(report)}${showTokens(report)}${showHandWork(report)}${showTicketCode(report)}${showChanges(report)}${showOtherFindings(report)}${showNotJudged(report)}</main>
<footer><p>${WHAT_COMES_NEXT}</p></footer>
${showKeys()}
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`.text;
}

/** Nothing is fetched, sent or run but the style and the script of this page. */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function titleOf({ result }: Report): string {
  if ('check' in result) return 'Old Zoho CRM credentials in use';
  return `Migration of ${result.displayName} to authtoken`;
}

function kindOf(result: MigrationResult | CheckResult): string {
  if ('check' in result) return 'check: nothing was changed';
  return result.dryRun ? 'dry run: nothing is written yet' : 'done: the files are changed';
}

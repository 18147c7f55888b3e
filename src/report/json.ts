import type { CheckResult, MigrationResult, Standing } from '../model/migration.ts';
import type { Position } from '../model/position.ts';
import { TOOL } from '../package.ts';
import { emptiedFiles } from './emptied.ts';
import { escapeControlsInJson } from './escape.ts';
import { showPath } from './paths.ts';
import {
  type FindingView,
  isHandWork,
  type Place,
  type ResultView,
  type RevocationView,
  type TokenView,
  viewResult,
} from './view.ts';

const SCHEMA_VERSION = 1;

/** One JSON document (`schema/report.schema.json`), the same bytes for the same result, with a final newline. */
export function renderJson(result: MigrationResult | CheckResult): string {
  const view = viewResult(result);
  const emptied = emptiedFiles(result);
  const report = {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: TOOL.name, version: TOOL.version },
    summary: summarise(result, view),
    tokens: view.tokens.map(describeToken),
    revoke: view.revoke.map(describeRevocation),
    notes: view.tokenNotes,
    findings: view.findings.map(describeFinding),
    skipped: view.skipped.map(({ file, reason }) => ({ file, reason })),
    stale: 'check' in result ? describeStale(result) : undefined,
    ...(emptied.length > 0 && { emptied }),
  };
  return escapeControlsInJson(JSON.stringify(report, null, 2)) + '\n';
}

/** The same, one object a line: tokens, what to revoke besides, findings, then files that were not judged, then the summary. */
export function renderJsonLines(result: MigrationResult | CheckResult): string {
  const view = viewResult(result);
  const lines = [
    ...view.tokens.map((token) => ({ type: 'token', ...describeToken(token) })),
    ...view.revoke.map((each) => ({ type: 'revoke', ...describeRevocation(each) })),
    ...view.tokenNotes.map((message) => ({ type: 'note', message })),
    ...view.findings.map((found) => ({ type: 'finding', ...describeFinding(found) })),
    ...view.skipped.map(({ file, reason }) => ({ type: 'skipped', file, reason })),
    { type: 'summary', ...summarise(result, view) },
  ];
  return lines.map((line) => escapeControlsInJson(JSON.stringify(line)) + '\n').join('');
}

function summarise(result: MigrationResult | CheckResult, view: ResultView) {
  const { findings } = result;
  const calls = findings.filter(({ ruleId }) => ruleId === 'deprecated-params');
  const leftOut = view.leftOut.reduce((sum, [, count]) => sum + count, 0);
  return {
    dryRun: result.dryRun,
    filesScanned: result.filesScanned,
    filesChanged: result.changed.length,
    callSites: calls.length,
    rewritten: calls.filter(({ applied }) => applied).length,
    byHand: calls.filter(isHandWork).length,
    ticketRegeneration: findings.filter(({ ruleId }) => ruleId === 'ticket-regeneration').length,
    tokensNeeded: view.tokens.length,
    skipped: view.skipped.length + leftOut,
    leftOut: Object.fromEntries(view.leftOut),
    ignored: findings.filter(({ ignored }) => ignored !== undefined).length,
    standings: 'check' in result ? countStandings(result) : undefined,
  };
}

function countStandings({ findings }: CheckResult): Record<Standing, number> {
  const counts = { blocks: 0, passes: 0, elsewhere: 0, accepted: 0, ignored: 0 };
  for (const { standing } of findings) if (standing) counts[standing]++;
  return counts;
}

function describeStale({ root, check }: CheckResult) {
  return check.stale.map(({ ruleId, file }) => ({ ruleId, file: showPath(root, file) }));
}

/** Absent keys are undefined here and so not printed. */
function describeFinding({ finding, place, message, refusal, symbol, ticketCode, ignored }: FindingView) {
  const { ruleId, severity, endpoint, fix, applied, standing } = finding;
  return {
    ruleId,
    severity,
    message,
    file: place.file,
    range: describeRange(place),
    symbol,
    endpoint: endpoint && {
      host: endpoint.host,
      format: endpoint.format,
      module: endpoint.module,
      method: endpoint.method,
    },
    fix: fix && { safety: fix.safety, applied, refusal },
    part: ticketCode?.part,
    mechanism: ticketCode?.mechanism,
    callers: ticketCode?.callers.map(({ place: at, symbol: name }) => ({
      ...describeLine(at),
      symbol: name,
    })),
    neededBy: ticketCode?.neededBy,
    waiting: ticketCode?.part === 'login' ? ticketCode.waiting.map(describeLine) : undefined,
    standing,
    ignored,
  };
}

/** Absent keys are undefined here, too. */
function describeToken(token: TokenView) {
  const { kind, name, formerName, place, owner, table, setIn, generateUrls, callSites } = token;
  return {
    source: {
      kind,
      name,
      formerName,
      owner: owner && { ...owner, usedAt: owner.usedAt.map(describeLine) },
      table,
      instead: token.instead,
      beside: token.beside,
      setIn: setIn.length > 0 ? setIn.map(describeLine) : undefined,
      where: token.where,
      file: place.file,
      range: describeRange(place),
    },
    user: { description: token.user, perUser: token.perUser },
    displayName: token.displayName,
    generateUrl: generateUrls[0],
    generateUrls: generateUrls.length > 1 ? generateUrls : undefined,
    byHand: token.isByHand || undefined,
    callSites: callSites.map((site) => ({ ...describeLine(site), byHand: site.isByHand || undefined })),
    revoke: token.revoke.map(describeRevocation),
  };
}

function describeRevocation({ what, setting, place, text }: RevocationView) {
  const { line, column } = place.start;
  return { what, setting, file: place.file, line, column, description: text };
}

function describeLine({ file, start }: Place) {
  return { file, line: start.line };
}

function describeRange({ start, end }: Place) {
  return { start: describePosition(start), end: describePosition(end) };
}

function describePosition({ line, column, offset }: Position) {
  return { line, column, offset };
}

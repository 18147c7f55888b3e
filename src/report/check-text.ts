import pc from 'picocolors';
import type { CheckResult, Standing } from '../model/migration.ts';
import { escapeControls } from './escape.ts';
import { layOutRows, type Row, wrap } from './layout.ts';
import { showPath } from './paths.ts';
import {
  joinSections,
  type Lines,
  listLeftOut,
  type Page,
  type TextOptions,
  tellFindings,
  tellSkipped,
} from './text.ts';
import { type FindingView, viewResult } from './view.ts';
import { count } from './words.ts';

/** What `check` found, for people: what blocks first; ends with a newline. */
export function renderCheck(result: CheckResult, { color, width }: TextOptions): string {
  const page = { result, view: viewResult(result), paint: pc.createColors(color), width };
  const of = (accept: (view: FindingView) => boolean) => page.view.findings.filter(accept);
  const blocking = of(({ finding }) => finding.standing === 'blocks');
  const passing = of(({ finding }) => finding.standing === 'passes');
  const warnings = passing.filter(({ finding }) => finding.severity !== 'note');
  const notes = passing.filter(({ finding }) => finding.severity === 'note');
  return joinSections([
    tellTokens(page),
    tellFindings(
      page,
      `${count(blocking.length, 'finding')} that ${blocking.length === 1 ? 'blocks' : 'block'}`,
      blocking,
      nameRule,
    ),
    tellFindings(page, count(warnings.length, 'warning'), warnings, nameRule),
    tellFindings(page, count(notes.length, 'note'), notes, nameRule),
    tellSkipped(page),
    tellClean(page, result, blocking.length),
    tellStale(page, result),
    tellOthers(page, result),
    blocking.length === 0
      ? []
      : ['`zoho-authtoken migrate` rewrites calls; `zoho-authtoken explain RULE` says more.'],
  ]);
}

/** The plan itself would hide the findings: it is told elsewhere. */
function tellTokens({ view, width }: Page): Lines {
  const { tokens, tokenNotes } = view;
  if (tokens.length === 0) return [];
  const what = `${count(tokens.length, 'token')} will be needed in place of keys and tickets: \`zoho-authtoken token url\` tells for whom, where each goes, and how to get it.`;
  return [what, ...tokenNotes].flatMap((text) => wrap(text, width));
}

function nameRule({ finding, message }: FindingView): string {
  return `${message} (${finding.ruleId})`;
}

function tellClean({ view }: Page, { filesScanned, check }: CheckResult, blocking: number): Lines {
  if (blocking > 0) return [];
  const leftOut = view.leftOut.length === 0 ? '' : ` (${listLeftOut(view)} left out)`;
  const fresh = check.changedLinesOnly ? 'new ' : '';
  return [`No ${fresh}Zoho CRM call with an API key or ticket in ${count(filesScanned, 'file')}${leftOut}.`];
}

function tellStale({ paint, width }: Page, { check: { stale, pruned }, root }: CheckResult): Lines {
  if (stale.length === 0) return [];
  const entries = count(stale.length, 'entry', 'entries');
  const title = pruned
    ? `${entries} removed from the baseline: nothing answers to them`
    : `${entries} of the baseline that nothing answers to (--update-baseline removes them)`;
  const rows = stale.map(({ ruleId, file }): Row => [escapeControls(showPath(root, file)), ruleId]);
  return [paint.bold(title), '', ...layOutRows(rows, width)];
}

/** Findings that are known and do not count. */
function tellOthers({ paint }: Page, { findings }: CheckResult): Lines {
  const told: Partial<Record<Standing, string>> = {
    elsewhere: 'on lines that are not changed (--whole-files counts them)',
    accepted: 'accepted by the baseline',
    ignored: 'ignored by comments',
  };
  const parts = Object.entries(told).flatMap(([standing, where]) => {
    const found = findings.filter((finding) => finding.standing === standing).length;
    return found === 0 ? [] : [`${found} ${where}`];
  });
  return parts.length === 0 ? [] : [paint.dim(`Findings that do not count: ${parts.join(', ')}.`)];
}

import type { CheckResult, Standing } from '../model/migration.ts';
import { escapeControls } from './escape.ts';
import { layOutRows, type Row } from './layout.ts';
import { joinSections, type Lines, type Page, pageOf, say, type TextOptions } from './page.ts';
import { showPath } from './paths.ts';
import { listLeftOut, tellFindings, tellSkipped } from './text.ts';
import type { FindingView } from './view.ts';
import { count } from './words.ts';

/** What `check` found, for people: what blocks first; ends with a newline. */
export function renderCheck(result: CheckResult, options: TextOptions): string {
  const page = pageOf(result, options);
  const of = (accept: (view: FindingView) => boolean) => page.view.findings.filter(accept);
  const blocking = of(({ finding }) => finding.standing === 'blocks');
  const passing = of(({ finding }) => finding.standing === 'passes');
  const warnings = passing.filter(({ finding }) => finding.severity !== 'note');
  const notes = passing.filter(({ finding }) => finding.severity === 'note');
  const blockers = tellFindings(
    page,
    `${count(blocking.length, 'finding')} that ${blocking.length === 1 ? 'blocks' : 'block'}`,
    blocking,
    nameRule,
  );
  if (options.quiet)
    return joinSections([blockers, tellSkipped(page), result.check.staleBlocks ? tellStale(page) : []]);
  return joinSections([
    tellTokens(page),
    blockers,
    tellFindings(page, count(warnings.length, 'warning'), warnings, nameRule),
    tellFindings(page, count(notes.length, 'note'), notes, nameRule),
    tellSkipped(page),
    tellClean(page, blocking.length),
    tellStale(page),
    tellOthers(page),
    blocking.length === 0
      ? []
      : say(page, '`zoho-authtoken migrate` rewrites calls; `zoho-authtoken explain RULE` says more.'),
  ]);
}

interface CheckPage extends Page {
  readonly result: CheckResult;
}

/** The plan itself would hide the findings: it is told elsewhere. */
function tellTokens(page: Page): Lines {
  const { tokens, tokenNotes } = page.view;
  if (tokens.length === 0) return [];
  const what = `${count(tokens.length, 'token')} will be needed in place of keys and tickets: \`zoho-authtoken token url\` tells for whom, where each goes, and how to get it.`;
  return [what, ...tokenNotes].flatMap((text) => say(page, text));
}

function nameRule({ finding, message }: FindingView): string {
  return `${message} (${finding.ruleId})`;
}

function tellClean(page: CheckPage, blocking: number): Lines {
  const { view, result } = page;
  const { filesScanned, check } = result;
  if (blocking > 0) return [];
  const leftOut = view.leftOut.length === 0 ? '' : ` (${listLeftOut(view)} left out)`;
  const fresh = check.changedLinesOnly ? 'new ' : '';
  const files = count(filesScanned, 'file');
  return say(page, `No ${fresh}Zoho CRM call with an API key or ticket in ${files}${leftOut}.`);
}

function tellStale(page: CheckPage): Lines {
  const { check, root } = page.result;
  const { stale, pruned } = check;
  if (stale.length === 0) return [];
  const entries = count(stale.length, 'entry', 'entries');
  const title = pruned
    ? `${entries} removed from the baseline: nothing answers to them`
    : `${entries} of the baseline that nothing answers to (--update-baseline removes them)`;
  const rows = stale.map(({ ruleId, file }): Row => [escapeControls(showPath(root, file)), ruleId]);
  return [...say(page, title, page.paint.bold), '', ...layOutRows(rows, page.room)];
}

/** Findings that are known and do not count. */
function tellOthers(page: CheckPage): Lines {
  const { findings } = page.result;
  const told: Partial<Record<Standing, string>> = {
    elsewhere: 'on lines that are not changed (--whole-files counts them)',
    accepted: 'accepted by the baseline',
    ignored: 'ignored by comments',
  };
  const parts = Object.entries(told).flatMap(([standing, where]) => {
    const found = findings.filter((finding) => finding.standing === standing).length;
    return found === 0 ? [] : [`${found} ${where}`];
  });
  if (parts.length === 0) return [];
  return say(page, `Findings that do not count: ${parts.join(', ')}.`, page.paint.dim);
}

import { fixesOf } from '../model/finding.ts';
import type { MigrationResult } from '../model/migration.ts';
import { emptiedFiles } from './emptied.ts';
import { escapeControls } from './escape.ts';
import { layOutRows, type Row } from './layout.ts';
import { joinSections, type Lines, type Page, pageOf, say, type TextOptions } from './page.ts';
import { showPath } from './paths.ts';
import { tellTicketCode } from './ticket-code.ts';
import { tellTokens } from './token-plan-text.ts';
import { type FindingView, isHandWork, type Place, type ResultView } from './view.ts';
import { count, groupDigits } from './words.ts';

/** ZOHO.md, "Dates": said once, after something was rewritten. */
export const WHAT_COMES_NEXT =
  "Zoho retired authtokens by 31 May 2021 in favour of OAuth 2.0: authtoken is the target this migration was written for, and code that must talk to today's Zoho needs OAuth next; call sites that all pass through one authtoken are the ones that are easy to move.";

const HOW_TO_WRITE =
  'Nothing was written: `zoho-authtoken migrate` without `--dry-run` or `--diff` writes these changes.';

/** A report for people, grouped by what to do next; ends with a newline. */
export function renderText(result: MigrationResult, options: TextOptions): string {
  const page: Page = pageOf(result, options);
  if (options.quiet) return joinSections([tellHandWork(page), tellSkipped(page)]);
  const sections = [
    tellTokens(page),
    tellHandWork(page),
    tellTicketCode(counting(page.view), (text) => say(page, text, page.paint.bold), page.room),
    tellWarnings(page),
    tellNotes(page),
    tellRewritten(page),
    tellEmptied(page),
    tellNothingFound(page),
    tellSkipped(page),
    tellIgnored(page),
    tellLeftOut(page),
    tellWhatComesNext(page),
    tellDryRun(page),
  ];
  return joinSections(sections);
}

function tellHandWork(page: Page): Lines {
  const work = page.view.findings.filter(({ finding }) => isHandWork(finding));
  return tellFindings(page, `${count(work.length, 'call')} to rewrite by hand`, work, explainHandWork);
}

function explainHandWork({ finding, message, refusal }: FindingView): string {
  if (refusal !== undefined) return `${message} (not rewritten: ${refusal})`;
  return finding.fix?.safety === 'unsafe' ? `${message} (rewritten with --unsafe)` : message;
}

function tellWarnings(page: Page): Lines {
  const warnings = findOthers(page.view, (view) => view.finding.severity !== 'note');
  return tellFindings(page, count(warnings.length, 'warning'), warnings);
}

function tellNotes(page: Page): Lines {
  const notes = findOthers(page.view, (view) => view.finding.severity === 'note');
  return tellFindings(page, count(notes.length, 'note'), notes);
}

/** What no section of its own tells. */
function findOthers(view: ResultView, accept: (view: FindingView) => boolean): readonly FindingView[] {
  const told = new Set(['deprecated-params', 'ticket-regeneration', 'needs-token']);
  return counting(view).filter((found) => !told.has(found.finding.ruleId) && accept(found));
}

/** What no comment says to ignore. */
function counting({ findings }: ResultView): readonly FindingView[] {
  return findings.filter(({ finding }) => finding.ignored === undefined);
}

function tellIgnored(page: Page): Lines {
  const { view, paint } = page;
  const ignored = view.findings.length - counting(view).length;
  return ignored === 0
    ? []
    : say(page, `Left alone because a comment says so: ${count(ignored, 'finding')}.`, paint.dim);
}

export function tellFindings(
  page: Page,
  title: string,
  views: readonly FindingView[],
  explain: (view: FindingView) => string = ({ message }) => message,
): Lines {
  if (views.length === 0) return [];
  const rows = views.map((view): Row => [showPlace(view.place), escapeControls(explain(view))]);
  return [...say(page, title, page.paint.bold), '', ...layOutRows(rows, page.room)];
}

function showPlace({ file, start }: Place): string {
  return escapeControls(`${file}:${start.line}:${start.column}`);
}

function tellRewritten(page: Page): Lines {
  const { result, paint } = page;
  if (result.changed.length === 0) return [];
  const rewritten = result.findings.filter(isRewritten).length;
  const what = rewritten === 0 ? '' : `${count(rewritten, 'call')} in `;
  const title = `${result.dryRun ? 'Would rewrite' : 'Rewrote'} ${what}${count(result.changed.length, 'file')}`;
  return [...say(page, title, paint.bold), '', ...layOutRows(countRewritten(result), page.room)];
}

function tellEmptied(page: Page): Lines {
  const { result, paint } = page;
  const files = emptiedFiles(result);
  if (files.length === 0) return [];
  const title = `${count(files.length, 'file')} to delete: nothing ${result.dryRun ? 'would be' : 'is'} left in`;
  return [...say(page, title, paint.bold), '', ...files.map((file) => '  ' + escapeControls(file))];
}

function isRewritten({ ruleId, applied }: MigrationResult['findings'][number]): boolean {
  return ruleId === 'deprecated-params' && applied;
}

function countRewritten(result: MigrationResult): readonly Row[] {
  return result.changed
    .map(({ file }): Row => [escapeControls(showPath(result.root, file)), countIn(result, file)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A file without a call of its own changed because a value is born there. */
function countIn({ findings }: MigrationResult, file: string): string {
  const calls = findings.filter((finding) => isRewritten(finding) && finding.at.file === file).length;
  if (calls > 0) return count(calls, 'call');
  const comments = findings.filter(({ isCommented, at }) => isCommented && at.file === file).length;
  if (comments > 0) return `no call, ${count(comments, 'comment')}`;
  const edits = fixesOf(findings.filter(({ applied }) => applied)).flatMap((fix) => fix.edits);
  const places = edits.filter((edit) => edit.file === file).map(({ start, end }) => `${start}-${end}`);
  return places.length === 0 ? 'ticket code taken out' : `no call, ${count(new Set(places).size, 'edit')}`;
}

function foundNothing({ findings }: MigrationResult): boolean {
  return !findings.some(({ ruleId }) => ruleId === 'deprecated-params');
}

function tellNothingFound(page: Page): Lines {
  const { result, view } = page;
  if (!foundNothing(result)) return [];
  const files = count(result.filesScanned, 'file');
  const leftOut = view.leftOut.length === 0 ? '' : ` (${listLeftOut(view)} left out)`;
  return say(page, `No Zoho CRM call with an API key or ticket in ${files}${leftOut}.`);
}

export function tellSkipped(page: Page): Lines {
  const { view, paint, room } = page;
  if (view.skipped.length === 0) return [];
  const rows = view.skipped.map(({ file, reason }): Row => [escapeControls(file), escapeControls(reason)]);
  const title = `${count(view.skipped.length, 'file')} not judged, although the parameters may stand there`;
  return [...say(page, title, paint.bold), '', ...layOutRows(rows, room)];
}

/** Where nothing was found, that sentence tells it. */
function tellLeftOut(page: Page): Lines {
  const { result, view, paint } = page;
  if (view.leftOut.length === 0 || foundNothing(result)) return [];
  const looked = count(result.filesScanned, 'file');
  return say(page, `Looked at ${looked}; left out ${listLeftOut(view)}.`, paint.dim);
}

export function listLeftOut({ leftOut }: ResultView): string {
  return leftOut.map(([reason, n]) => `${groupDigits(n)} ${escapeControls(reason)}`).join(', ');
}

function tellWhatComesNext(page: Page): Lines {
  const { changed, findings } = page.result;
  const isOnlyCommented =
    findings.some(({ isCommented }) => isCommented) && !findings.some(({ applied }) => applied);
  return changed.length === 0 || isOnlyCommented ? [] : say(page, WHAT_COMES_NEXT);
}

function tellDryRun(page: Page): Lines {
  const { changed, dryRun } = page.result;
  return dryRun && changed.length > 0 ? say(page, HOW_TO_WRITE) : [];
}

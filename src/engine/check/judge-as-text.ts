import { IGNORE, type IgnoreComment, ignoreCommentsIn } from '../../languages/text/ignore-comments.ts';
import { lowerShown } from '../../languages/text/lower.ts';
import type { Finding } from '../../model/finding.ts';
import type { Position } from '../../model/position.ts';
import { findingAt } from '../../recognition/findings.ts';
import { judge } from '../../recognition/judgement.ts';
import { API_KEY, TICKET } from '../../zoho/parameters.ts';
import type { Tree } from '../tree.ts';

/** A finding in a text that is not kept, with all that is to be known of its place. */
export interface TextFinding {
  readonly finding: Finding;
  readonly start: Position;
  readonly end: Position;
  /** Its line as git counts, which ends lines with a line feed alone. */
  readonly gitLine: number;
  /** What stands there. */
  readonly text: string;
}

/** What a text showed; `inTime` is false where it was given up. */
export interface TextJudgement {
  readonly findings: readonly TextFinding[];
  readonly inTime: boolean;
  /** The comments that ask for findings to be ignored. */
  readonly ignores: readonly IgnoreComment[];
}

/** So much of a text is looked at again with what follows, lest a call falls between the two. */
const OVERLAP = 4096;
const WINDOW = 16 * 1024;
const TIME_LIMIT_MS = 10_000;
/** Whoever has so many of them in one file needs no more. */
const MOST_FINDINGS = 1000;

/** Without any of these a stretch is passed over. */
const OF_INTEREST = /apikey|ticket|crm|zoho-authtoken-ignore/i;
const PATH = /crm\/private\//i;
const NAME = /(?<![\w$-])(apikey|ticket)(?=["']?\s*[=:,\]])/g;
const ENDPOINT = /crm\\?\/private\\?\/|(?<![\w.-])crm(?:sandbox)?\.(?:zoho|baihui)\./i;
const JUDGED_AS_TEXT = 'judged as text, because no parser reads it';

/**
 * Judges a file by its text alone, piece by piece: URLs of calls that stand in it, and else the names of the
 * parameters beside an address of Zoho CRM.
 */
export function judgeAsText(
  file: string,
  readPieces: Tree['readPieces'],
  hosts: readonly string[],
  now: () => number = Date.now,
): TextJudgement {
  const deadline = now() + TIME_LIMIT_MS;
  const page = new Page();
  const calls = new Map<number, TextFinding>();
  const names = new Map<string, TextFinding>();
  const ignores = new Map<number, IgnoreComment>();
  let mentionsCrm = false;
  let inTime = true;
  readPieces(file, (piece) => {
    for (const { text, offset, line, place, isNew } of page.windows(piece)) {
      for (const comment of text.includes(IGNORE) ? ignoreCommentsIn(text) : []) {
        // In the next stretch, what stands before it may be cut off; what stands behind it, in this one.
        const known = ignores.get(offset + comment.start);
        const { isAlone } = known ?? comment;
        ignores.set(offset + comment.start, { ...comment, isAlone, line: line + comment.line });
      }
      mentionsCrm ||= ENDPOINT.test(text);
      for (const found of PATH.test(text) ? callsIn(file, text, hosts) : []) {
        if (!isNew(found.at.end)) continue;
        const call = place(found);
        // What was cut off by the end of a stretch is seen whole in the next.
        calls.set(call.start.offset, call);
      }
      for (const { index, 1: name } of text.matchAll(NAME))
        if (!names.has(name!)) names.set(name!, place(mention(file, index, name!)));
      inTime = now() < deadline;
      if (!inTime || calls.size >= MOST_FINDINGS) return false;
    }
    return true;
  });
  const findings = calls.size > 0 ? [...calls.values()] : mentionsCrm ? together(names) : [];
  return { findings: findings.slice(0, MOST_FINDINGS), inTime, ignores: [...ignores.values()] };
}

/** A part of the text that is looked at as a whole. */
interface Stretch {
  readonly text: string;
  readonly offset: number;
  /** Of its first character, counted from 0. */
  readonly line: number;
  isNew(end: number): boolean;
  place(found: Finding): TextFinding;
}

/** The text as it goes by: what was seen of it, and where lines begin. */
class Page {
  private held = '';
  /** Of the first held character. */
  private offset = 0;
  private line = 1;
  private gitLine = 1;
  private lineStart = 0;
  /** Up to here everything was looked at. */
  private seen = 0;
  private hasMark = false;

  /** The next stretches to look at; `place` puts a finding, whose offsets are those of the stretch, into the text. */
  *windows(piece: string): Generator<Stretch> {
    this.held += piece;
    if (this.offset === 0 && this.held.startsWith('\ufeff')) this.hasMark = true;
    const isLast = piece === '';
    if (!isLast && this.held.length > WINDOW && !OF_INTEREST.test(this.held)) {
      this.seen = this.offset + this.held.length;
      this.drop(this.held.length - OVERLAP);
      return;
    }
    while (this.held.length > WINDOW || (isLast && this.offset + this.held.length > this.seen)) {
      const text = this.held.slice(0, WINDOW);
      const { offset, seen } = this;
      yield {
        text,
        offset,
        line: this.line - 1,
        isNew: (end) => offset + end > seen,
        place: (finding) => this.place(finding, text),
      };
      this.seen = offset + text.length;
      this.drop(Math.max(text.length - OVERLAP, 1));
    }
  }

  private place(finding: Finding, text: string): TextFinding {
    const { file, start, end } = finding.at;
    return {
      finding: { ...finding, at: { file, start: this.offset + start, end: this.offset + end } },
      start: this.positionAt(start, text),
      end: this.positionAt(end, text),
      gitLine: this.gitLine + countFeeds(text.slice(0, start)),
      text: text.slice(start, end),
    };
  }

  private positionAt(at: number, text: string): Position {
    const before = text.slice(0, at);
    const breaks = countBreaks(before);
    const lineStart = breaks === 0 ? this.lineStart : this.offset + lastLineStart(before);
    // A byte order mark has no column.
    const hidden = lineStart === 0 && this.hasMark ? 1 : 0;
    const column = Math.max(this.offset + at - lineStart - hidden, 0) + 1;
    return { line: this.line + breaks, column, offset: this.offset + at };
  }

  private drop(length: number): void {
    // Both halves of a line end go together.
    const dropped = this.held.slice(0, this.held[length - 1] === '\r' ? length - 1 || 1 : length);
    const breaks = countBreaks(dropped);
    if (breaks > 0) this.lineStart = this.offset + lastLineStart(dropped);
    this.line += breaks;
    this.gitLine += countFeeds(dropped);
    this.offset += dropped.length;
    this.held = this.held.slice(dropped.length);
  }
}

function countBreaks(text: string): number {
  if (!text.includes('\r')) return countFeeds(text);
  return text.match(/\r\n?|\n/g)?.length ?? 0;
}

function countFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function lastLineStart(text: string): number {
  return Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
}

function callsIn(file: string, text: string, hosts: readonly string[]): Finding[] {
  const requests = lowerShown(file, text, [{ start: 0, end: text.length }]);
  return judge(requests, hosts)
    .filter(({ judgement }) => judgement === 'migrate')
    .map(({ variant }) =>
      findingAt(variant, {
        ruleId: 'deprecated-params',
        severity: 'error',
        message: `Calls Zoho CRM with an API key or ticket (${JUDGED_AS_TEXT}).`,
      }),
    );
}

function mention(file: string, start: number, name: string): Finding {
  return {
    ruleId: 'unresolved',
    severity: 'warning',
    message: `Names \`${name}\` in a file that speaks of Zoho CRM (${JUDGED_AS_TEXT}).`,
    at: { file, start, end: start + name.length },
  };
}

/** Both names beside an address are likely a call; one alone may be something else. */
function together(names: ReadonlyMap<string, TextFinding>): TextFinding[] {
  const [key, ticket] = [names.get(API_KEY), names.get(TICKET)];
  if (!key || !ticket) return [...names.values()];
  const first = key.start.offset < ticket.start.offset ? key : ticket;
  const message = `Names \`apikey\` and \`ticket\` beside an address of Zoho CRM (${JUDGED_AS_TEXT}).`;
  return [
    { ...first, finding: { ...first.finding, ruleId: 'deprecated-params', severity: 'error', message } },
  ];
}

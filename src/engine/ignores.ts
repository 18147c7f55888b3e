import { type IgnoreComment, ignoreCommentsIn } from '../languages/text/ignore-comments.ts';
import type { SourceRange } from '../model/edit.ts';
import type { Finding, RuleId } from '../model/finding.ts';

type Read = (file: string) => string | undefined;

/** What comments ask to ignore. */
export interface Ignores {
  /** Why a finding of a rule at this place is to be ignored, in the words of the comment; undefined: it is not. */
  reasonAt(ruleId: RuleId, at: SourceRange): string | undefined;
}

/** Reads the comments of a file when a finding in it is asked about. */
export function createIgnores(read: Read): Ignores {
  const files = new Map<string, FileIgnores>();
  return {
    reasonAt(ruleId, { file, start }) {
      const known = files.get(file) ?? new FileIgnores(read(file) ?? '');
      files.set(file, known);
      return known.at(ruleId, start)?.reason;
    },
  };
}

/** The same finding, ignored where a comment says so. */
export function markIgnored(finding: Finding, ignores: Ignores): Finding {
  const reason = ignores.reasonAt(finding.ruleId, finding.at);
  return reason === undefined ? finding : { ...finding, ignored: reason };
}

/** The lines that comments speak of. */
export class IgnoredLines {
  private readonly byLine = new Map<number, IgnoreComment[]>();

  constructor(comments: readonly IgnoreComment[]) {
    const alone = new Set(comments.filter(({ isAlone }) => isAlone).map(({ line }) => line));
    for (const comment of comments) {
      this.add(comment.line, comment);
      if (!comment.isAlone) continue;
      // Several of them in a row all speak of the line below.
      let next = comment.line + 1;
      while (alone.has(next)) next++;
      this.add(next, comment);
    }
  }

  /** @param line counted from 0 */
  on(line: number, ruleId: RuleId): IgnoreComment | undefined {
    return this.byLine.get(line)?.find((comment) => isValid(comment) && comment.rules?.includes(ruleId));
  }

  private add(line: number, comment: IgnoreComment): void {
    this.byLine.set(line, [...(this.byLine.get(line) ?? []), comment]);
  }
}

/** The comments of one file, and the lines that they speak of. */
export class FileIgnores {
  readonly comments: readonly IgnoreComment[];
  private readonly text: string;
  private readonly lines: IgnoredLines;

  constructor(text: string) {
    this.text = text;
    this.comments = ignoreCommentsIn(text);
    this.lines = new IgnoredLines(this.comments);
  }

  at(ruleId: RuleId, offset: number): IgnoreComment | undefined {
    if (this.comments.length === 0) return undefined;
    return this.lines.on(this.text.slice(0, offset).split(/\r\n|\n|\r/).length - 1, ruleId);
  }
}

function isValid({ reason }: IgnoreComment): boolean {
  return reason !== '';
}

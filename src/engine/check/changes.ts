import type { SourceRange } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import type { TextFinding } from './judge-as-text.ts';
import type { CheckScope } from './scope.ts';

/** Tells whether any line that a finding is about is added or changed by the commit. */
export function createChangeTest(
  { changedLines, judged, around }: CheckScope,
  inTexts: readonly TextFinding[],
): (finding: Finding) => boolean {
  if (!changedLines) {
    // A call in another file is told where what it sends stands in one of these.
    return ({ at, places = [] }) => [at, ...places].some(({ file }) => judged.has(file));
  }
  const lineInText = new Map(inTexts.map(({ finding, gitLine }) => [finding, gitLine]));
  const linesIn = ({ file, start, end }: SourceRange) => {
    const text = around().read(file) ?? '';
    return { from: lineAt(text, start), to: lineAt(text, Math.max(start, end - 1)) };
  };
  return (finding) => {
    const known = lineInText.get(finding);
    if (known !== undefined) return changedLines(finding.at.file).has(known);
    return (finding.places ?? [finding.at]).some((place) => {
      const { from, to } = linesIn(place);
      const lines = changedLines(place.file);
      for (let line = from; line <= to; line++) if (lines.has(line)) return true;
      return false;
    });
  };
}

/** The line of an offset, as git counts them. */
function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

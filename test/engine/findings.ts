import type { Edit } from '../../src/model/edit.ts';
import type { Finding } from '../../src/model/finding.ts';

/** An edit that puts `text` in the place of the first `needle` of a text. */
export function replacing(file: string, source: string, needle: string, text: string): Edit {
  const start = source.indexOf(needle);
  if (start < 0) throw new Error(`${needle} is not in the text`);
  return { file, start, end: start + needle.length, text };
}

/** A finding whose fix makes these edits. */
export function fixing(
  group: string,
  edits: readonly Edit[],
  safety: NonNullable<Finding['fix']>['safety'] = 'safe',
): Finding {
  const [{ file, start, end } = { file: '/a.js', start: 0, end: 0 }] = edits;
  return {
    ruleId: 'deprecated-params',
    severity: 'error',
    message: 'a call',
    at: { file, start, end },
    fix: { safety, group, edits },
  };
}

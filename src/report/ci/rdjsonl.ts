import type { Severity } from '../../model/finding.ts';
import { TOOL } from '../../package.ts';
import { escapeControlsInJson } from '../escape.ts';
import { helpUrl, type Issues } from './issues.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' };

/** The diagnostics of reviewdog, one a line. Its columns count bytes. */
export function renderRdjsonl({ open, unread }: Issues): string {
  const source = { name: TOOL.name, url: TOOL.homepage };
  const diagnostics = [
    ...open.map(({ ruleId, severity, message, path, start, end, bytes, proposal }) => ({
      message,
      location: {
        path,
        range: {
          start: { line: start.line, ...(bytes && { column: bytes.start }) },
          end: { line: end.line, ...(bytes && { column: bytes.end }) },
        },
      },
      severity: SEVERITIES[severity],
      source,
      code: { value: ruleId, url: helpUrl(ruleId) },
      ...(proposal && { suggestions: [{ range: proposal.whole.range, text: proposal.whole.text }] }),
    })),
    ...unread.map(({ path, reason }) => ({
      message: `Not judged: ${reason}`,
      location: { path },
      severity: 'ERROR',
      source,
    })),
  ];
  return diagnostics.map((one) => escapeControlsInJson(JSON.stringify(one)) + '\n').join('');
}

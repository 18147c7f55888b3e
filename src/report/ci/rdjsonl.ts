import type { Severity } from '../../model/finding.ts';
import { TOOL } from '../../package.ts';
import { escapeControlsInJson } from '../escape.ts';
import { helpUrl, type Issues } from './issues.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' };

/**
 * The diagnostics of reviewdog, one a line. Its columns count bytes and ours do not, so that lines are told alone.
 */
export function renderRdjsonl({ open, unread }: Issues): string {
  const source = { name: TOOL.name, url: 'https://www.npmjs.com/package/zoho-authtoken' };
  const diagnostics = [
    ...open.map(({ ruleId, severity, message, path, start, end }) => ({
      message,
      location: { path, range: { start: { line: start.line }, end: { line: end.line } } },
      severity: SEVERITIES[severity],
      source,
      code: { value: ruleId, url: helpUrl(ruleId) },
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

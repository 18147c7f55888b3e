import { createHash } from 'node:crypto';
import type { Severity } from '../../model/finding.ts';
import { escapeControlsInJson } from '../escape.ts';
import type { Issues } from './issues.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', note: 'info' };

/** A Code Quality report of GitLab. */
export function renderGitlab({ open, unread }: Issues): string {
  const entries = [
    ...open.map(({ ruleId, severity, message, path, start, end, fingerprint }) => ({
      description: message,
      check_name: ruleId,
      fingerprint,
      severity: SEVERITIES[severity],
      location: { path, lines: { begin: start.line, end: end.line } },
    })),
    ...unread.map(({ path, reason }) => ({
      description: `Not judged: ${reason}`,
      check_name: 'not-judged',
      fingerprint: createHash('sha256')
        .update(JSON.stringify([path, reason]))
        .digest('hex')
        .slice(0, 32),
      severity: 'major',
      location: { path, lines: { begin: 1 } },
    })),
  ];
  return escapeControlsInJson(JSON.stringify(entries, null, 2)) + '\n';
}

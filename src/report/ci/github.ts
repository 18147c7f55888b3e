import type { Severity } from '../../model/finding.ts';
import { escapeControls } from '../escape.ts';
import type { Issue, Issues } from './issues.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** Annotations for GitHub's runner, which shows ten of each kind a step: what blocks comes first. */
export function renderGithub({ open, unread }: Issues): string {
  const ordered = [...open].sort((a, b) => Number(b.blocks) - Number(a.blocks));
  const lines = [
    ...ordered.map(annotate),
    ...unread.map(({ path, reason }) => command('error', { file: path, title: 'not judged' }, reason)),
  ];
  return lines.map((line) => line + '\n').join('');
}

function annotate({ ruleId, severity, message, path, start, end }: Issue): string {
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const properties = { file: path, line: start.line, endLine: end.line, ...columns, title: ruleId };
  return command(COMMANDS[severity], properties, message);
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}`;
}

/** As the runner reads it back: `%`, CR and LF. What else a terminal would obey is spelled out. */
function escapeData(text: string): string {
  const encoded = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return escapeControls(encoded);
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

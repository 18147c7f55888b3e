import { TOOL } from '../../package.ts';
import { escapeControls } from '../escape.ts';
import type { Issue, Issues } from './issues.ts';

/** A JUnit report: what blocks has failed, the rest is told beside tests that pass; a clean run is one that passes. */
export function renderJunit({ open, unread }: Issues): string {
  const cases = [
    ...open.map(testCase),
    ...unread.map(({ path, reason }) =>
      element('testcase', { classname: path, name: 'not judged' }, [element('error', { message: reason })]),
    ),
  ];
  const failures = open.filter(({ blocks }) => blocks).length;
  const all = cases.length > 0 ? cases : [element('testcase', { classname: TOOL.name, name: 'no findings' })];
  const counts = { tests: all.length, failures, errors: unread.length };
  const suite = element('testsuite', { name: TOOL.name, ...counts }, all);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: TOOL.name, ...counts }, [suite])}\n`;
}

function testCase({ ruleId, message, path, start, severity, blocks }: Issue): string {
  const place = `${path}:${start.line}:${start.column}`;
  const told = blocks
    ? element('failure', { message, type: severity }, [escapeXml(`${place}: ${message}`)])
    : element('system-out', {}, [escapeXml(`${severity}: ${message}`)]);
  return element('testcase', { classname: path, name: `${ruleId} ${start.line}:${start.column}` }, [told]);
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: readonly string[] = [],
): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const head = `<${name}${list.join('')}`;
  return content.length === 0 ? `${head}/>` : `${head}>${content.join('\n')}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML has no way to write most control characters, so that they are spelled out first. */
function escapeXml(text: string): string {
  return escapeControls(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

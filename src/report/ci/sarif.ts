import { RULE_IDS, type RuleId } from '../../model/finding.ts';
import type { Position } from '../../model/position.ts';
import { TOOL } from '../../package.ts';
import { escapeControlsInJson } from '../escape.ts';
import { RULE_TEXTS, summaryOf } from '../rule-texts.ts';
import { helpUrl, type Issue, type Issues } from './issues.ts';

/** GitHub takes no more from one run. */
const MOST_RESULTS = 25_000;

/** SARIF 2.1.0: one run, with every rule, whether it found something or not. */
export function renderSarif(issues: Issues): string {
  const results = [...issues.open, ...issues.suppressed];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: TOOL.name,
            version: TOOL.version,
            semanticVersion: TOOL.version,
            informationUri: TOOL.homepage,
            rules: RULE_IDS.map(describeRule),
          },
        },
        automationDetails: { id: `${TOOL.name}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: issues.unread.length === 0,
            toolExecutionNotifications: [
              ...issues.unread.map(({ path, reason }) => ({
                level: 'error',
                message: { text: `Not judged: ${reason}` },
                locations: [{ physicalLocation: { artifactLocation: locate(path) } }],
              })),
              ...(results.length > MOST_RESULTS
                ? [
                    {
                      level: 'warning',
                      message: { text: `${results.length - MOST_RESULTS} results are left out.` },
                    },
                  ]
                : []),
            ],
          },
        ],
        results: results.slice(0, MOST_RESULTS).map(describeResult),
      },
    ],
  };
  return escapeControlsInJson(JSON.stringify(log, null, 2)) + '\n';
}

function describeRule(id: RuleId) {
  const { severity, meaning, whatToDo, before, after } = RULE_TEXTS[id];
  const example = [...before.map((line) => `- ${line}`), ...after.map((line) => `+ ${line}`)];
  const code = example.length === 0 ? '' : `\n\n\`\`\`diff\n${example.join('\n')}\n\`\`\``;
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: summaryOf(id) },
    fullDescription: { text: meaning },
    helpUri: helpUrl(id),
    help: {
      text: [meaning, whatToDo, ...example].join('\n'),
      markdown: `${meaning}\n\n${whatToDo}${code}`,
    },
    defaultConfiguration: { level: severity },
    properties: { tags: ['maintainability', 'security'] },
  };
}

/** `deprecated-params` becomes `DeprecatedParams`, as SARIF wants names. */
function nameOf(id: RuleId): string {
  return id.replace(/(?:^|-)(\w)/g, (_whole, letter: string) => letter.toUpperCase());
}

function describeResult(issue: Issue) {
  const { ruleId, severity, message, path, start, end, fingerprint, suppressed, proposal } = issue;
  return {
    ruleId,
    ruleIndex: RULE_IDS.indexOf(ruleId),
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: locate(path),
          region: regionOf(start, end),
        },
      },
    ],
    ...(proposal && {
      fixes: [
        {
          description: { text: 'What `zoho-authtoken migrate` would write' },
          artifactChanges: [
            {
              artifactLocation: locate(path),
              replacements: proposal.edits.map((edit) => ({
                deletedRegion: regionOf(edit.start, edit.end),
                insertedContent: { text: edit.text },
              })),
            },
          ],
        },
      ],
    }),
    partialFingerprints: { 'zohoAuthtoken/v1': fingerprint },
    suppressions: suppressed && [
      { kind: suppressed.by === 'comment' ? 'inSource' : 'external', justification: suppressed.reason },
    ],
  };
}

function regionOf(start: Position, end: Position) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function locate(path: string) {
  const uri = path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

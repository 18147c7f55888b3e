import type {
  AppliedFinding,
  ChangedFile,
  CheckResult,
  MigrationResult,
} from '../../../src/model/migration.ts';
import { at, found, resultOf } from '../results.ts';

/** Texts that would run, or end what they stand in, where a page took them for more than text. */
export const HOSTILE: readonly string[] = [
  '<img src=x onerror=window.__pwned=1>',
  '</script><script>window.__pwned=1</script>',
  '"><svg onload=window.__pwned=1>',
  "' onmouseover='window.__pwned=1",
  'javascript:window.__pwned=1',
  '</noscript><img src=x onerror=window.__pwned=1>',
  '</style></pre></table></details><iframe srcdoc="<script>parent.__pwned=1</script>">',
  ']]>--><!--<script>window.__pwned=1</script>',
  '${window.__pwned=1}{{constructor.constructor("window.__pwned=1")()}}',
  'https://example.org/x.png',
  '\u001b[31mred\u0007\u0000\u202eevil\u2066\ud800\u2028end\u0085\u009b',
  '&lt;script&gt;&#x3c;script&#62;',
];

/** Everything that a report quotes, said by an enemy. */
export function hostileResult(): MigrationResult {
  const texts = new Map<string, string>();
  const changed: ChangedFile[] = [];
  const findings: AppliedFinding[] = [];
  for (const [i, hostile] of HOSTILE.entries()) {
    const file = `/repo/${i}/${hostile}/a.js`;
    const text = `${hostile}\nget('${hostile}', apikey)\r\nlogin(); // ${hostile}\n`;
    texts.set(file, text);
    changed.push({
      file,
      encoding: 'utf8',
      before: text,
      after: text.replace('apikey', `authtoken ${hostile}`),
    });
    const endpoint = { host: hostile, format: hostile, module: hostile, method: hostile };
    const [call, login] = [at(file, text, 'apikey'), at(file, text, 'login()')];
    const about = { message: `Says \`${hostile}\`, ${hostile}`, symbol: hostile, endpoint };
    findings.push(
      found({ ruleId: 'deprecated-params', at: call, applied: true, ...about }),
      found({ ruleId: 'deprecated-params', at: call, refusal: hostile, ...about }),
      found({ ruleId: 'unresolved', severity: 'warning', at: call, ...about }),
      found({ ruleId: 'left-over', severity: 'note', at: call, ignored: hostile, ...about }),
      found({
        ruleId: 'ticket-regeneration',
        severity: 'warning',
        at: login,
        ...about,
        ticketCode: {
          part: 'login',
          mechanism: hostile,
          callers: [{ at: call, symbol: hostile }],
          waiting: [call],
          ...(i % 2 === 0 && { neededBy: hostile }),
        },
      }),
      found({
        ruleId: 'ticket-regeneration',
        severity: 'warning',
        at: call,
        ...about,
        ticketCode: { part: 'account', mechanism: hostile, callers: [], waiting: [] },
      }),
    );
  }
  const tokens = HOSTILE.map((name, i) => ({
    source: { kind: 'environment' as const, name, formerName: name, at: findings[i * 6]!.at },
    callSites: [findings[i * 6]!.at],
  }));
  return resultOf({
    dryRun: true,
    changed,
    findings,
    tokens,
    texts,
    skipped: HOSTILE.map((text) => ({ file: `/repo/${text}`, reason: text })),
    leftOut: Object.fromEntries(HOSTILE.map((text) => [text, 1])),
    displayName: HOSTILE.join(' '),
  });
}

/** So many findings, over files of ten: rewritten calls, hand work, warnings. */
export function largeResult(count: number): MigrationResult {
  const texts = new Map<string, string>();
  const changed: ChangedFile[] = [];
  const findings: AppliedFinding[] = [];
  for (let f = 0; f < count / 10; f++) {
    const file = `/repo/part${f % 20}/sub${f % 7}/file${f}.js`;
    const text = Array.from({ length: 10 }, (_, i) => functionOf(f, i)).join('\n');
    texts.set(file, text);
    changed.push({
      file,
      encoding: 'utf8',
      before: text,
      after: text.replace(
        /apikey=' \+ (key[0-5]) \+ '&ticket=' \+ ticket/g,
        "authtoken=' + $1 + '&scope=crmapi'",
      ),
    });
    for (let i = 0; i < 10; i++) {
      const endpoint = { host: 'crm.zoho.com', format: 'json', module: 'Leads', method: `get${i}` };
      const call = at(file, text, `request.get('https://crm.zoho.com/crm/private/json/Leads/get${i}?`);
      if (i < 6) findings.push(found({ ruleId: 'deprecated-params', at: call, applied: true, endpoint }));
      else if (i < 8)
        findings.push(
          found({ ruleId: 'deprecated-params', at: call, refusal: 'the login varies', endpoint }),
        );
      else findings.push(found({ ruleId: 'unresolved', severity: 'warning', at: call, endpoint }));
    }
  }
  return resultOf({ dryRun: true, changed, findings, texts, filesScanned: changed.length });
}

function functionOf(f: number, i: number): string {
  return [
    `exports.list${i} = function (options, done) {`,
    `  const from = options.page * ${f};`,
    `  request.get('https://crm.zoho.com/crm/private/json/Leads/get${i}?newFormat=1&apikey=' + key${i} + '&ticket=' + ticket, function (error, reply, body) {`,
    '    if (error) return done(error);',
    '    done(null, JSON.parse(body).response.result.slice(from));',
    '  });',
    '};',
    '',
  ].join('\n');
}

/** What `check` makes of findings: one of each standing. */
export function checkResult(): CheckResult {
  const { changed: _, ...large } = largeResult(10);
  const standings = ['blocks', 'blocks', 'passes', 'elsewhere', 'accepted', 'ignored'] as const;
  return {
    ...large,
    changed: [],
    findings: large.findings.map((finding, i) => {
      const standing = standings[i % standings.length]!;
      const { refusal: _refusal, ...rest } = finding;
      return {
        ...rest,
        applied: false,
        standing,
        ...(standing === 'ignored' && { ignored: 'the proxy adds the token' }),
        ...(i === 0 && { proposed: true as const }),
      };
    }),
    check: {
      changedLinesOnly: true,
      stale: [{ ruleId: 'unresolved', file: '/repo/gone.js' }],
      pruned: false,
      staleBlocks: false,
    },
  };
}

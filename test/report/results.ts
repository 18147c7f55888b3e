import type { SourceRange } from '../../src/model/edit.ts';
import type { Finding, TokenNeed } from '../../src/model/finding.ts';
import type { AppliedFinding, ChangedFile, MigrationResult } from '../../src/model/migration.ts';

const ROOT = '/repo';

/** A result that found nothing, with what a test adds to it. */
export function resultOf(parts: Partial<MigrationResult> = {}): MigrationResult {
  return {
    root: ROOT,
    dryRun: false,
    filesScanned: 3,
    leftOut: {},
    changed: [],
    findings: [],
    tokens: [],
    skipped: [],
    texts: new Map(),
    displayName: 'legacy-app',
    ...parts,
  };
}

/** The range of the first `needle` in a text, in the file that holds it. */
export function at(file: string, text: string, needle: string): SourceRange {
  const start = text.indexOf(needle);
  if (start < 0) throw new Error(`${needle} is not in the text`);
  return { file, start, end: start + needle.length };
}

export function found(parts: Pick<Finding, 'ruleId' | 'at'> & Partial<AppliedFinding>): AppliedFinding {
  return { severity: 'error', message: 'It carries `apikey` and `ticket`', applied: false, ...parts };
}

const LEADS = '/repo/src/leads.js';
const LEADS_BEFORE = [
  'const key = process.env.ZOHO_APIKEY;',
  "get('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + key + '&ticket=' + ticket);",
  "get('https://crm.zoho.com/crm/private/json/Leads/getFields?apikey=' + key + '&ticket=' + tickets[user]);",
  '',
].join('\n');
const LEADS_AFTER = LEADS_BEFORE.replace('ZOHO_APIKEY', 'ZOHO_AUTHTOKEN').replace(
  "apikey=' + key + '&ticket=' + ticket)",
  "authtoken=' + key + '&scope=crmapi')",
);
const LOGIN = '/repo/src/login.js';
const LOGIN_TEXT = '\ufeffexport function login() {}\r\nexport function timer() {}\r\n';
const CONFIG = '/repo/config.json';
const CONFIG_BEFORE = '{\n  "host": "crm.zoho.eu",\n  "apikey": ""\n}\n';

const firstCall = at(LEADS, LEADS_BEFORE, 'https://crm.zoho.com/crm/private/json/Leads/getMyRecords');
const secondCall = at(LEADS, LEADS_BEFORE, 'https://crm.zoho.com/crm/private/json/Leads/getFields');

const environmentToken: TokenNeed = {
  source: {
    kind: 'environment',
    name: 'ZOHO_AUTHTOKEN',
    formerName: 'ZOHO_APIKEY',
    at: at(LEADS, LEADS_BEFORE, 'process.env.ZOHO_APIKEY'),
  },
  user: {
    perUser: false,
    by: 'login',
    from: [{ kind: 'environment', name: 'CRM_USER', at: at(LOGIN, LOGIN_TEXT, 'login') }],
    id: 1,
  },
  callSites: [secondCall, firstCall, firstCall],
  revoke: [
    {
      what: 'ticket',
      setting: { kind: 'entry', name: 'ticket' },
      at: at(CONFIG, CONFIG_BEFORE, '"crm.zoho.eu"'),
    },
    {
      what: 'key',
      setting: { kind: 'environment', name: 'ZOHO_APIKEY' },
      at: at(LEADS, LEADS_BEFORE, 'process.env.ZOHO_APIKEY'),
    },
  ],
};

const configurationToken: TokenNeed = {
  source: { kind: 'configuration', name: 'authtoken', at: at(CONFIG, CONFIG_BEFORE, '"apikey"') },
  callSites: [at(LOGIN, LOGIN_TEXT, 'timer')],
};

const changed: readonly ChangedFile[] = [
  { file: LEADS, encoding: 'utf8', before: LEADS_BEFORE, after: LEADS_AFTER },
  {
    file: CONFIG,
    encoding: 'utf8',
    before: CONFIG_BEFORE,
    after: CONFIG_BEFORE.replace('apikey', 'authtoken'),
  },
];

/** One of everything, deliberately out of order. */
export const EVERYTHING: MigrationResult = resultOf({
  filesScanned: 1234,
  leftOut: { ignored: 12, binary: 1, vendored: 0 },
  changed,
  findings: [
    found({
      ruleId: 'ticket-regeneration',
      severity: 'note',
      message: 'Fetches a ticket by the clock.',
      symbol: 'timer',
      at: at(LOGIN, LOGIN_TEXT, 'timer'),
      endpoint: { host: 'crm.zoho.eu:443' },
      ticketCode: {
        part: 'schedule',
        mechanism: 'renew',
        callers: [],
        waiting: [],
        neededBy: 'calls of Recruit send its ticket',
      },
    }),
    found({
      ruleId: 'ticket-regeneration',
      severity: 'warning',
      message: 'Logs in to Zoho for a ticket.',
      symbol: 'login',
      at: at(LOGIN, LOGIN_TEXT, 'login'),
      ticketCode: {
        part: 'login',
        mechanism: 'login',
        callers: [{ at: secondCall }, { at: firstCall, symbol: 'leads' }],
        waiting: [secondCall, firstCall],
      },
    }),
    found({
      ruleId: 'deprecated-params',
      message: 'The login varies: the caller must supply the token of that user',
      at: secondCall,
      endpoint: { host: 'crm.zoho.com', format: 'json', module: 'Leads', method: 'getFields' },
      fix: { safety: 'by-hand', group: 'b', edits: [] },
    }),
    found({
      ruleId: 'deprecated-params',
      at: firstCall,
      applied: true,
      endpoint: { host: 'crm.zoho.com', format: 'json', module: 'Leads', method: 'getMyRecords' },
      fix: {
        safety: 'safe',
        group: 'a',
        edits: [{ ...at(CONFIG, CONFIG_BEFORE, 'apikey'), text: 'authtoken' }],
      },
    }),
    found({
      ruleId: 'hardcoded-credential',
      severity: 'warning',
      message: "The source holds a key: apikey='0123456789abcdef0123456789abcdef'",
      at: at(LEADS, LEADS_BEFORE, 'key'),
    }),
    found({
      ruleId: 'other-zoho-service',
      severity: 'note',
      message: 'recruit.zoho.com is Zoho Recruit',
      at: at(LEADS, LEADS_BEFORE, 'get'),
    }),
    found({ ruleId: 'needs-token', severity: 'note', message: 'Told under tokens', at: firstCall }),
  ],
  tokens: [environmentToken, configurationToken],
  revoke: [{ what: 'password', at: at(LOGIN, LOGIN_TEXT, 'login') }],
  skipped: [{ file: '/other/broken\u001b[31m.js', reason: 'does not parse' }],
  texts: new Map([
    [LEADS, LEADS_BEFORE],
    [LOGIN, LOGIN_TEXT],
    [CONFIG, CONFIG_BEFORE],
  ]),
});

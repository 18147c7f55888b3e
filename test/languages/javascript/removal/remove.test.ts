import { expect, test } from 'vitest';
import { removeFrom } from './remove.ts';

const LOGIN = `
function getTicket(done) {
  request.get({ url: LOGIN_URL, qs: { FROM_AGENT: 'true', LOGIN_ID: USER, PASSWORD: PASSWORD } }, function (err, res, body) {
    if (err) return done(err);
    done(null, /TICKET=(\\w+)/.exec(body)[1]);
  });
}
`;

test('a callback that waited for a ticket runs at once, and the login goes with what only it used', () => {
  const { texts, gone } = removeFrom(
    {
      'app.js': `var request = require('request');
var LOGIN_URL = 'https://accounts.zoho.com/login';
var USER = process.env.ZOHO_USER, PASSWORD = process.env.ZOHO_PASSWORD;
var TOKEN = process.env.ZOHO_AUTHTOKEN;

// Tickets die after seven days.
${LOGIN.trim()}

// Lists the leads.
exports.leads = function (done) {
  getTicket(function (err, ticket) {
    if (err) return done(err);
    // All of them.
    var url = 'https://crm.zoho.com/crm/private/json/Leads/getMyRecords?authtoken=' + TOKEN +
      '&scope=crmapi';
    request.get(url, done);
  });
};
`,
    },
    [{ part: 'login', from: 'function getTicket' }],
  );
  expect(texts['app.js']).toBe(`var request = require('request');
var TOKEN = process.env.ZOHO_AUTHTOKEN;

// Lists the leads.
exports.leads = function (done) {
  // All of them.
  var url = 'https://crm.zoho.com/crm/private/json/Leads/getMyRecords?authtoken=' + TOKEN +
    '&scope=crmapi';
  request.get(url, done);
};
`);
  expect(gone).toEqual(['function getTicket']);
});

test('an awaited ticket goes, with the guard that asked for it', () => {
  const { texts } = removeFrom(
    {
      'app.mjs': `import { getTicket } from './ticket.mjs';

export async function leads() {
  const ticket = await getTicket();
  if (!ticket) throw new Error('no ticket');
  return fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?authtoken=' + TOKEN + '&scope=crmapi');
}
`,
      'ticket.mjs': `const LOGIN = 'https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true';

export async function getTicket() {
  const reply = await fetch(LOGIN + '&LOGIN_ID=' + process.env.USER);
  return /TICKET=(.*)/.exec(await reply.text())[1];
}
`,
    },
    [{ part: 'login', file: 'ticket.mjs', from: 'export async function getTicket' }],
  );
  expect(texts).toEqual({
    'app.mjs': `export async function leads() {
  return fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?authtoken=' + TOKEN + '&scope=crmapi');
}
`,
    'ticket.mjs': '',
  });
});

test('members, retries, schedules and parameters that only the ticket had go', () => {
  const { texts, held } = removeFrom(
    {
      'client.js': `class Client {
  constructor(user, password, key) {
    this.user = user;
    this.password = password;
    this.key = key;
    this.ticket = null;
    this.expires = 0;
  }

  async login() {
    const body = await get(\`https://accounts.zoho.com/login?FROM_AGENT=true&LOGIN_ID=\${this.user}&PASSWORD=\${this.password}\`);
    this.ticket = body.match(/TICKET=(.*)/)[1];
    this.expires = Date.now() + 6 * 24 * 3600 * 1000;
  }

  async call(path, retried) {
    if (!this.ticket || Date.now() > this.expires) await this.login();
    const body = await get('https://crm.zoho.com/crm/private/json/' + path + '?authtoken=' + this.key + '&scope=crmapi');
    if (body.includes('4834') && !retried) {
      await this.login();
      return this.call(path, true);
    }
    return body;
  }
}

const client = new Client(process.env.ZOHO_USER, process.env.ZOHO_PASSWORD, process.env.ZOHO_AUTHTOKEN);
setInterval(() => client.login(), 6 * 24 * 3600 * 1000);
client.call('Leads/getMyRecords').then(console.log);
`,
    },
    [
      { part: 'login', from: 'async login() {', to: '\n  }' },
      { part: 'retry', kind: 'statement', from: "if (body.includes('4834')", to: '\n    }' },
      { part: 'schedule', kind: 'statement', from: 'setInterval(', to: '1000);' },
    ],
  );
  expect(held).toEqual({});
  expect(texts['client.js']).toBe(`class Client {
  constructor(key) {
    this.key = key;
  }

  async call(path) {
    const body = await get('https://crm.zoho.com/crm/private/json/' + path + '?authtoken=' + this.key + '&scope=crmapi');
    return body;
  }
}

const client = new Client(process.env.ZOHO_AUTHTOKEN);
client.call('Leads/getMyRecords').then(console.log);
`);
});

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

/** What the removal makes of one file with this login at its end. */
function after(source: string, login = LOGIN): string {
  const from = login.trim().slice(0, 20);
  const { texts } = removeFrom({ 'app.js': source + login }, [{ part: 'login', from }]);
  return (texts['app.js'] ?? source + login).replace(/\n$/, '');
}

const ASYNC_LOGIN = `
async function getTicket() {
  const reply = await get('https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true');
  return /TICKET=(.*)/.exec(reply)[1];
}
`;

test.each<[string, string, string, string?]>([
  [
    'a promise for the ticket',
    'exports.leads = () => getTicket().then(function (ticket) {\n  return get(URL);\n}).then(parse);\n',
    'exports.leads = () => Promise.resolve().then(function () {\n  return get(URL);\n}).then(parse);',
    ASYNC_LOGIN,
  ],
  [
    'a callback that is an expression',
    'function leads(done) {\n  getTicket((err, ticket) => get(URL, done));\n}\n',
    'function leads(done) {\n  get(URL, done);\n}',
  ],
  [
    'a callback whose answer is returned',
    'function leads(done) {\n  return getTicket(function (err, ticket) {\n    if (err) { done(err); return; }\n    return get(URL, done);\n  });\n}\n',
    'function leads(done) {\n  return get(URL, done);\n}',
  ],
  [
    'both branches of an error',
    'function leads(done) {\n  getTicket(function (err, ticket) {\n    if (err) {\n      done(err);\n    } else {\n      get(URL, done);\n    }\n  });\n}\n',
    'function leads(done) {\n  get(URL, done);\n}',
  ],
  [
    'a guard that asks for more',
    'function leads(id, done) {\n  getTicket(function (err, ticket) {\n    if (err || !ticket || !id) return done(err);\n    get(URL + id, done);\n  });\n}\n',
    'function leads(id, done) {\n  if (!id) return done(null);\n  get(URL + id, done);\n}',
  ],
  [
    'a guard that asks for something else, too',
    "function leads(id, done) {\n  getTicket(function (err, ticket) {\n    if (err || !id) return done(new Error('no'));\n    get(URL + id, done);\n  });\n}\n",
    "function leads(id, done) {\n  if (!id) return done(new Error('no'));\n  get(URL + id, done);\n}",
  ],
  [
    'a try around it',
    'async function leads() {\n  let ticket;\n  try {\n    ticket = await getTicket();\n  } catch (e) {\n    return report(e);\n  }\n  return get(URL);\n}\n',
    'async function leads() {\n  return get(URL);\n}',
    ASYNC_LOGIN,
  ],
  [
    'parameters that carried it',
    'function search(ticket, name, done) {\n  get(URL + name, done);\n}\nexports.search = function (name, done) {\n  getTicket(function (err, ticket) {\n    if (err) return done(err);\n    search(ticket, name, done);\n  });\n};\n',
    undefined!,
  ],
  [
    'lines without semicolons',
    'const a = 1\nvar started = getTicket()\n;[1, 2].forEach(run)\n',
    'const a = 1\n;[1, 2].forEach(run)',
    ASYNC_LOGIN,
  ],
  [
    'the lines of a template',
    'function leads(done) {\n  getTicket(function (err, ticket) {\n    post(URL, `<Leads>\n    <row no="1"/>\n    </Leads>`, done);\n  });\n}\n',
    'function leads(done) {\n  post(URL, `<Leads>\n    <row no="1"/>\n    </Leads>`, done);\n}',
  ],
  [
    'an alternative that was there already',
    'async function leads() {\n  const ticket = process.env.TICKET || (await getTicket());\n  return get(URL);\n}\n',
    'async function leads() {\n  return get(URL);\n}',
    ASYNC_LOGIN,
  ],
])('%s', (_name, source, expected, login) => {
  const result = after(source, login);
  expect(result).toBe(expected ?? (source + (login ?? LOGIN)).replace(/\n$/, ''));
});

test.each<[string, string]>([
  [
    'code behind it would run later',
    "function leads(done) {\n  getTicket(function (err, ticket) {\n    get(URL, done);\n  });\n  log('asked');\n}\n",
  ],
  [
    'its callback speaks of itself',
    'function leads(done) {\n  getTicket(function (err, ticket) {\n    get(this.url, done);\n  });\n}\n',
  ],
  [
    'a name is taken',
    'function leads(url, done) {\n  getTicket(function (err, ticket) {\n    var url = URL;\n    get(url, done);\n  });\n}\n',
  ],
  [
    'a variable has no value yet',
    'leads(print);\nvar URL = "https://crm.zoho.com";\nfunction leads(done) {\n  getTicket(function (err, ticket) {\n    get(URL, done);\n  });\n}\n',
  ],
  [
    'what the login answers is used',
    'function leads(done) {\n  getTicket(function (err, ticket) {\n    log(ticket);\n    get(URL, done);\n  });\n}\n',
  ],
  [
    'a loop goes on meanwhile',
    'function leads(ids, done) {\n  for (const id of ids) {\n    getTicket(function (err, ticket) {\n      get(URL + id, done);\n    });\n  }\n}\n',
  ],
  ['it is handed on', 'app.get("/ticket", getTicket);\n'],
  ['its answer is handed on', 'exports.now = function (done) { return getTicket(done); };\n'],
])('ticket code stays where %s', (_reason, source) => {
  const { texts, held } = removeFrom({ 'app.js': source + LOGIN }, [
    { part: 'login', from: 'function getTicket' },
  ]);
  expect(texts).toEqual({});
  expect(Object.keys(held)).toEqual(['function getTicket']);
});

test('a ticket module with a cache file goes whole; what only it took from the configuration goes along', () => {
  const { texts, held } = removeFrom(
    {
      'ticket.js': `var fs = require('fs');
var http = require('./http');

var FILE = __dirname + '/ticket.json';
var WEEK = 7 * 24 * 3600 * 1000;

function read() {
  try {
    var cached = JSON.parse(fs.readFileSync(FILE, 'utf8'));
    if (cached.expires > Date.now()) return cached.ticket;
  } catch (e) {
    if (e.code !== 'ENOENT') console.warn(e.message);
  }
  return null;
}

function refresh(callback) {
  http.post('https://accounts.zoho.com/login', { FROM_AGENT: true, LOGIN_ID: process.env.U }, function (err, text) {
    if (err) return callback(err);
    var ticket = /TICKET=(.*)/.exec(text)[1];
    fs.writeFileSync(FILE, JSON.stringify({ ticket: ticket, expires: Date.now() + WEEK }));
    callback(null, ticket);
  });
}

function get(callback) {
  var ticket = read();
  if (ticket) return callback(null, ticket);
  refresh(callback);
}

exports.get = get;
exports.refresh = refresh;
`,
      'http.js': `exports.get = function (url, done) {
  request(url, 'GET', done);
};

// Only for the login.
exports.post = function (url, form, done) {
  request(url, 'POST', form, done);
};
`,
      'client.js': `var ticket = require('./ticket');
var http = require('./http');

module.exports = {
  leads: function (done) {
    ticket.get(run);
    function run(err, t) {
      if (err) return done(err);
      http.get('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?authtoken=' + process.env.T, done);
    }
  },

  // Once a week.
  renew: function (done) {
    ticket.refresh(done);
  }
};
`,
      'cron.js': `var ticket = require('./ticket');
var cron = require('node-cron');

cron.schedule('0 3 * * 0', function () {
  ticket.refresh(function (err) {
    if (err) console.error(err);
  });
});
`,
    },
    [
      { part: 'cache', from: 'function read' },
      { part: 'login', from: 'function refresh' },
      { part: 'cache', from: 'function get' },
      { part: 'schedule', kind: 'statement', file: 'cron.js', from: 'cron.schedule', to: '\n});' },
      { part: 'cache', file: 'client.js', from: 'renew: function', to: '\n  }' },
    ],
  );
  expect(held).toEqual({});
  expect(texts).toEqual({
    'ticket.js': '',
    'http.js': `exports.get = function (url, done) {
  request(url, 'GET', done);
};
`,
    'client.js': `var http = require('./http');

module.exports = {
  leads: function (done) {
    run();
    function run() {
      http.get('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?authtoken=' + process.env.T, done);
    }
  }
};
`,
    'cron.js': '',
  });
});

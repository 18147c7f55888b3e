'use strict';
// What the stand-in for Zoho replies: plausible, and the same for the same request.

const crypto = require('node:crypto');

const ROW = {
  no: '1',
  FL: [
    { val: 'LEADID', content: '508020000000332001' },
    { val: 'Company', content: 'Acme' },
  ],
};

function loginReply(entry) {
  const asked = entry.path + entry.body.toString('latin1');
  const who = /LOGIN_ID=([^&]*)/.exec(asked)?.[1] ?? 'nobody';
  const ticket = crypto.createHash('md5').update(who).digest('hex');
  return ['#', '#Fri May 20 08:27:30 PDT 2011', 'GETUSERNAME=null', 'WARNING=null', 'PASS_EXPIRY=-1']
    .concat([`TICKET=${ticket}`, 'RESULT=TRUE', ''])
    .join('\n');
}

function recordsReply(format, module) {
  if (format === 'json') {
    return JSON.stringify({
      response: { result: { [module]: { row: [ROW] } }, uri: `/crm/private/json/${module}` },
    });
  }
  const fields = ROW.FL.map(({ val, content }) => `<FL val="${val}">${content}</FL>`).join('');
  return `<?xml version="1.0"?><response><result><${module}><row no="1">${fields}</row></${module}></result></response>`;
}

/** Returns `{ status, type, body }` for a complete entry of the transcript. */
function answer(entry) {
  if (/^accounts\./i.test(entry.host) && /^\/login\b/.test(entry.path)) {
    return { status: 200, type: 'text/plain', body: loginReply(entry) };
  }
  const call = /^\/\w+\/private\/(xml|json)\/(\w+)/.exec(entry.path);
  if (call?.[1] === 'xml') return { status: 200, type: 'text/xml', body: recordsReply('xml', call[2]) };
  return { status: 200, type: 'application/json', body: recordsReply('json', call?.[2] ?? 'Leads') };
}

module.exports = { answer };

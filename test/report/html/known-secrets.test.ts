import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../../src/main.ts';
import { recordStreams } from '../../commands/streams.ts';
import { makeFolder } from '../../files/workspace.ts';

const CALL = 'https://crm.zoho.com/crm/private/json/Leads/getRecords';
const LOGIN = 'https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true';

/** The text of the page that a tree gives, all code in it opened. */
async function pageOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = makeFolder(files);
  const page = join(makeFolder(), 'page.html');
  await main(['migrate', '-n', '--format', `html=${page}`], recordStreams(folder));
  const text = readFileSync(page, 'utf8').replace(/<(?!!)[^>]*>/g, '');
  return text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

describe('what the analysis knows to be a credential is masked by its place, whatever it looks like', () => {
  test.each([
    [
      'two parts joined in a constant',
      `const K = ['abra', 'cadabra'].join('');\nrequire('request').get('${CALL}?apikey=' + K + '&ticket=' + process.env.T);`,
    ],
    [
      'parts put into the call',
      `require('request').get('${CALL}?' + 'apikey=' + 'abra' + 'cadabra' + '&ticket=' + process.env.T);`,
    ],
    [
      'the last part of a value',
      `const A = process.env.T;\nrequire('request').get('${CALL}?apikey=' + 'abra' + 'cadabra&ticket=' + A);`,
    ],
    [
      'what is handed to a class',
      `class Crm { constructor(k, t) { this.k = k; this.t = t; }\n get() { require('request').get('${CALL}?apikey=' + this.k + '&ticket=' + this.t); } }\nnew Crm('abra', 'cadabra').get();`,
    ],
    [
      'the password of a login',
      `function login(user, secret, done) {\n require('request').get('${LOGIN}&LOGIN_ID=' + user + '&PASSWORD=' + secret, (e, r, b) => done(/TICKET=(.*)/.exec(b)[1]));\n}\nlogin('ann@example.com', 'cadabra', (ticket) => {\n require('request').get('${CALL}?apikey=' + process.env.K + '&ticket=' + ticket);\n});`,
    ],
  ])('%s', async (_name, code) => {
    const page = await pageOf({ 'a.js': code });
    expect(page).toContain('••••');
    expect(page).not.toMatch(/['"](?:abra|cadabra)/);
  });

  test('in other languages, too', async () => {
    const page = await pageOf({
      'a.php': `<?php\n$k = implode('', ['abra', 'cadabra']);\nfile_get_contents('${CALL}?apikey=' . $k . '&ticket=' . getenv('T'));`,
      'b.py': `import urllib\nurllib.urlopen('${CALL}?apikey=' + 'abra' + 'cadabra' + '&ticket=' + T)`,
    });
    expect(page).toContain("implode('', ['••••', '••••'])");
    expect(page).not.toMatch(/['"](?:abra|cadabra)/);
  });

  test('in settings, where it is a word without quotes', async () => {
    const page = await pageOf({
      'conf.yml': `crm:\n  ticket: cadabra\n  url: '${CALL}?apikey=abra&ticket=cadabra'\n`,
    });
    expect(page).not.toContain('cadabra');
  });

  test('a word that is one in one place is none elsewhere', async () => {
    const page = await pageOf({
      'a.js': `require('request').get('${CALL}?apikey=' + 'name' + '&ticket=' + process.env.T);`,
      'b.js': `const name = 'name';\nrequire('request').get('${CALL}?apikey=' + process.env.K + '&ticket=' + name);\n`,
    });
    expect(page).toContain('const name = ');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MASK, maskMessage, maskName, maskSecrets } from '../../src/report/mask.ts';

const TICKET = '0123456789abcdef0123456789abcdef';
const KEY = 'Wx3-yZ_0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123$';

describe('maskSecrets', () => {
  test.each([
    [`?apikey=${KEY}&ticket=${TICKET}&newFormat=1`, '?apikey=••••&ticket=••••&newFormat=1'],
    ['?authtoken=abc&scope=crmapi', '?authtoken=••••&scope=crmapi'],
    ['LOGIN_ID=joe&PASSWORD=hunter2&x=1', 'LOGIN_ID=joe&PASSWORD=••••&x=1'],
    ['ticket%3Dabc', 'ticket%3D••••'],
    ["apikey: 'abc'", "apikey: '••••'"],
    ['"ticket" : "a b c"', '"ticket" : "••••"'],
    ["'apikey' => 'it\\'s'", "'apikey' => '••••'"],
    ['params[\'apikey\'] = "abc"', 'params[\'apikey\'] = "••••"'],
    ['setParameter("ticket", "abc")', 'setParameter("ticket", "••••")'],
    ['const password = `abc`', 'const password = `••••`'],
    ['ZOHO_APIKEY=abc', 'ZOHO_APIKEY=••••'],
    ['apikey=${K:-abc1}&x=y', 'apikey=${K:-••••}&x=y'],
    ['K="${ZOHO_APIKEY-abc1}"', 'K="${ZOHO_APIKEY-••••}"'],
    [': ${ZOHO_TICKET:=abc1}', ': ${ZOHO_TICKET:=••••}'],
    ['ZOHO_APIKEY="abc"', 'ZOHO_APIKEY="••••"'],
    ['password = hunter', 'password = ••••'],
    ['apikey: abc1', 'apikey: ••••'],
    [`TICKET=${TICKET}\nRESULT=TRUE`, 'TICKET=••••\nRESULT=TRUE'],
    [`a ticket, ${TICKET}, alone`, 'a ticket, ••••, alone'],
    ['the sample 7d987676893g4j09h43dd0b167dda34b', 'the sample ••••'],
    [`a key ${KEY}`, 'a key ••••'],
    ["apikey='unclosed", "apikey='••••"],
  ])('%s', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  test.each([
    'It carries `apikey` and `ticket`',
    '`apikey=` and `ticket=` are gone; `authtoken=…&scope=crmapi` stand there',
    "'?apikey=' + key + '&ticket=' + ticket",
    '`?apikey=${key}&ticket=${ticket}`',
    'apikey=%s&ticket=%s',
    'apikey=$KEY&ticket=$(cat ticket)',
    'ZOHO_APIKEY="${KEY}"',
    'apikey=${K:-$OTHER}',
    'apikey={apikey}&ticket=<ticket>',
    'if (apikey == other)',
    'the ticket: work by hand',
    '{apikey: key, ticket: this.ticket}',
    'put ZOHO_AUTHTOKEN in the environment',
    '`?somethingratherlong${x}`',
  ])('leaves alone: %s', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });

  const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });
  const key = fc
    .string({ unit: fc.constantFrom(...'abcXYZ019_-'), minLength: 20, maxLength: 43 })
    .map((text) => `${text}$`);
  const word = fc.string({ unit: fc.constantFrom(...'abcXYZ0189!*+~'), minLength: 6, maxLength: 20 });
  const name = fc.constantFrom('apikey', 'ticket', 'authtoken', 'PASSWORD', 'api_key');
  const around = fc.constantFrom(
    (n: string, s: string) => `https://crm.zoho.com/?newFormat=1&${n}=${s}&x=y`,
    (n: string, s: string) => `${n}: '${s}',`,
    (n: string, s: string) => `["${n}"] = "${s}";`,
    (n: string, s: string) => `put("${n}", "${s}")`,
    (n: string, s: string) => `ZOHO_${n}=${s}`,
  );
  const prose = fc.string({ maxLength: 30 });

  test('no secret survives, whatever stands around it', () => {
    fc.assert(
      fc.property(prose, prose, around, name, fc.oneof(hex, key, word), (left, right, spell, n, secret) => {
        expect(maskSecrets(`${left}\n${spell(n, secret)}\n${right}`)).not.toContain(secret);
      }),
    );
  });

  test('no ticket and no key survives without a name either', () => {
    fc.assert(
      fc.property(prose, prose, fc.oneof(hex, key), (left, right, secret) => {
        expect(maskSecrets(`${left} ${secret} ${right}`)).not.toContain(secret);
      }),
    );
  });

  test('twice is once', () => {
    fc.assert(
      fc.property(prose, around, name, fc.oneof(hex, key, word), (left, spell, n, secret) => {
        const once = maskSecrets(left + spell(n, secret));
        expect(maskSecrets(once)).toBe(once);
      }),
    );
  });

  test.each(['apikey', 'apikey=', 'apikey="', 'ticket ', 'ticket: a', 'a'.repeat(31), 'a-', "apikey['"])(
    'takes linear time on many of %j',
    (piece) => {
      const started = performance.now();
      maskSecrets(piece.repeat(200_000 / piece.length));
      maskSecrets(`apikey${' '.repeat(200_000)}`);
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );

  test('the mask tells nothing of the length', () => {
    expect(maskSecrets('ticket=a')).toBe(`ticket=${MASK}`);
    expect(maskSecrets(`ticket=${'a'.repeat(99)}`)).toBe(`ticket=${MASK}`);
  });
});

describe('the name of an expression', () => {
  test.each([
    ["File.read('/etc/zoho/ann.txt')", "File.read('/etc/zoho/ann.txt')"],
    ["file_get_contents('/var/run/zoho.ticket')", "file_get_contents('/var/run/zoho.ticket')"],
    ["read(__DIR__ . '/zoho.ticket')", "read(__DIR__ . '/zoho.ticket')"],
    ["read('/hunter')", "read('••••')"],
    ["read('/var/run/a1b2c3')", "read('••••')"],
    ["base64_decode('bGl2ZS1rZXk=')", "base64_decode('••••')"],
    ['decrypt("live-key(1")', 'decrypt("••••")'],
    ["str_rot13(trim('yvir'), 'x\\'y')", "str_rot13(trim('••••'), '••••')"],
    ["getKey(['live-key'])", "getKey(['••••'])"],
    ["get_key 'live'", "get_key '••••'"],
    ["getKey('live…", "getKey('••••"],
    ['atob(`bGl2`)', 'atob(`••••`)'],
    ["row['ticket']", "row['ticket']"],
    ["load($row['live'])", "load($row['live'])"],
    ["config('zoho.apikey')", "config('zoho.apikey')"],
    ['os.environ.get("ZOHO_KEY")', 'os.environ.get("ZOHO_KEY")'],
    ["session.get('authToken')", "session.get('authToken')"],
  ])('%s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
    expect(maskName(masked)).toBe(masked);
    const message = `A token must be supplied here, as \`${name}\`.`;
    expect(maskMessage(message)).toBe(`A token must be supplied here, as \`${masked}\`.`);
  });

  test.each([
    "It isn't said, as `key` is handed to get(x), what the caller's `'key'` is",
    'The parts `"a"` and `[]` stay (`x`)',
  ])('other messages stay: %s', (message) => {
    expect(maskMessage(message)).toBe(message);
  });

  test('what is made of a literal in a message of another kind', () => {
    expect(maskMessage("The ticket is getTicket('live') here")).toBe("The ticket is getTicket('••••') here");
  });
});

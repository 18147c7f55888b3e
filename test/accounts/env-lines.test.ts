import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setEnvLine } from '../../src/accounts/env-lines.ts';

const NAME = 'ZOHO_AUTHTOKEN';
const VALUE = 'new0value';

describe('a line that sets it takes the value, and every other character stays', () => {
  test.each<[string, string, number]>([
    [`${NAME}=old\n`, `${NAME}=${VALUE}\n`, 1],
    [`A=1\n${NAME}=old\nB=2\n`, `A=1\n${NAME}=${VALUE}\nB=2\n`, 2],
    [`${NAME}=old`, `${NAME}=${VALUE}`, 1],
    [`${NAME}=`, `${NAME}=${VALUE}`, 1],
    [`A=1\r\n${NAME}=old\r\nB=2\r\n`, `A=1\r\n${NAME}=${VALUE}\r\nB=2\r\n`, 2],
    [`A=1\r${NAME}=old\rB=2`, `A=1\r${NAME}=${VALUE}\rB=2`, 2],
    [`\ufeff${NAME}=old\n`, `\ufeff${NAME}=${VALUE}\n`, 1],
    // In its own quotes, before its own comment.
    [`${NAME}="old"\n`, `${NAME}="${VALUE}"\n`, 1],
    [`${NAME}='old' # of Ann\n`, `${NAME}='${VALUE}' # of Ann\n`, 1],
    [`${NAME}=\`old\`\n`, `${NAME}=\`${VALUE}\`\n`, 1],
    [`${NAME}=""\n`, `${NAME}="${VALUE}"\n`, 1],
    [`${NAME}="a \\" b # c"  # d\n`, `${NAME}="${VALUE}"  # d\n`, 1],
    [`${NAME}=old value  # of Ann \n`, `${NAME}=${VALUE}  # of Ann \n`, 1],
    [`${NAME}=old#part\n`, `${NAME}=${VALUE} #part\n`, 1],
    [`${NAME}=#set me\n`, `${NAME}=${VALUE} #set me\n`, 1],
    [`${NAME}=  # set me\n`, `${NAME}=${VALUE}  # set me\n`, 1],
    [`${NAME}=   \n`, `${NAME}=${VALUE}   \n`, 1],
    [`  export\t${NAME} = old \n`, `  export\t${NAME} = ${VALUE} \n`, 1],
    // Over several lines.
    [`${NAME}="old\nmore"\nB=2\n`, `${NAME}="${VALUE}"\nB=2\n`, 1],
    [
      `K="-----\n${NAME}=inside\n-----"\n${NAME}=old\n`,
      `K="-----\n${NAME}=inside\n-----"\n${NAME}=${VALUE}\n`,
      4,
    ],
    // No quoted values, though they begin with a quote.
    [`${NAME}="old\nB=2\n`, `${NAME}=${VALUE}\nB=2\n`, 1],
    [`${NAME}="old"er\nB=2\n`, `${NAME}=${VALUE}\nB=2\n`, 1],
    [`A='it\n${NAME}=old\n`, `A='it\n${NAME}=${VALUE}\n`, 2],
    // What only looks like it.
    [
      `#${NAME}=x\n# ${NAME}=y\nX${NAME}=z\n${NAME}=old\n`,
      `#${NAME}=x\n# ${NAME}=y\nX${NAME}=z\n${NAME}=${VALUE}\n`,
      4,
    ],
  ])('%j', (before, after, line) => {
    expect(setEnvLine(before, NAME, VALUE)).toEqual({ done: 'replaced', text: after, line });
  });
});

describe('without such a line, one is added at the end, in the way of the last', () => {
  test.each<[string, string, number]>([
    ['', `${NAME}=${VALUE}\n`, 1],
    ['\ufeff', `\ufeff${NAME}=${VALUE}\n`, 1],
    ['A=1\n', `A=1\n${NAME}=${VALUE}\n`, 2],
    ['A=1', `A=1\n${NAME}=${VALUE}`, 2],
    ['A=1\r\nB=2', `A=1\r\nB=2\r\n${NAME}=${VALUE}`, 3],
    ['A=1\r\n', `A=1\r\n${NAME}=${VALUE}\r\n`, 2],
    ['\n\n', `\n\n${NAME}=${VALUE}\n`, 3],
    [`# ${NAME}=x\n`, `# ${NAME}=x\n${NAME}=${VALUE}\n`, 2],
    [`K="\n${NAME}=inside\n"\n`, `K="\n${NAME}=inside\n"\n${NAME}=${VALUE}\n`, 4],
    [
      `zoho_authtoken=x\nOLD_${NAME}=y\n${NAME}S=z\nexport ${NAME}\n`,
      `zoho_authtoken=x\nOLD_${NAME}=y\n${NAME}S=z\nexport ${NAME}\n${NAME}=${VALUE}\n`,
      5,
    ],
  ])('%j', (before, after, line) => {
    expect(setEnvLine(before, NAME, VALUE)).toEqual({ done: 'added', text: after, line });
  });
});

test('several lines that set it are refused: which of them counts, programs do not agree', () => {
  const text = `${NAME}=1\nA="\n${NAME}=2\n"\nexport ${NAME}="3"\n`;
  expect(setEnvLine(text, NAME, VALUE)).toEqual({ done: 'refused', why: 'several', lines: [1, 5] });
});

describe('a value is refused of which a part would stay', () => {
  test.each([
    // A shell would run what is left of it.
    `A=1\n${NAME}=abc\\\ndef\n`,
    `A=1\r\n${NAME}=abc\\\r\ndef\r\n`,
    `A=1\n${NAME}="abc"\\\ndef\n`,
    `A=1\n${NAME}=\\\ndef\n`,
    `A=1\n${NAME}=abc\\#def # c\n`,
    `A=1\n${NAME}=pre"mid#le"post # c\n`,
    `A=1\n${NAME}=pre'mid#le'post\n`,
    `A=1\n${NAME}=pre"m\\"id#le"post # c\n`,
    `A=1\n${NAME}="a"b"c#d"e\n`,
    `A=1\n${NAME}=pre"mid\nmore"post\nB=2\n`,
    `A=1\n${NAME}="mid\nmore"post\nB=2\n`,
  ])('%j', (text) => {
    expect(setEnvLine(text, NAME, VALUE)).toEqual({ done: 'refused', why: 'odd', lines: [2] });
  });

  test.each([
    [`${NAME}=pre"mid"post # c\n`, `${NAME}=${VALUE} # c\n`],
    [`${NAME}=abc\\\\\nB=2\n`, `${NAME}=${VALUE}\nB=2\n`],
    [`${NAME}=old # c \\\nB=2\n`, `${NAME}=${VALUE} # c \\\nB=2\n`],
    [`${NAME}=it\\'s # c\nB='2'\n`, `${NAME}=${VALUE} # c\nB='2'\n`],
  ])('but not %j', (before, after) => {
    expect(setEnvLine(before, NAME, VALUE)).toMatchObject({ done: 'replaced', text: after });
  });
});

test('what reads such files finds the value, and all others as before', () => {
  const word = fc.constantFrom(
    '',
    'a',
    'b c',
    '"d e"',
    "'f'",
    '"g\nh"',
    '`i`',
    'j#k',
    'l # m',
    '"n"o',
    '"p',
    "q'r'",
  );
  const line = fc.oneof(
    fc
      .tuple(fc.constantFrom('A', 'B', 'export C', NAME), fc.constantFrom('=', ' = '), word)
      .map((all) => all.join('')),
    fc.constantFrom('', '# note', `# ${NAME}=x`, '   '),
  );
  const file = fc
    .tuple(fc.array(line), fc.constantFrom('\n', ''))
    .map(([lines, end]) => lines.join('\n') + end);
  fc.assert(
    fc.property(file, (text) => {
      const result = setEnvLine(text, NAME, VALUE);
      if (result.done === 'refused') return;
      const [before, after] = [parse(text), parse(result.text)];
      // An opened quote that ends nowhere, or in another line, each program takes in its own way.
      fc.pre(!/=\s*["'`](?![^\n]*["'`](?:\s*#.*)?$)/m.test(text));
      expect(after).toEqual({ ...before, [NAME]: VALUE });
      const again = setEnvLine(result.text, NAME, VALUE);
      expect(again).toEqual({ done: 'replaced', text: result.text, line: result.line });
    }),
    { numRuns: 500 },
  );
});

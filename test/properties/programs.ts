import fc from 'fast-check';
import { FORMS, type Ingredients } from './forms.ts';

/** A program that sends one request, and what it says around the part that sends it. */
export interface GeneratedProgram {
  readonly text: string;
  /** The name of the form, for the message of a failure. */
  readonly form: string;
  /** Unique pieces of the text that must survive byte for byte. */
  readonly kept: readonly string[];
}

const word = fc.stringMatching(/^[a-z][a-zA-Z0-9]{2,9}$/);
/** Names that mean something in the language, the program around or to the product. */
const TAKEN =
  /^(?:apikey|ticket|scope|authtoken|https|util|querystring|url|name|key|value|abstract|async|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|eval|export|extends|false|final|finally|for|function|goto|if|implements|import|in|instanceof|interface|let|native|new|null|package|private|process|protected|public|require|return|static|super|switch|this|throw|true|try|typeof|undefined|var|void|while|with|yield)$/i;
const freshName = word.filter((text) => !TAKEN.test(text));
const valueText = fc.stringMatching(/^[A-Za-z0-9_.,() -]{0,12}$/).map((text) => text.trim());

/** Text that stands for what the user wrote around the call: nothing of it may change. */
const surroundings = fc.array(
  fc.oneof(
    fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((text) => `// ${text.replaceAll(/[\r\n\u2028\u2029]/g, ' ')}`),
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => `/*\t${text.replaceAll('*/', '')} */`),
    fc
      .tuple(freshName, fc.string({ unit: 'grapheme', maxLength: 12 }))
      .map(([name, text]) => `var _${name} = ${JSON.stringify(text)}  ;`),
    fc.constantFrom('', '   ', '\t;', 'if (false)\t{ }   ', '"use\\x20nothing";', '/[\'"`]/.test("");'),
  ),
  { maxLength: 4 },
);

const ORIGINS: Readonly<
  Record<string, (names: Ingredients['names']) => { setUp: string; key: string; ticket: string }>
> = {
  environment: () => ({ setUp: '', key: 'process.env.ZOHO_APIKEY', ticket: 'process.env.ZOHO_TICKET' }),
  literals: () => ({
    setUp: '',
    key: "'36_biRN_ZjI8NU-oO1fPi0b$'",
    ticket: "'11364f12b56b58d3f78575b23461d61f'",
  }),
  constants: ([name]) => ({
    setUp: `const K${name} = '36_biRN_ZjI8NU-oO1fPi0b$';\nconst T${name} = '11364f12b56b58d3f78575b23461d61f';`,
    key: `K${name}`,
    ticket: `T${name}`,
  }),
  destructured: ([name]) => ({
    setUp: `const { ZOHO_APIKEY: K${name}, ZOHO_TICKET: T${name} } = process.env;`,
    key: `K${name}`,
    ticket: `T${name}`,
  }),
  configuration: ([name]) => ({
    setUp: `const O${name} = { apikey: process.env.ZOHO_APIKEY, ticket: process.env.ZOHO_TICKET };`,
    key: `O${name}.apikey`,
    ticket: `O${name}.ticket`,
  }),
};

/** Programs of the forms that `accept` names. */
export function programs(accept: (form: string) => boolean): fc.Arbitrary<GeneratedProgram> {
  const others = fc.uniqueArray(fc.record({ name: freshName, value: valueText }), {
    selector: ({ name }) => name,
    maxLength: 4,
  });
  const pair = [
    { name: 'apikey', value: '' },
    { name: 'ticket', value: '' },
  ];
  const parameters = others.chain((some) =>
    fc.shuffledSubarray([...some, ...pair], { minLength: some.length + 2 }),
  );
  const names = fc
    .uniqueArray(freshName, { minLength: 4, maxLength: 4 })
    .map((all) => all as unknown as Ingredients['names']);
  const kinds = Object.keys(FORMS)
    .filter(accept)
    .flatMap((form) => Object.keys(ORIGINS).map((origin) => `${form} / ${origin}`));
  return fc
    .record({
      kind: fc.constantFrom(...kinds),
      module: fc.constantFrom('Leads', 'Contacts', 'PurchaseOrders', 'CustomModule3'),
      method: fc.constantFrom('getRecords', 'getSearchRecordsByPDC', 'insertRecords'),
      parameters,
      names,
      quote: fc.constantFrom("'", '"'),
      choices: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      before: surroundings,
      after: surroundings,
      end: fc.constantFrom('\n', '\r\n'),
      mark: fc.boolean(),
      final: fc.boolean(),
    })
    .map(({ kind, before, after, end, mark, final, ...rest }) => {
      const [form, origin] = kind.split(' / ') as [string, string];
      const { setUp, key, ticket } = ORIGINS[origin]!(rest.names);
      const code = [setUp, FORMS[form]!({ ...rest, key, ticket })].filter((part) => part !== '').join('\n');
      const head =
        "const https = require('https');\nconst util = require('util');\nconst querystring = require('querystring');";
      const lines = [head, ...before, '/* from here */', code, '/* to here */', ...after].join('\n');
      const text = (mark ? '\ufeff' : '') + lines.replaceAll('\n', end) + (final ? end : '');
      const kept = [
        text.slice(0, text.indexOf('/* from here */')),
        text.slice(text.indexOf('/* to here */')),
      ];
      return { text, form: kind, kept };
    });
}

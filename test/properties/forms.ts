/** A parameter: its name, and its value as an expression and as text. */
interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** What a form is made of. */
export interface Ingredients {
  readonly module: string;
  readonly method: string;
  /** All parameters in order, the pair among them. */
  readonly parameters: readonly Parameter[];
  /** Expressions for the pair. */
  readonly key: string;
  readonly ticket: string;
  /** Names of variables, each fresh. */
  readonly names: readonly [string, string, string, string];
  readonly quote: string;
  readonly choices: readonly boolean[];
}

type Form = (ingredients: Ingredients) => string;

const HOST = 'https://crm.zoho.com';

function addressOf({ module, method }: Ingredients): string {
  return `/crm/private/json/${module}/${method}`;
}

function quoted(text: string, { quote }: Ingredients): string {
  return quote + text + quote;
}

/** The expression of a parameter's value: the pair comes from where it is born, others are literals. */
function expressionOf({ name, value }: Parameter, all: Ingredients): string {
  if (name === 'apikey') return all.key;
  return name === 'ticket' ? all.ticket : quoted(value, all);
}

function isOld({ name }: Parameter): boolean {
  return name === 'apikey' || name === 'ticket';
}

/** `name=` in a literal, the value of the pair as an operand, the other values within the literal. */
function operandsOf(all: Ingredients): string[] {
  const operands: string[] = [];
  let text = '';
  all.parameters.forEach((parameter, i) => {
    text += `${i === 0 ? '' : '&'}${parameter.name}=`;
    if (!isOld(parameter)) {
      text += parameter.value;
      return;
    }
    operands.push(quoted(text, all), expressionOf(parameter, all));
    text = '';
  });
  return text === '' ? operands : [...operands, quoted(text, all)];
}

function objectOf(all: Ingredients): string {
  const entries = all.parameters.map((parameter) => `${parameter.name}: ${expressionOf(parameter, all)}`);
  return all.choices[0] ? `{\n  ${entries.join(',\n  ')},\n}` : `{ ${entries.join(', ')} }`;
}

function send(url: string): string {
  return `https.get(${url});`;
}

function address(all: Ingredients): string {
  return quoted(`${HOST}${addressOf(all)}?`, all);
}

/** What people write, one statement or a few each. */
export const FORMS: Readonly<Record<string, Form>> = {
  concatenation: (all) => send([address(all), ...operandsOf(all)].join(all.choices[0] ? ' + ' : '\n  + ')),
  template: (all) => {
    const parts = all.parameters.map(
      (parameter) =>
        `${parameter.name}=${isOld(parameter) ? `\${${expressionOf(parameter, all)}}` : parameter.value}`,
    );
    return send(`\`${HOST}${addressOf(all)}?${parts.join('&')}\``);
  },
  'host and path': (all) =>
    `https.get({ host: ${quoted('crm.zoho.com', all)}, path: ${[quoted(`${addressOf(all)}?`, all), ...operandsOf(all)].join(' + ')} });`,
  'text that grows': (all) => {
    const [url] = all.names;
    const lines = all.parameters.map(
      (parameter, i) =>
        `${url} += ${quoted(`${i === 0 ? '' : '&'}${parameter.name}=`, all)} + ${expressionOf(parameter, all)};`,
    );
    return [`let ${url} = ${address(all)};`, ...lines, send(url)].join('\n');
  },
  join: (all) => {
    const [parts] = all.names;
    const elements = all.parameters.map(
      (parameter) => `${quoted(`${parameter.name}=`, all)} + ${expressionOf(parameter, all)}`,
    );
    return `const ${parts} = [${elements.join(', ')}];\n${send(`${address(all)} + ${parts}.join('&')`)}`;
  },
  'pushed and joined': (all) => {
    const [parts] = all.names;
    const pushes = all.parameters.map(
      (parameter) => `${parts}.push(${quoted(`${parameter.name}=`, all)} + ${expressionOf(parameter, all)});`,
    );
    return [`const ${parts} = [];`, ...pushes, send(`${address(all)} + ${parts}.join('&')`)].join('\n');
  },
  'URLSearchParams of an object': (all) => send(`${address(all)} + new URLSearchParams(${objectOf(all)})`),
  'URLSearchParams, appended': (all) => {
    const [query] = all.names;
    const calls = all.parameters.map(
      (parameter) => `${query}.append(${quoted(parameter.name, all)}, ${expressionOf(parameter, all)});`,
    );
    return [`const ${query} = new URLSearchParams();`, ...calls, send(`${address(all)} + ${query}`)].join(
      '\n',
    );
  },
  'URL, set': (all) => {
    const [url] = all.names;
    const calls = all.parameters.map(
      (parameter) =>
        `${url}.searchParams.set(${quoted(parameter.name, all)}, ${expressionOf(parameter, all)});`,
    );
    return [`const ${url} = new URL(${quoted(HOST + addressOf(all), all)});`, ...calls, send(url)].join('\n');
  },
  'querystring.stringify': (all) => {
    const [query] = all.names;
    return `const ${query} = querystring.stringify(${objectOf(all)});\n${send(`${address(all)} + ${query}`)}`;
  },
  'an object filled by key': (all) => {
    const [params] = all.names;
    const lines = all.parameters.map((parameter, i) =>
      all.choices[i % all.choices.length]
        ? `${params}.${parameter.name} = ${expressionOf(parameter, all)};`
        : `${params}[${quoted(parameter.name, all)}] = ${expressionOf(parameter, all)};`,
    );
    return [
      `const ${params} = {};`,
      ...lines,
      send(`${address(all)} + querystring.stringify(${params})`),
    ].join('\n');
  },
  'Object.assign': (all) => {
    const [first, second] = all.names;
    const half = Math.floor(all.parameters.length / 2);
    const one = objectOf({ ...all, parameters: all.parameters.slice(0, half) });
    const two = objectOf({ ...all, parameters: all.parameters.slice(half) });
    return `const ${first} = ${one};\nconst ${second} = ${two};\n${send(`${address(all)} + querystring.stringify(Object.assign({}, ${first}, ${second}))`)}`;
  },
  spread: (all) => {
    const [first] = all.names;
    const half = Math.floor(all.parameters.length / 2);
    const one = objectOf({ ...all, parameters: all.parameters.slice(0, half) });
    const rest = all.parameters
      .slice(half)
      .map((parameter) => `${parameter.name}: ${expressionOf(parameter, all)}`);
    return `const ${first} = ${one};\n${send(`${address(all)} + querystring.stringify({ ...${first}, ${rest.join(', ')} })`)}`;
  },
  'a helper': (all) => {
    const [build, key, ticket] = all.names;
    const inner = operandsOf({ ...all, key, ticket }).join(' + ');
    const head = all.choices[0]
      ? `function ${build}(${key}, ${ticket}) {\n\treturn ${inner};\n}`
      : `const ${build} = (${key}, ${ticket}) => ${inner};`;
    return `${head}\n${send(`${address(all)} + ${build}(${all.key}, ${all.ticket})`)}`;
  },
  'a class': (all) => {
    const [name, key, ticket, query] = all.names;
    const inner = operandsOf({ ...all, key: `this.${key}`, ticket: `this.${ticket}` }).join(' + ');
    return [
      `class C${name} {`,
      `  constructor(${key}, ${ticket}) {`,
      `    this.${key} = ${key};`,
      `    this.${ticket} = ${ticket};`,
      '  }',
      `  ${query}() {`,
      `    ${send(`${address(all)} + ${inner}`)}`,
      '  }',
      '}',
      `new C${name}(${all.key}, ${all.ticket}).${query}();`,
    ].join('\n');
  },
  'util.format': (all) => {
    const text = all.parameters
      .map((parameter) => `${parameter.name}=${isOld(parameter) ? '%s' : parameter.value}`)
      .join('&');
    const values = all.parameters.filter(isOld).map((parameter) => expressionOf(parameter, all));
    return send(`util.format(${quoted(`${HOST}${addressOf(all)}?${text}`, all)}, ${values.join(', ')})`);
  },
  'a separator at run time': (all) => {
    const [url, add, name, value] = all.names;
    const lines = all.parameters.map(
      (parameter) =>
        `${url} = ${add}(${url}, ${quoted(parameter.name, all)}, ${expressionOf(parameter, all)});`,
    );
    return [
      `function ${add}(url, ${name}, ${value}) {`,
      `  return url + (url.indexOf('?') < 0 ? '?' : '&') + ${name} + '=' + ${value};`,
      '}',
      `let ${url} = ${quoted(HOST + addressOf(all), all)};`,
      ...lines,
      send(url),
    ].join('\n');
  },
  'pairs, mapped': (all) => {
    const [pairs, pair] = all.names;
    const elements = all.parameters.map(
      (parameter) => `[${quoted(parameter.name, all)}, ${expressionOf(parameter, all)}]`,
    );
    return `const ${pairs} = [${elements.join(', ')}];\n${send(`${address(all)} + ${pairs}.map((${pair}) => ${pair}[0] + '=' + ${pair}[1]).join('&')`)}`;
  },
  'keys, mapped': (all) => {
    const [params, name] = all.names;
    const query = `Object.keys(${params}).map((${name}) => ${name} + '=' + ${params}[${name}]).join('&')`;
    return `const ${params} = ${objectOf(all)};\n${send(`${address(all)} + ${query}`)}`;
  },
  'entries, mapped': (all) => {
    const [params, name, value] = all.names;
    const query = `Object.entries(${params}).map(([${name}, ${value}]) => \`\${${name}}=\${${value}}\`).join('&')`;
    return `const ${params} = ${objectOf(all)};\n${send(`${address(all)} + ${query}`)}`;
  },
  'a loop over keys': (all) => {
    const [params, name, query] = all.names;
    return [
      `const ${params} = ${objectOf(all)};`,
      `let ${query} = '';`,
      `for (const ${name} in ${params}) ${query} += (${query} ? '&' : '') + ${name} + '=' + ${params}[${name}];`,
      send(`${address(all)} + ${query}`),
    ].join('\n');
  },
  concat: (all) => send(`${address(all)}.concat(${operandsOf(all).join(', ')})`),
  'separators decided on the way': (all) => {
    const [url] = all.names;
    const lines = all.parameters.map(
      (parameter) =>
        `${url} += (${url}.includes('?') ? '&' : '?') + ${quoted(`${parameter.name}=`, all)} + ${expressionOf(parameter, all)};`,
    );
    return [`let ${url} = ${quoted(HOST + addressOf(all), all)};`, ...lines, send(url)].join('\n');
  },
  'a factory': (all) => {
    const [make, key, ticket, get] = all.names;
    const inner = operandsOf({ ...all, key, ticket }).join(' + ');
    return [
      `function ${make}(${key}, ${ticket}) {`,
      `  return { ${get}: () => ${send(`${address(all)} + ${inner}`).slice(0, -1)} };`,
      '}',
      `${make}(${all.key}, ${all.ticket}).${get}();`,
    ].join('\n');
  },
};

import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';

const require = createRequire(import.meta.url);

/** What a program asked for, in one request. */
export interface Sent {
  readonly address: string;
  /** In order, as they were written into the query. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** Runs a program with a network that only listens. */
export function sentBy(text: string, env: Readonly<Record<string, string>>): Sent[] {
  const sent: Sent[] = [];
  const get = (target: string | URL | { host: string; path: string }) => {
    const url =
      typeof target === 'string' || target instanceof URL
        ? String(target)
        : `https://${target.host}${target.path}`;
    sent.push(readUrl(url));
  };
  const modules: Readonly<Record<string, unknown>> = { https: { get } };
  runInNewContext(text.replace(/^\ufeff/, ''), {
    require: (name: string) => modules[name] ?? require(name),
    process: { env },
    URL,
    URLSearchParams,
    module: { exports: {} },
  });
  return sent;
}

function readUrl(url: string): Sent {
  const at = url.indexOf('?');
  // A stray separator is no parameter: `?&a=1`.
  const pieces = url
    .slice(at + 1)
    .split('&')
    .filter((piece) => piece !== '');
  return {
    address: url.slice(0, at),
    parameters: pieces.map((piece) => {
      const [name = '', ...value] = piece.split('=');
      return [name, value.join('=')] as const;
    }),
  };
}

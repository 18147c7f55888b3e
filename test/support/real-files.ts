import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A source file that somebody else has published. */
export interface RealFile {
  /** `package/path`. */
  readonly name: string;
  /** The last part of its path. */
  readonly base: string;
  readonly bytes: Buffer;
}

const PACKAGES = fileURLToPath(new URL('../../node_modules/', import.meta.url));
/** How many files of each package are taken at most. */
const OF_PACKAGE = {
  ajv: 30,
  axios: 60,
  'form-data': 9,
  got: 30,
  jscodeshift: 40,
  needle: 30,
  qs: 9,
  recast: 30,
  request: 26,
};
const MORE = {
  superagent: 15,
  vitest: 30,
  yargs: 26,
  zod: 20,
  'whatwg-url': 9,
  'json-schema': 9,
  '@types/node': 15,
  tslib: 9,
};
const LARGEST = 80_000;

/** The same several hundred files at each call: scripts, modules and declarations, line ends of both kinds. */
export function readRealFiles(): RealFile[] {
  return Object.entries({ ...OF_PACKAGE, ...MORE }).flatMap(([name, limit]) => {
    const files = readdirSync(join(PACKAGES, name), { recursive: true, encoding: 'utf8' })
      .filter(
        (path) => /\.[cm]?[jt]sx?$/.test(path) && !/(?:^|[\\/])(?:dist|node_modules)[\\/]|\.min\./.test(path),
      )
      .sort()
      .map((path) => ({
        name: `${name}/${path}`,
        base: basename(path),
        bytes: readFileSync(join(PACKAGES, name, path)),
      }))
      .filter(({ bytes }) => bytes.length <= LARGEST);
    const step = Math.max(1, files.length / limit);
    return Array.from({ length: Math.min(limit, files.length) }, (_, i) => files[Math.floor(i * step)]!);
  });
}

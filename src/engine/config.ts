import { dirname, join, relative } from 'node:path';
import { Failure } from '../model/failure.ts';
import { escapeControls } from '../report/escape.ts';
import { describeWrongJson } from './json-errors.ts';
import { suggest } from './nearest.ts';

/** What a repository says about itself: `zoho-authtoken.json`, or the key `zoho-authtoken` of a package.json. */
export interface Config {
  /** Hosts of white-labelled CRM installations. */
  readonly hosts: readonly string[];
  /** The environment variable that holds the token. */
  readonly tokenName?: string;
  /** The name that tokens are generated under. */
  readonly displayName?: string;
  readonly ignored: Ignored;
  /** Where it stands, absolute; undefined where nothing is configured. */
  readonly file?: string;
}

/** Patterns, as in `.gitignore`, of files that are not judged, and the folder that they are relative to. */
export interface Ignored {
  readonly patterns: readonly string[];
  readonly folder: string;
}

/** Answers with the texts of those of some files that are there. */
export type ReadTexts = (files: readonly string[]) => ReadonlyMap<string, string>;

const FILE = 'zoho-authtoken.json';
const MANIFEST = 'package.json';
const KEY = 'zoho-authtoken';

/** Finds the configuration in a folder or in the nearest above it, up to `top`. @throws Failure for a wrong one */
export function findConfig(cwd: string, top: string, read: ReadTexts): Config {
  const folders = foldersUpTo(cwd, top);
  const texts = read(folders.flatMap((folder) => [join(folder, FILE), join(folder, MANIFEST)]));
  for (const folder of folders) {
    const [file, manifest] = [join(folder, FILE), join(folder, MANIFEST)];
    const [own, inManifest] = [texts.get(file), keyOf(texts.get(manifest), relative(cwd, manifest))];
    if (own !== undefined && inManifest !== undefined)
      throw new Failure(`${relative(cwd, file)} and package.json both configure it: keep one of them`);
    if (own !== undefined)
      return { ...readConfig(parse(own, relative(cwd, file)), folder, relative(cwd, file)), file };
    if (inManifest !== undefined)
      return { ...readConfig(inManifest, folder, `${relative(cwd, manifest)} (${KEY})`), file: manifest };
  }
  return { hosts: [], ignored: { patterns: [], folder: cwd } };
}

function foldersUpTo(cwd: string, top: string): string[] {
  const folders = [cwd];
  for (let at = cwd; at !== top && dirname(at) !== at; ) {
    at = dirname(at);
    folders.push(at);
  }
  return folders;
}

/** A package.json that is no JSON is its package manager's business, unless it seems to configure us. */
function keyOf(manifest: string | undefined, name: string): unknown {
  if (manifest === undefined || !manifest.includes(`"${KEY}"`)) return undefined;
  try {
    return (JSON.parse(manifest.replace(/^\ufeff/, '')) as Record<string, unknown> | null)?.[KEY];
  } catch {
    if (/"zoho-authtoken"\s*:\s*\{/.test(manifest)) throw new Failure(describeWrongJson(manifest, name));
    return undefined;
  }
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new Failure(describeWrongJson(text, name));
  }
}

type Check = (value: unknown) => string | undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf =
  (pattern: RegExp, what: string): Check =>
  (value) =>
    Array.isArray(value) && value.every((one) => typeof one === 'string' && pattern.test(one))
      ? undefined
      : `must be a list of ${what}`;

/** `schema/config.schema.json` says the same. */
const KEYS: Readonly<Record<string, Check>> = {
  $schema: (value) => (typeof value === 'string' ? undefined : 'must be a text'),
  hosts: listOf(/^[\w-]+(\.[\w-]+)+(:\d+)?$/, 'host names, as in "crm.example.com"'),
  tokenName: (value) =>
    typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value)
      ? undefined
      : 'must be the name of an environment variable',
  displayName: (value) => (typeof value === 'string' && value.trim() !== '' ? undefined : 'must be a name'),
  ignore: listOf(/\S/, 'patterns, as in .gitignore'),
};

function readConfig(value: unknown, folder: string, name: string): Config {
  if (!isObject(value))
    throw new Failure(`${name} must be an object, as in { "hosts": ["crm.example.com"] }`);
  for (const [key, entry] of Object.entries(value)) {
    const check = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    if (!check)
      throw new Failure(
        `${name}: there is no key '${escapeControls(key)}'${suggest(key, Object.keys(KEYS))}`,
      );
    const wrong = check(entry);
    if (wrong !== undefined) throw new Failure(`${name}: '${key}' ${wrong}`);
  }
  const {
    hosts = [],
    tokenName,
    displayName,
    ignore = [],
  } = value as {
    hosts?: string[];
    tokenName?: string;
    displayName?: string;
    ignore?: string[];
  };
  return {
    hosts: hosts.map((host) => host.toLowerCase()),
    ...(tokenName !== undefined && { tokenName }),
    ...(displayName !== undefined && { displayName }),
    ignored: { patterns: ignore, folder },
  };
}

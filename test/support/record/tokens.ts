import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = /(?<!\w)[A-Z0-9_]*AUTHTOKEN[A-Z0-9_]*(?!\w)/g;

/**
 * After a migration a token is read from a variable that nobody set: gives every variable of that kind that the
 * program's files name a token that names the variable, so that two variables give two tokens.
 */
export async function tokensFor(dir: string): Promise<Record<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'latin1')));
  const names = new Set(texts.flatMap((text) => text.match(NAME) ?? []));
  return Object.fromEntries([...names].map((name) => [name, `tok-${name}`]));
}

import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** The name under which tokens are generated if none is given: the package's, else the folder's. */
export async function findDisplayName(cwd: string): Promise<string> {
  return (await readPackageName(join(cwd, 'package.json'))) ?? (basename(cwd) || 'zoho-authtoken');
}

async function readPackageName(manifest: string): Promise<string | undefined> {
  try {
    const { name } = JSON.parse((await readFile(manifest, 'utf8')).replace(/^\ufeff/, '')) ?? {};
    return typeof name === 'string' && name !== '' ? name : undefined;
  } catch (error) {
    // A package.json that is missing or not JSON says no name; that is all that is asked of it here.
    if (error instanceof SyntaxError || isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'EISDIR';
}

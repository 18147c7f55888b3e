import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findConfig } from '../engine/config.ts';
import { findTop } from '../files/git/repository.ts';
import { readTexts } from '../files/texts.ts';

/** The name to generate tokens under if none is given: the configuration's, the package's, else the folder's. */
export function findDisplayName(cwd: string): string {
  const { displayName } = findConfig(cwd, findTop(cwd) ?? cwd, readTexts);
  return displayName ?? readPackageName(join(cwd, 'package.json')) ?? (basename(cwd) || 'zoho-authtoken');
}

function readPackageName(manifest: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(manifest, 'utf8').replace(/^\ufeff/, '')) ?? {};
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

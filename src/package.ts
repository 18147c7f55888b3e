import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Tool {
  readonly name: string;
  readonly version: string;
  /** Where people find its README. */
  readonly homepage: string;
}

/** What this package is called, as its package.json says. */
export const TOOL: Tool = readTool(dirname(fileURLToPath(import.meta.url)));

/** The sources lie one folder below package.json, the build two. */
function readTool(folder: string): Tool {
  const manifest = readManifest(folder);
  // The one of the build says only of what kind its modules are.
  if (manifest?.name) return pick(manifest);
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The package.json of this package is missing');
  return readTool(parent);
}

function pick({ name, version, homepage }: Tool): Tool {
  return { name, version, homepage };
}

function readManifest(folder: string): Tool | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Tool;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

import type { MigrationResult } from '../model/migration.ts';
import { showPath } from './paths.ts';

const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g;
const DIRECTIVES = /^\s*(['"])use strict\1;?/gm;
const SHEBANG = /^\ufeff?#![^\r\n]*/;

/** Files of which the migration leaves nothing but comments: they are better deleted. */
export function emptiedFiles(result: MigrationResult): readonly string[] {
  return result.changed
    .filter(
      ({ after }) => after.replace(SHEBANG, '').replace(COMMENTS, '').replace(DIRECTIVES, '').trim() === '',
    )
    .map(({ file }) => showPath(result.root, file))
    .sort();
}

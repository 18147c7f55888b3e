import type { Scan } from '../../files/scan.ts';
import { isData, isScript } from '../../languages/javascript/syntax/files.ts';
import { type Around, createAliasTest } from '../../tracing/aliases.ts';
import { resolveRelative } from '../../tracing/resolve.ts';
import { Sighter } from '../sighting/sight.ts';
import { readSpecifiers } from '../sighting/specifiers.ts';

/** How far down imports are followed, as `findComponents` does it. */
const DEPTH = 4;

/**
 * Whether any of these scripts, or what they import, names the parameters or speaks of Zoho: if none does, nothing else
 * has to be read to know that they hold no call. An import by another name may lead anywhere: only the whole tree tells.
 */
export function mayConcern(files: Iterable<string>, scan: Scan, around: Around): boolean {
  const mayBeAlias = createAliasTest(around);
  const sighter = new Sighter(scan);
  const seen = new Set<string>();
  let level = [...files].filter((file) => isScript(file) || isData(file));
  for (let depth = 0; depth <= DEPTH && level.length > 0; depth++) {
    for (const file of level) seen.add(file);
    if (sighter.sight(level).candidates.length > 0) return true;
    const specifiers = [...readSpecifiers(level, scan).specifiers];
    if (specifiers.some(([from, names]) => names.some((name) => mayBeAlias(from, name)))) return true;
    const imported = specifiers.flatMap(([from, names]) =>
      names.flatMap((name) => resolveRelative(from, name, around.has) ?? []),
    );
    level = [...new Set(imported)].filter((file) => !seen.has(file));
  }
  return false;
}

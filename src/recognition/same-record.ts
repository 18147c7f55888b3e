import type { Origin } from '../model/query-text.ts';

/**
 * Of several births of one credential, those that belong to the birth of the other: what stands in the same record, else
 * in the same file, else all of them.
 */
export function besideBirth(origins: readonly Origin[], birth: Origin | undefined): readonly Origin[] {
  const record = birth?.record;
  const own = record === undefined ? [] : origins.filter((origin) => origin.record === record);
  if (own.length > 0) return own;
  const near = origins.filter(({ site }) => site.at.file === birth?.site.at.file);
  return near.length > 0 ? near : origins;
}

import type { Origin } from '../model/query-text.ts';

/**
 * Of several births of one credential, those that belong to the birth of the other: what stands in the same record,
 * else all of them.
 */
export function besideBirth(origins: readonly Origin[], birth: Origin | undefined): readonly Origin[] {
  const record = birth?.record;
  const own = record === undefined ? [] : origins.filter((origin) => origin.record === record);
  return own.length > 0 ? own : origins;
}

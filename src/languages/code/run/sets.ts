import type { Entry, ParameterSet } from '../../../model/parameter-set.ts';
import { valueRef } from './origins.ts';
import type { EntryValue, ObjectValue } from './values.ts';
import { siteAt } from './values.ts';

/** A map as the request model's parameter set, as it is now. */
export function parameterSet(object: ObjectValue): ParameterSet {
  return { identity: object, entries: object.entries.flatMap(entryOf) };
}

function entryOf({ name, value, site, arms, region }: EntryValue): Entry[] {
  if (name === undefined) return [];
  const at = site.value ? siteAt(site.source, site.value) : site;
  return [{ name, value: valueRef(value, at), site, arms, region }];
}

import type { SourceRange } from '../model/edit.ts';
import { type FlatText, flatten } from '../model/flatten.ts';
import { atomsIn, type Parameter } from '../model/parameters.ts';
import { isDeprecated } from '../zoho/parameters.ts';
import type { Variant } from './variants.ts';

/**
 * Where the parts stand that make a request a finding: its beginning, the names of the deprecated parameters, its
 * address. What else lies within the call (a callback of many lines, say) is not what it is about.
 */
export function placesOf({ request, parameters }: Variant): SourceRange[] {
  const { file, start } = request.at;
  const places = [
    { file, start, end: start },
    ...parameters.filter(({ name }) => isDeprecated(name)).flatMap(placesOfName),
    ...request.addresses.flatMap((address) =>
      flatten(address).flatMap((flat) => placesIn(flat, 0, flat.text.length)),
    ),
  ];
  return [
    ...new Map(places.map((place) => [JSON.stringify([place.file, place.start, place.end]), place])).values(),
  ];
}

function placesOfName(parameter: Parameter): SourceRange[] {
  if (parameter.kind === 'entry') return [parameter.entry.site.at];
  return placesIn(parameter.flat, parameter.start, parameter.valueEnd);
}

function placesIn(flat: FlatText, from: number, to: number): SourceRange[] {
  return atomsIn(flat, from, to).flatMap(({ leaf }) => ('site' in leaf && leaf.site ? [leaf.site.at] : []));
}

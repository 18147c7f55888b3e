import { liesIn } from '../../model/edit.ts';
import type { CodeUnit } from '../../model/ticket-code.ts';
import { loginValues } from '../logins.ts';
import type { Mechanism } from './mechanism.ts';
import type { Scene } from './scene.ts';

/** What holds the user's name and password, and is used for nothing but the logins of a mechanism. */
export function accountsOf({ code, loginWays }: Scene, mechanism: Mechanism): CodeUnit[] {
  const values = loginWays.filter(({ at }) => mechanism.holds(at)).flatMap(loginValues);
  const sources = values.map(({ site }) => code.sourcesOf(site.at));
  const places = sources.flatMap((source) => source.places);
  const isLogins = (unit: CodeUnit) =>
    code
      .mentionsOf(unit)
      .every(
        ({ at, kind }) =>
          kind === 'write' || mechanism.holds(at) || places.some((place) => liesIn(at, place)),
      );
  return [...new Set(sources.flatMap(({ units }) => units))].filter(
    (unit) =>
      isLogins(unit) && !mechanism.has(unit) && (unit.kind === 'setting' || !mechanism.holds(unit.at)),
  );
}

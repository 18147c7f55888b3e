import type { SourceRange } from '../../model/edit.ts';
import type { Site } from '../../model/query-text.ts';
import type { Attribute, Element } from './elements.ts';

/** An input of a form that is sent as a parameter. */
export interface InputSite extends Site {
  readonly input: Element;
  readonly name: Attribute;
  readonly value: Attribute | undefined;
}

const sites = new WeakSet<Site>();
const values = new WeakSet<Site>();

export function inputSite(
  at: SourceRange,
  input: Element,
  name: Attribute,
  value: Attribute | undefined,
): InputSite {
  const site: InputSite = { at, input, name, value };
  sites.add(site);
  return site;
}

/** The place of a value that stands in an input. */
export function valueSite(at: SourceRange): Site {
  const site: Site = { at };
  values.add(site);
  return site;
}

export function isValueSite(site: Site): boolean {
  return values.has(site);
}

export function isInputSite(site: Site): site is InputSite {
  return sites.has(site);
}

import type { Range } from '../../model/edit.ts';
import type { ParameterSet } from '../../model/parameter-set.ts';
import type { Origin, Site } from '../../model/query-text.ts';
import type { Request } from '../../model/request.ts';
import { type Attribute, attributeOf, type Element, type Page } from './elements.ts';
import { lowerLinks } from './links.ts';
import { inputSite, valueSite } from './sites.ts';

/** What the forms of a page send, and the addresses that are told with it. */
export interface LoweredForms {
  readonly requests: readonly Request[];
  readonly addresses: ReadonlySet<Range>;
}

/**
 * Lowers the forms that send parameters by the names of their inputs.
 *
 * @param isFilledIn whether a template puts something into a range
 */
export function lowerForms(
  file: string,
  text: string,
  { elements }: Page,
  isFilledIn: (at: Range) => boolean,
): LoweredForms {
  const requests: Request[] = [];
  const addresses = new Set<Range>();
  for (const form of elements) {
    const action = form.name === 'form' ? attributeOf(form, 'action') : undefined;
    if (!action) continue;
    const inputs = elements.filter((element) => isInput(element) && standsIn(element, form));
    const set = setOf(file, text, inputs, isFilledIn);
    const address = text.slice(action.value.start, action.value.end);
    if (set.entries.length === 0 || address === '' || isOwnAddress(address)) continue;
    addresses.add(action.value);
    requests.push({
      at: { file, start: form.start, end: form.end },
      symbol: undefined,
      addresses: [[{ kind: 'known', text: address.replaceAll('&amp;', '&') }]],
      texts: lowerLinks(file, text, [action.value]).flatMap(({ texts }) => texts),
      sets: [set],
      arms: [],
      nearby: [address],
      clientSide: true,
      withoutEnvironment: true,
    });
  }
  return { requests, addresses };
}

/** A path without a host goes to whoever serves the page; Zoho serves none of ours. */
function isOwnAddress(address: string): boolean {
  return (
    !/^(?:[a-z]+:)?\/\//i.test(address) && !/^x+(?![a-z])/.test(address) && !/crm\/private/i.test(address)
  );
}

function isInput({ name }: Element): boolean {
  return name === 'input' || name === 'textarea' || name === 'select' || name === 'button';
}

function standsIn({ start }: Element, { end, content }: Element): boolean {
  return start >= end && (content === undefined || start < content.end);
}

function setOf(
  file: string,
  text: string,
  inputs: readonly Element[],
  isFilledIn: (at: Range) => boolean,
): ParameterSet {
  const region = {};
  const entries = inputs.flatMap((input) => {
    const name = attributeOf(input, 'name');
    if (!name) return [];
    const value = attributeOf(input, 'value');
    const site = inputSite({ file, start: input.start, end: input.end }, input, name, value);
    const place = valueSite(value ? { file, ...value.value } : site.at);
    const origin = originOf(text, value, place, isFilledIn);
    return [
      {
        name: text.slice(name.value.start, name.value.end),
        value: { site: place, origins: () => [origin] },
        site,
        region,
        arms: [],
      },
    ];
  });
  return { entries, identity: region };
}

/** A value that stands in the page, or that whoever makes or fills in the page gives. */
function originOf(
  text: string,
  value: Attribute | undefined,
  site: Site,
  isFilledIn: (at: Range) => boolean,
): Origin {
  if (!value || isFilledIn(value.value)) return { kind: 'external', name: '', site, fixed: false };
  return { kind: 'literal', name: text.slice(value.value.start, value.value.end), site, fixed: true };
}

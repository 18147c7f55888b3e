import { nodeOf } from '../model/change-key.ts';
import type { Finding } from '../model/finding.ts';
import { addressOf, flatten } from '../model/flatten.ts';
import type { Request } from '../model/request.ts';
import { readEndpoint, splitAddress, UNKNOWN } from '../zoho/endpoints.ts';
import { API_KEY, isDeprecated, TICKET } from '../zoho/parameters.ts';
import type { RuleOutcome } from './rule.ts';
import type { Variant } from './variants.ts';

type Told = Pick<Finding, 'ruleId' | 'severity' | 'message'>;

/** A finding of a rule that reports and changes nothing, at the place of a request. */
function findingAtRequest({ at, symbol }: Request, told: Told): Finding {
  return { ...told, at, ...(symbol !== undefined && { symbol }) };
}

/** The same, with the endpoint that the request goes to in this way. */
export function findingAt({ request, address }: Variant, told: Told): Finding {
  const endpoint = readEndpoint(address);
  return { ...findingAtRequest(request, told), ...(Object.keys(endpoint).length > 0 && { endpoint }) };
}

/** The outcome of findings alone: one for each place, whatever leads there. */
export function reportOnly(findings: readonly Finding[]): RuleOutcome {
  const places = new Map<string, Finding>();
  for (const finding of findings) {
    const place = nodeOf(finding.at);
    if (!places.has(place)) places.set(place, finding);
  }
  return { findings: [...places.values()], tokens: [] };
}

/** Names the deprecated parameters that a request carries, for messages. */
export function nameParameters(variant: Variant): string {
  const names = new Set(variant.parameters.map(({ name }) => name).filter(isDeprecated));
  return [API_KEY, TICKET]
    .filter((name) => names.has(name as typeof API_KEY))
    .map((name) => '`' + name + '`')
    .join(' and ');
}

/** Every address that a request may go to in this way, as far as each is known. */
export function addressesOf({ request, flats }: Variant): string[] {
  return [...request.addresses.flatMap((address) => flatten(address)), ...flats].map(addressOf);
}

/** The hosts of some addresses as far as they are known, sorted. */
export function hostsIn(addresses: readonly string[]): string[] {
  const hosts = addresses.flatMap((address) => {
    const { host } = splitAddress(address);
    return host === undefined || host === '' || host.includes(UNKNOWN) ? [] : [host.toLowerCase()];
  });
  return [...new Set(hosts)].sort();
}

import { addressOf, HOLE } from '../model/flatten.ts';
import type { Parameter } from '../model/parameters.ts';
import type { Request } from '../model/request.ts';
import { judgeAddress } from '../zoho/endpoints.ts';
import { API_KEY, AUTH_TOKEN, isDeprecated, SCOPE, TICKET } from '../zoho/parameters.ts';
import { readCredential } from './credentials.ts';
import { type Variant, variantsOf } from './variants.ts';

/**
 * What is to be done with a variant. `migrate`: certainly or likely Zoho CRM's. `unresolved`: perhaps, a person must
 * look. `other-service`: another Zoho service's. `login`: a ticket is asked for or given up. `silent`: nobody's business.
 */
export type Judgement = 'migrate' | 'unresolved' | 'other-service' | 'login' | 'silent';

export interface Judged {
  readonly variant: Variant;
  readonly judgement: Judgement;
}

/** Judges every way in which the requests may go out and which still carries one of the deprecated pair. */
export function judge(requests: readonly Request[], hosts: readonly string[]): Judged[] {
  return requests.flatMap((request) =>
    variantsOf(request, hosts)
      .filter(isDeprecatedVariant)
      .map((variant) => ({
        variant,
        judgement: judgementOfAny(variant, hosts),
      })),
  );
}

/** Every way in which requests go out to Zoho CRM with a token already, whatever else they carry. */
export function sendingTokens(requests: readonly Request[], hosts: readonly string[]): Variant[] {
  return requests
    .flatMap((request) => variantsOf(request, hosts))
    .filter(
      (variant) =>
        variant.parameters.some(({ name }) => name === AUTH_TOKEN) &&
        judgementOfAny(variant, hosts) === 'migrate',
    );
}

function isDeprecatedVariant(variant: Variant): boolean {
  return variant.parameters.some((parameter) => isDeprecated(parameter.name));
}

function judgementOfAny(variant: Variant, hosts: readonly string[]): Judgement {
  if (variant.request.shown) return judgementOfShown(variant, hosts);
  if (variant.request.stray) return speaksOfZoho(variant) ? 'unresolved' : 'silent';
  return judgementOf(variant, hosts);
}

function judgementOf(variant: Variant, hosts: readonly string[]): Judgement {
  switch (variant.verdict) {
    case 'crm':
    case 'crm-path':
      return 'migrate';
    case 'other-zoho':
      return 'other-service';
    case 'accounts':
      return 'login';
    case 'foreign':
      return 'silent';
    case 'mixed':
      return 'unresolved';
    default:
      return judgeWithoutAddress(variant, hosts);
  }
}

/**
 * What a text shows is rewritten or left alone. A path without a host, or a query without a URL, needs a text that speaks
 * of nothing but CRM; where a program reads it, it is told of otherwise.
 */
function judgementOfShown(variant: Variant, hosts: readonly string[]): Judgement {
  const { verdict, request } = variant;
  const near = new Set(request.nearby.map((address) => judgeAddress(address, hosts)));
  const isOfOthers = near.has('other-zoho');
  if (request.stray)
    return speaksOfZoho(variant) && (near.has('crm') || !isOfOthers) ? 'unresolved' : 'silent';
  if (verdict === 'crm') return 'migrate';
  if (verdict !== 'crm-path' && !(verdict === 'unknown' && hasPair(variant))) return 'silent';
  if (near.has('crm') && !isOfOthers) return 'migrate';
  const isPerhaps = verdict === 'crm-path' ? near.has('crm') || !isOfOthers : near.has('crm');
  return isPerhaps && request.readBy !== undefined ? 'unresolved' : 'silent';
}

/**
 * A call whose address is not known is likely CRM's when it carries the pair and its module speaks of nothing else.
 * In code that never speaks of Zoho only both together tell something: many services know an `apikey` or a `ticket`.
 */
function judgeWithoutAddress(variant: Variant, hosts: readonly string[]): Judgement {
  const { nearby } = variant.request;
  if (!variant.parameters.some(isSent)) return 'silent';
  if (!speaksOfZoho(variant)) return sendsPairSomewhere(variant) ? 'unresolved' : 'silent';
  const near = new Set(nearby.map((text) => judgeAddress(text.trim(), hosts)));
  const nearCrm = near.has('crm') || near.has('crm-path');
  if (!nearCrm && near.has('other-zoho')) return 'other-service';
  const isAlone = nearCrm && !near.has('other-zoho') && !near.has('foreign');
  return isAlone && hasPair(variant) ? 'migrate' : 'unresolved';
}

/** Whether a parameter stands where a query has its names; `ticket=` after a blank is a word of some sentence. */
function isSent(parameter: Parameter): boolean {
  return parameter.kind === 'entry' || !/\s/.test(parameter.flat.text[parameter.start - 1] ?? '');
}

function hasPair({ parameters }: Variant): boolean {
  const names = new Set(parameters.map(({ name }) => name));
  return holdsPair(names) || (names.has(AUTH_TOKEN) && names.has(SCOPE));
}

/** Whether a request carries both of the deprecated pair to an address that is only known at run time. */
function sendsPairSomewhere({ parameters }: Variant): boolean {
  const open = parameters.filter(
    (parameter) => isSent(parameter) && (parameter.kind === 'entry' || isOpen(addressOf(parameter.flat))),
  );
  return holdsPair(new Set(open.map(({ name }) => name)));
}

function isOpen(address: string): boolean {
  return address.includes(HOLE) && !/\s/.test(address);
}

function holdsPair(names: ReadonlySet<string>): boolean {
  return names.has(API_KEY) && names.has(TICKET);
}

/** Whether anything around a request is called after Zoho: an address, the file, the function, the credentials. */
function speaksOfZoho({ request, parameters }: Variant): boolean {
  const origins = parameters
    .filter(({ name }) => isDeprecated(name))
    .flatMap((parameter) => readCredential(parameter).origins);
  const settings = origins.filter(({ kind }) => kind !== 'literal').map(({ name }) => name);
  const file = /[^/\\]*$/.exec(request.at.file)![0];
  return [...request.nearby, ...settings, file, request.symbol ?? ''].some((text) =>
    /zoho|baihui/i.test(text),
  );
}

import { nodeOf } from '../model/change-key.ts';
import type { SourceRange } from '../model/edit.ts';
import type { Parameter } from '../model/parameters.ts';
import type { Origin } from '../model/query-text.ts';
import { isSent, type Request } from '../model/request.ts';
import type { Revocation } from '../model/token-plan.ts';
import { LOGIN_PASSWORD_NAMES } from '../zoho/login.ts';
import { API_KEY, isDeprecated } from '../zoho/parameters.ts';
import { ownOrigins, readCredential } from './credentials.ts';
import { isWritten, leaksOf, writtenAt } from './leaks.ts';
import { sentAtLogin } from './logins.ts';
import { looksSecret } from './placeholders.ts';
import type { Sending } from './plan.ts';
import { besideBirth } from './same-record.ts';
import type { Variant } from './variants.ts';

/** The keys and tickets that calls sent until now, where they are known: in the source, or under the name of a setting. */
export function revocationsOf(
  births: readonly { readonly plan: Sending; readonly birth: Origin | undefined }[],
): Revocation[] {
  return distinct(
    births.flatMap(({ plan, birth }) =>
      plan.variant.parameters
        .filter(({ name }) => isDeprecated(name))
        .flatMap((parameter) => revocationsIn(plan, parameter, birth)),
    ),
  );
}

/** The keys and tickets in texts that nobody sends, so that no token takes their place: in documents and comments. */
export function revocationsOfShown(variants: readonly Variant[]): Revocation[] {
  return distinct(
    variants
      .filter(({ request }) => !isSent(request))
      .flatMap(({ parameters, request }) =>
        parameters
          .filter(({ name }) => isDeprecated(name))
          .flatMap((parameter) =>
            leaksOf(parameter, request).map((at): Revocation => ({ what: whatIs(parameter), at })),
          ),
      ),
  );
}

function whatIs({ name }: Parameter): 'key' | 'ticket' {
  return name === API_KEY ? 'key' : 'ticket';
}

function revocationsIn(
  { variant, carrier }: Sending,
  parameter: Parameter,
  birth: Origin | undefined,
): Revocation[] {
  const what = whatIs(parameter);
  const { value, origins } = readCredential(parameter);
  if (value.kind === 'literal') return leaksOf(parameter, variant.request).map((at) => ({ what, at }));
  const isCarrier = carrier?.parameter.name === parameter.name;
  return (isCarrier && birth ? [birth] : besideBirth(ownOrigins(parameter.name, origins), birth)).flatMap(
    (origin) => revocationOf(what, origin),
  );
}

function revocationOf(what: Revocation['what'], origin: Origin): Revocation[] {
  const { kind, name, site, inDocument } = origin;
  const { at } = site;
  if (inDocument) return isWritten(origin) ? [{ what, setting: { kind: 'entry', name }, at }] : [];
  if (kind === 'environment') return [{ what, setting: { kind, name }, at }];
  if (kind === 'configuration') return [{ what, setting: { kind: 'setting', name }, at }];
  return writtenAt(origin).map((at) => ({ what, at }));
}

/** The passwords that logins hold in the source; those in settings are told with the code that logs in. */
export function passwordsIn(logins: readonly Request[]): Revocation[] {
  const places = logins
    .flatMap((login) => sentAtLogin(login, LOGIN_PASSWORD_NAMES))
    .flatMap((sent): SourceRange[] =>
      'text' in sent ? (looksSecret(sent.text) ? [sent.at] : []) : sent.origins().flatMap(writtenAt),
    );
  return distinct(places.map((at): Revocation => ({ what: 'password', at })));
}

/** A setting is told once, however often it is read. */
function distinct(revocations: readonly Revocation[]): Revocation[] {
  const keyOf = ({ what, setting, at }: Revocation) =>
    `${what} ${setting && setting.kind !== 'entry' ? `${setting.kind} ${setting.name}` : nodeOf(at)}`;
  return [...new Map(revocations.map((each) => [keyOf(each), each])).values()];
}

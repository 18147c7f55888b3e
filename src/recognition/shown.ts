import { replaceSpan, Unspellable } from '../model/text-changes.ts';
import { AUTH_TOKEN } from '../zoho/parameters.ts';
import { type Credential, carrierOf, pairOf } from './credentials.ts';
import { looksReal, renamePlaceholder } from './placeholders.ts';
import { type Plan, type PlannedChange, planVariant } from './plan.ts';
import type { Variant } from './variants.ts';

/**
 * Plans URLs that are shown and not sent, in a comment say. Their values are for people: a placeholder stays, speaking
 * of the token where it spoke of the key, and what is a real key or ticket becomes a placeholder. A URL that cannot be
 * spelled so is left as it is.
 *
 * @param tokenName what the program's token is called
 */
export function planShown(variants: readonly Variant[], tokenName: string): Plan[] {
  return variants.flatMap((variant) => {
    const carrier = carrierOf(pairOf(variant.parameters));
    if (!carrier) return [];
    try {
      return [planOne(variant, carrier, tokenName)];
    } catch (error) {
      if (error instanceof Unspellable) return [];
      throw error;
    }
  });
}

function planOne(variant: Variant, carrier: Credential, tokenName: string): Plan {
  const isReal = carrier.value.kind === 'literal' && looksReal(carrier.value.text);
  const token = {
    births: [],
    renames: [],
    namesFollow: false,
    atCall: isReal ? { name: tokenName } : undefined,
  };
  const plan = planVariant(variant, carrier, () => token, 'behind-token');
  return { ...plan, changes: [...plan.changes, ...(plan.carrier && !isReal ? renameCarrier(carrier) : [])] };
}

function renameCarrier({ parameter, value, origins }: Credential): PlannedChange[] {
  if (parameter.kind !== 'text' || parameter.name === AUTH_TOKEN) return [];
  const text =
    value.kind === 'literal' ? value.text : (origins.find(({ kind }) => kind === 'literal')?.name ?? '');
  const renamed = renamePlaceholder(text);
  return renamed === text
    ? []
    : replaceSpan(parameter.flat, parameter.valueStart, parameter.valueEnd, renamed);
}

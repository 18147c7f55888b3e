import { asTransform } from '../src/engine/transform.ts';
import { nodeOf } from '../src/model/change-key.ts';
import type { SourceRange } from '../src/model/edit.ts';
import type { Finding } from '../src/model/finding.ts';
import { leaksOf } from '../src/recognition/leaks.ts';
import { revocationsOfShown } from '../src/recognition/revocations.ts';
import type { Rule, RuleContext, RuleOutcome } from '../src/recognition/rule.ts';
import type { Variant } from '../src/recognition/variants.ts';
import { API_KEY, isDeprecated } from '../src/zoho/parameters.ts';

/** Warns of keys and tickets of Zoho CRM that are written into source, configuration or a text; their text is never told. */
export const rule: Rule = { id: 'hardcoded-credential', check };

/** One key or ticket where it stands. */
interface Leak {
  readonly at: SourceRange;
  readonly name: string;
}

function check({ judged }: RuleContext): RuleOutcome {
  const calls = judged.flatMap(({ variant, judgement }) => (judgement === 'migrate' ? [variant] : []));
  const places = new Map<string, { at: SourceRange; names: Set<string> }>();
  for (const { at, name } of calls.flatMap(leaksIn)) {
    const place = places.get(nodeOf(at)) ?? { at, names: new Set() };
    place.names.add(name);
    places.set(nodeOf(at), place);
  }
  return {
    findings: [...places.values()].map(({ at, names }) => tell(at, names)),
    tokens: [],
    revoke: revocationsOfShown(calls),
  };
}

function leaksIn(variant: Variant): Leak[] {
  return variant.parameters
    .filter((parameter) => isDeprecated(parameter.name))
    .flatMap((parameter) => leaksOf(parameter, variant.request).map((at) => ({ at, name: parameter.name })));
}

function tell(at: SourceRange, names: ReadonlySet<string>): Finding {
  const what = [...names].map((name) => (name === API_KEY ? 'An API key' : 'a ticket')).sort();
  const subject = what.join(' and ').replace(/^a/, 'A');
  return {
    ruleId: 'hardcoded-credential',
    severity: 'warning',
    message: `${subject} of Zoho CRM ${what.length > 1 ? 'are' : 'is'} written here. Whoever has a copy of the source or of its history has it too: revoke it if it still works, and keep the new token out of the source.`,
    at,
  };
}

export default asTransform(rule);

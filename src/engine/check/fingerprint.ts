import { createHash } from 'node:crypto';
import type { SourceRange } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import { compareText } from '../../report/order.ts';

/** A callee's name is no longer than this; what follows is told by its parts. */
const LONGEST_HEAD = 120;

/**
 * What makes a finding this one and no other, wherever it stands and however it is laid out: its rule, its endpoint,
 * what is called, and its parts. What surrounds it (the body of a callback, say) may change. The hash shows nothing of
 * the source.
 */
export function fingerprint(finding: Finding, textAt: (range: SourceRange) => string): string {
  const { ruleId, endpoint = {}, at, places } = finding;
  const { host = '', format = '', module = '', method = '' } = endpoint;
  const parts = (places ?? [at]).map((place) => normalise(textAt(place))).sort(compareText);
  const head = places ? normalise(textAt(at).slice(0, LONGEST_HEAD).split('(')[0]!) : '';
  const structure = JSON.stringify([ruleId, host, format, module, method, head, ...new Set(parts)]);
  return createHash('sha256').update(structure).digest('hex').slice(0, 16);
}

/** Layout, quotes and trailing commas are a formatter's business. */
function normalise(code: string): string {
  return code
    .replace(/\s+/g, '')
    .replace(/["`]/g, "'")
    .replace(/,(?=[)\]}])/g, '');
}

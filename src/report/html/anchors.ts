import { createHash } from 'node:crypto';
import type { FindingView, Place } from '../view.ts';

/** Names of places in the page: the same for the same tree, and those of findings for moved code, too. */
export interface Anchors {
  of(found: FindingView): string;
}

export function createAnchors(findings: readonly FindingView[]): Anchors {
  const seen = new Map<string, number>();
  const names = new Map<FindingView, string>();
  for (const found of findings) {
    const { ruleId, endpoint = {} } = found.finding;
    const { host, format, module, method } = endpoint;
    const identity = [ruleId, found.place.file, found.symbol, host, format, module, method, found.message];
    const key = JSON.stringify(identity.map((part) => part ?? ''));
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    names.set(found, `n-${digest(`${key} ${occurrence}`)}`);
  }
  return { of: (found) => names.get(found)! };
}

/** A file, by its name relative to the working directory. */
export function fileAnchor(file: string): string {
  return `f-${digest(file)}`;
}

/** Lines of a file as it was; the page's script knows others than those that have an element of their own. */
export function linesAnchor(file: string, first: number, last: number): string {
  return `${fileAnchor(file)}-L${first}-${last}`;
}

export function showPlace({ file, start }: Place): string {
  return `${file}:${start.line}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

import type { QueryText } from '../../../model/query-text.ts';
import type { Parts } from './parts.ts';

/** Addresses that the parts make up, those that stand by themselves first. */
export function addressesOf(parts: Parts): QueryText[] {
  const glue = (text: string) => ({ kind: 'known' as const, text });
  const found = parts.urls.filter(startsLikePath);
  const paths = found.length > 0 ? found : [[]];
  return [
    ...parts.urls,
    ...parts.bases.flatMap((base) => paths.map((path): QueryText => [...base, ...path])),
    ...parts.hosts.flatMap((host) => paths.map((path): QueryText => [glue('//'), ...host, ...path])),
    ...parts.bases,
  ];
}

/** A text that may follow a host: it begins with a slash, or with something that is not known. */
function startsLikePath(text: QueryText): boolean {
  const [first] = text;
  switch (first?.kind) {
    case 'literal':
    case 'known':
      return first.text === '' ? startsLikePath(text.slice(1)) : /^\/|^[\w-]+\//.test(first.text);
    case 'hole':
      return first.content ? startsLikePath(first.content) : text.length > 1;
    case 'choice':
      return first.options.some(startsLikePath);
    default:
      return false;
  }
}

import type { QueryText } from '../../../model/query-text.ts';
import { LOGIN_AGENT, loginText } from '../../../zoho/login.ts';

const NAMES = /(?:^|[^A-Za-z0-9_$])(?:apikey|ticket|authtoken)(?![A-Za-z0-9_$-])/;
const ENDPOINT = /\/crm\/private\/|\bcrm\.zoho\.|crmsandbox\.zoho\.|crm\.baihui\./i;

/** Characters of a text with the place where they stand. */
export interface Literal {
  readonly text: string;
  readonly place: string;
}

/** The literals of a text, those of what was traced into it included; neighbours are put together. */
export function literalsIn(text: QueryText): Literal[] {
  const found: Literal[] = [];
  let last: { text: string; place: string } | undefined;
  const seen = new Set<QueryText>();
  const look = (pieces: QueryText): void => {
    if (seen.has(pieces)) return;
    seen.add(pieces);
    for (const piece of pieces) {
      if (piece.kind === 'literal' || piece.kind === 'known') {
        const place = piece.kind === 'literal' ? `${piece.site.at.start}:${piece.site.at.end}` : '';
        if (last) last.text += piece.text;
        else {
          last = { text: piece.text, place };
          found.push(last);
        }
        if (last.place === '') last.place = place;
        // Each literal counts by itself, too: a long chain stands in one place for each.
        if (piece.kind === 'literal') found.push({ text: piece.text, place });
        continue;
      }
      if (piece.kind === 'hole' && piece.content) {
        look(piece.content);
        continue;
      }
      last = undefined;
      if (piece.kind === 'choice') piece.options.forEach(look);
      if (piece.kind === 'set')
        for (const { name, site } of piece.set.entries)
          found.push({ text: `?${name}=`, place: `${site.at.start}:${site.at.end}` });
    }
  };
  look(text);
  return found;
}

/** Whether characters name one of the parameters, or an endpoint of Zoho CRM's. */
export function speaksOfCalls({ text }: Literal): boolean {
  return NAMES.test(text) || ENDPOINT.test(text) || speaksOfLogin({ text });
}

/** Whether characters name one of the deprecated pair. */
export function namesCredential(text: string): boolean {
  return /(?:^|[^A-Za-z0-9_$])(?:apikey|ticket)(?![A-Za-z0-9_$-])/.test(text);
}

export function speaksOfLogin({ text }: Pick<Literal, 'text'>): boolean {
  return (
    text.includes(LOGIN_AGENT) || (/accounts\./i.test(text) && loginText.test(text) && /\/login/.test(text))
  );
}

import type { TokenSourceKind } from '../model/finding.ts';
import type { NamedPlace, TokenUser } from '../model/token-plan.ts';
import { maskName, maskSecrets } from './mask.ts';
import type { Place } from './view.ts';

const UNKNOWN_USER = 'the user whose ticket was used';
const MOST = 3;

/**
 * Who a token is for, in words: `the user whose ticket ZOHO_TICKET was`. Names of users and e-mail addresses are shown
 * as they stand, since somebody must know whose account it is.
 */
export function describeUser(
  user: TokenUser | undefined,
  { kind, table }: { readonly kind: TokenSourceKind; readonly table?: string | undefined },
  placeOf: (at: NamedPlace['at']) => Place,
): string {
  if (user?.by === 'call') return `${user.perUser ? 'each' : 'the'} user that its calls act as`;
  if (!user || user.from.length === 0) return UNKNOWN_USER;
  const { by, from, perUser } = user;
  if (kind === 'column' && perUser)
    return table === undefined
      ? 'each user whose row is read'
      : `each user with a row in ${maskSecrets(table)}`;
  const named = from.map((place) => SAYS[by](describe(place, placeOf)));
  const shown = [...new Set(named)];
  const more = shown.length > MOST ? ` or one of ${shown.length - MOST} more` : '';
  const told = shown.slice(0, MOST).join(' or ') + more;
  const of = from.length === 1 && from[0]!.of !== undefined ? ` of ${maskSecrets(from[0]!.of)}` : '';
  switch (by) {
    case 'login':
      return `${perUser ? 'each user: ' : ''}${told}, whose login fetched the ticket`;
    case 'ticket':
      return `${perUser ? 'each' : 'the'} user${of} whose ticket ${told}`;
    default:
      return `a user of ${perUser ? 'each' : 'the'} organisation${of} whose API key ${told}`;
  }
}

interface Described {
  readonly kind: NamedPlace['kind'];
  readonly name: string;
  readonly at: string;
  readonly isRead: boolean;
}

function describe(
  { kind, name, at, isRead }: NamedPlace,
  placeOf: (at: NamedPlace['at']) => Place,
): Described {
  const { file, start } = placeOf(at);
  return {
    kind,
    // The name of a user that is written in the code stands for no expression.
    name: kind === 'literal' ? maskSecrets(name) : maskName(name),
    at: `${file}:${start.line}`,
    isRead: isRead === true,
  };
}

const SAYS: Readonly<Record<TokenUser['by'], (place: Described) => string>> = {
  login: ({ kind, name, at }) => {
    if (name === '') return `the user who logs in at ${at}`;
    if (kind === 'literal') return name;
    return kind === 'environment' ? `the user that ${name} names` : `the user that ${name} names (${at})`;
  },
  ticket: sayHeld,
  key: sayHeld,
  call: sayHeld,
};

/** How a key or a ticket was held until now. */
function sayHeld({ kind, name, at, isRead }: Described): string {
  if (isRead) return `the setting ${name} was`;
  if (kind === 'environment') return `${name} was`;
  if (name === '') return kind === 'unknown' ? `came from ${at}` : `stood in ${at}`;
  if (kind === 'parameter') return `is handed in as ${name} (${at})`;
  return kind === 'configuration' ? `was ${name} in ${at}` : `was ${name} (${at})`;
}

import { isComposedVariable } from '../model/settings-names.ts';
import type { TokenView } from './view.ts';
import { ordinal } from './words.ts';

/** What a report tells of the place that a token goes to. */
export type TokenPlace = Pick<
  TokenView,
  'kind' | 'name' | 'place' | 'isRead' | 'owner' | 'table' | 'beside' | 'setIn' | 'instead'
>;

/** Where a person must put the token: `ZOHO_AUTHTOKEN in the environment`, `authtoken in config.json:4`. */
export function describeTokenPlace(token: TokenPlace): string {
  const { kind, name, place, owner, table, beside, setIn } = token;
  const at = showLine(place);
  const calls = setIn.length === 0 ? 'the call' : 'the calls';
  if (token.instead === 'login')
    return `handed in to ${calls} at ${[at, ...setIn.map(showLine)].join(', ')}, in place of the login of each user`;
  if (token.instead === 'value') return `in the call at ${at}, in place of the old value`;
  switch (kind) {
    case 'environment':
      if (isEnvironmentFile(place.file)) return `${name} in ${at}`;
      return `${name} in the environment${list(`, ${beside === undefined ? 'set' : `beside ${beside}`} in `, setIn.map(showLine))}`;
    case 'configuration':
      return token.isRead ? `the setting ${name}, read at ${at}` : `${name} in ${at}`;
    case 'placeholder':
      return `the placeholder YOUR_${name} in ${[at, ...setIn.map(showLine)].join(', ')}`;
    case 'literal':
      return `the token that is written in ${at}: keep it out of the source`;
    case 'parameter':
      return owner
        ? `${name}, ${describeArgument(owner)}, at ${at}${describeMakings(owner)}`
        : `the argument ${name} at ${at}, which its callers hand in`;
    case 'member':
    case 'unknown':
      return describeExpression(token);
    case 'column':
      return `the column ${name}${table === undefined ? '' : ` of ${table}`}, read at ${at}`;
    default:
      return `${name} in ${at}`;
  }
}

/** `row.ticket`, a member that a class declares, or what nothing more is known of. */
function describeExpression({ kind, name, place, owner }: TokenPlace): string {
  const at = showLine(place);
  if (owner?.position !== undefined) return `${name} at ${at}, ${describeArgument(owner)}`;
  if (isComposedVariable(name)) return `the variables ${name} of the environment, read at ${at}`;
  if (kind === 'member')
    return owner ? `the member ${name} of ${owner.name}, at ${at}` : `${name}, read at ${at}`;
  return name === ''
    ? `the value at ${at}, wherever it comes from`
    : `${name} at ${at}, wherever its value comes from`;
}

type Owner = NonNullable<TokenView['owner']>;

/** `the 2nd argument of new CrmClient(…)` */
function describeArgument({ kind, name, position }: Owner): string {
  if (name.endsWith('=')) return `set through ${name.slice(0, -1)}`;
  const call = `${kind === 'class' ? 'new ' : ''}${name}(…)`;
  return `${position === undefined ? 'an' : `the ${ordinal(position)}`} argument of ${call}`;
}

/** Where callers hand the token in; those outside of these files are not known. */
function describeMakings({ kind, usedAt }: Owner): string {
  if (usedAt.length === 0) return ', which its callers hand in';
  return list(kind === 'class' ? ', made at ' : ', called at ', usedAt.map(showLine));
}

const MOST = 3;

function list(before: string, places: readonly string[]): string {
  const distinct = [...new Set(places)];
  if (distinct.length === 0) return '';
  const more = distinct.length > MOST ? ` and ${distinct.length - MOST} more` : '';
  return before + distinct.slice(0, MOST).join(', ') + more;
}

function showLine({ file, start }: TokenView['place']): string {
  return `${file}:${start.line}`;
}

function isEnvironmentFile(file: string): boolean {
  return /(?:^|\/)\.env[^/]*$/.test(file);
}

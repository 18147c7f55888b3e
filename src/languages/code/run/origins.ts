import { nodeOf } from '../../../model/change-key.ts';
import type { SourceRange } from '../../../model/edit.ts';
import type { Origin, QueryText, ValueRef } from '../../../model/query-text.ts';
import type { CodeSite, Value } from './values.ts';

/** Where a value comes from. */
export function originsOf(value: Value): readonly Origin[] {
  switch (value.kind) {
    case 'text':
    case 'unknown':
      return value.origins;
    case 'choice':
      return value.options.flatMap(originsOf);
    case 'object':
      // What is made of a ticket's reply is still the ticket.
      return [...value.items.map((item) => item.value), ...value.entries.map((entry) => entry.value)]
        .flatMap(originsOf)
        .filter(({ kind }) => kind === 'ticket-request');
    default:
      return [];
  }
}

/** A value as the request model wants it: with an origin, whatever is known of it. */
export function valueRef(value: Value, site: CodeSite): ValueRef {
  return {
    site,
    origins() {
      const found = distinctOrigins(originsOf(value));
      return found.length > 0 ? found : [{ kind: 'unknown', name: '', site, fixed: false }];
    },
  };
}

/** The origins of a text: its own where all of it is written there, else those of what is put into it. */
export function originsOfText(pieces: QueryText, site: CodeSite): readonly Origin[] {
  const whole = wholeText(pieces);
  if (whole !== undefined) {
    const record = recordAround(site);
    return [{ kind: 'literal', name: whole, site, fixed: true, ...(record && { record: nodeOf(record) }) }];
  }
  return distinctOrigins(holesIn(pieces));
}

/** The map, the list or the call that a literal is an immediate part of. */
function recordAround({ source, node }: CodeSite): SourceRange | undefined {
  const parent = source.parents.get(node);
  const around =
    parent?.kind === 'item' || parent?.kind === 'argument' ? source.parents.get(parent) : undefined;
  return around && source.at(around);
}

function wholeText(pieces: QueryText): string | undefined {
  let text = '';
  for (const piece of pieces) {
    if (piece.kind !== 'literal' && piece.kind !== 'known') return undefined;
    text += piece.text;
  }
  return text;
}

function holesIn(pieces: QueryText): Origin[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'hole') return [...piece.value.origins()];
    return piece.kind === 'choice' ? piece.options.flatMap(holesIn) : [];
  });
}

export function distinctOrigins(origins: readonly Origin[]): Origin[] {
  return [
    ...new Map(
      origins.map((origin) => [
        `${origin.kind}:${origin.name}:${origin.site.at.file}:${origin.site.at.start}:${origin.site.at.end}`,
        origin,
      ]),
    ).values(),
  ];
}

/** The tickets among some origins: what is made of them is one still. */
export function ticketsAmong(origins: readonly Origin[]): Origin[] {
  return origins.filter(({ kind }) => kind === 'ticket-request');
}

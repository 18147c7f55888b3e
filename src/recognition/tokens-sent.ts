import { AUTH_TOKEN } from '../zoho/parameters.ts';
import { type Credential, readCredential } from './credentials.ts';
import { literalsOf } from './leaks.ts';
import { flowOf, type Supply } from './token-sources.ts';
import type { Variant } from './variants.ts';

interface Sent extends Supply {
  readonly carrier: Credential;
}

/** Where a call that sends a token already has it from. A token that is written in the source is never named. */
export function sourcesSent({ parameters }: Variant): Sent[] {
  return parameters
    .filter(({ name }) => name === AUTH_TOKEN)
    .flatMap((parameter): Sent[] => {
      const carrier = readCredential(parameter);
      const { value, origins } = carrier;
      if (value.kind === 'literal')
        return parameter.kind === 'text' && value.text !== ''
          ? literalsOf(parameter).map((at) => ({ ...written(value.text, at), carrier }))
          : [];
      return origins
        .filter(({ kind, name }) => kind !== 'ticket-request' && (kind !== 'literal' || name !== ''))
        .map((birth) => ({
          ...(birth.kind === 'literal' ? written(birth.name, birth.site.at) : flowOf(birth)),
          birth,
          carrier,
        }));
    });
}

/** The placeholder that the migration writes, else a token itself. */
function written(text: string, at: Supply['source']['at']): Supply {
  const placeholder = /^YOUR_(\w+)$/.exec(text)?.[1];
  const source =
    placeholder === undefined
      ? { kind: 'literal' as const, name: '', at }
      : { kind: 'placeholder' as const, name: placeholder, at };
  return { source, birth: undefined };
}

import { isSent } from '../model/request.ts';

/** Texts that people write where a key or ticket belongs: `xxxx`, `...`, `YOUR_API_KEY`, `{apikey}`, `<key>`, `%s`. */
const PLACEHOLDER =
  /^(?:x+|\.+|…|\*+|-+|_+|#+|\?+|(?:your|my|the|insert|enter|put|change)[\W_]?.*|(?:[<{[(%:@]|&lt;).*|\$\{.*|__\w+__|(?:api)?[\W_]?(?:key|ticket)|abc|123|n\/a|tbd|todo|null|undefined)$/i;

/** Whether a text in code may be a key or a ticket, rather than a placeholder for one. */
export function looksSecret(text: string): boolean {
  return text !== '' && !PLACEHOLDER.test(text);
}

/** Whether a text is shaped as Zoho's keys (they end in `$`) or tickets (32 hexadecimal digits) are. */
export function looksReal(text: string): boolean {
  return (
    (/^[\w-]{12,}(?:\$|%(?:25)*24)$/.test(text) || /^[0-9a-f]{32}$/i.test(text)) &&
    !/^(.)\1+(?:\$|%24)?$/.test(text)
  );
}

/**
 * Whether a text that a request carries may be a key or a ticket. What is sent is one, as long as it does not look like
 * a note for people; what people or the player of a recording read has to look like one.
 */
export function isCredential(text: string, request: Parameters<typeof isSent>[0]): boolean {
  if (isSent(request)) return looksSecret(text);
  return looksReal(text) || (looksSecret(text) && RANDOM.test(text) && !WORDS.test(text));
}

/** One word of letters and digits, too long for an example. */
const RANDOM = /^(?=.*\d)(?=.*[a-z])[\w-]{10,}(?:\$|%(?:25)*24)?$/i;
/** `sample-key-1`, `ABC_12345`: words and numbers. */
const WORDS =
  /^(?:[a-z]+|\d+)(?:[_-](?:[a-z]+|\d+))+$|^(?:[a-z]+\d{1,6}|\d+[a-z]+)$|example|sample|dummy|fake|abc123|12345/i;

/**
 * What a placeholder for a key or ticket reads when a token belongs in its place: `{apikey}` becomes `{authtoken}`,
 * `YOUR_API_KEY` becomes `YOUR_AUTHTOKEN`; one that names neither stays,
 * as do `${key}`, `#{key}` and `<%= key %>`, which are code.
 */
export function renamePlaceholder(text: string): string {
  if (/^(?:[$#]\{|\$\(|<%)/.test(text)) return text;
  return text.replace(/api[\s_-]?key|(?<![a-z])(?:key|ticket)(?![a-z])/gi, (name) => {
    if (/\s/.test(name)) return 'authtoken';
    if (name === name.toUpperCase()) return 'AUTHTOKEN';
    if (/^[A-Z]/.test(name)) return 'AuthToken';
    return /[A-Z]/.test(name) ? 'authToken' : 'authtoken';
  });
}

/** A slot that code fills before the text is sent: `{0}`, `{apikey}`, `%s`, `:key`, `__KEY__`. */
export function isSlot(text: string | undefined): boolean {
  return (
    text !== undefined && /^(?:\{[\w.-]*\}|%(?:\d+\$)?[sdv@]|%\(\w+\)s|:\w+|__\w+__|@@?\w+@@?|\?)$/.test(text)
  );
}

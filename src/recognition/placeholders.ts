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

import { escapePattern } from '../model/patterns.ts';

const MASK = '••••';

/**
 * Masks known secrets in text that somebody else wrote, in any spelling in which a server may give back what it was sent:
 * as it is, as in a form or an address, in HTML, in JSON, in a file of Java properties, in base64; in either case.
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  const spellings = new Set(secrets.flatMap(spellingsOf).filter((spelling) => spelling !== ''));
  // The longest first: one may be the beginning of another.
  const patterns = [...spellings].sort((a, b) => b.length - a.length).map(escapePattern);
  return patterns.length === 0 ? text : text.replace(new RegExp(patterns.join('|'), 'giu'), MASK);
}

function spellingsOf(secret: string): string[] {
  return [
    secret,
    new URLSearchParams({ a: secret }).toString().slice(2),
    encodeURIComponent(secret),
    secret.replace(/[&<>"']/g, (character) => HTML[character]!),
    secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    JSON.stringify(secret).slice(1, -1),
    escapeAsProperty(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ];
}

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** As java.util.Properties writes a value, which the reply is a list of. */
function escapeAsProperty(text: string): string {
  return text
    .replace(/[\\=:#!]/g, '\\$&')
    .replace(/^ /, '\\ ')
    .replace(/[^ -~]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'));
}

/** A text as a regular expression that matches it and nothing else. */
export function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A name as code says it: not as a part of a longer one, which `$` may be in. */
export function namePattern(name: string, flags = ''): RegExp {
  return new RegExp(`(?<![\\w$])${escapePattern(name)}(?![\\w$])`, flags);
}

/** A name wherever it stands as a word: also in `$NAME`. */
export function wordPattern(name: string, flags = ''): RegExp {
  return new RegExp(`(?<!\\w)${escapePattern(name)}(?!\\w)`, flags);
}

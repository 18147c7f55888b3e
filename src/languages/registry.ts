import { basename } from 'node:path';
import type { Language } from './code/language.ts';
import type { Parse } from './grammar.ts';

/** A language that a front end may be loaded for, before anything of it is. */
export interface LanguageEntry {
  /** As people call it. */
  readonly name: string;
  /** Names of files that are written in it. */
  readonly files: RegExp;
  /** The grammar that it is read with; undefined for a language that needs none. */
  readonly grammar: string | undefined;
  /** @param parse by the grammar, where the language has one */
  load(parse: Parse): Promise<Language>;
}

/** Every language but JavaScript, which has a front end of its own. */
const LANGUAGES: readonly LanguageEntry[] = [
  {
    name: 'Perl',
    files: /\.(?:pl|pm|cgi|t)$/i,
    grammar: undefined,
    load: async () => (await import('./perl/language.ts')).perl,
  },
  {
    name: 'Visual Basic',
    files: /\.(?:vb|vbs|bas|cls|frm)$/i,
    grammar: undefined,
    load: async () => (await import('./vbnet/language.ts')).basic,
  },
  {
    name: 'Java',
    files: /\.java$/i,
    grammar: 'java',
    load: async (parse) => (await import('./java/language.ts')).default(parse),
  },
  {
    name: 'C#',
    files: /\.cs$/i,
    grammar: 'c-sharp',
    load: async (parse) => (await import('./csharp/language.ts')).default(parse),
  },
  {
    name: 'Go',
    files: /\.go$/i,
    grammar: 'go',
    load: async (parse) => (await import('./go/language.ts')).default(parse),
  },
  {
    name: 'shell',
    files: /(?:\.(?:sh|bash|ksh|zsh)|^\.envrc)$/i,
    grammar: 'bash',
    load: async (parse) => (await import('./shell/language.ts')).default(parse),
  },
  {
    name: 'PHP',
    files: /\.(?:php[3-7]?|phtml|inc|ctp|module|install|engine|theme)$/i,
    grammar: 'php',
    load: async (parse) => (await import('./php/language.ts')).default(parse),
  },
  {
    name: 'Ruby',
    files: /\.(?:rb|rake|ru|gemspec)$|^(?:Rakefile|Gemfile|Capfile|Guardfile)$/i,
    grammar: 'ruby',
    load: async (parse) => (await import('./ruby/language.ts')).default(parse),
  },
  {
    name: 'Python',
    files: /\.(?:py|pyw|wsgi)$/i,
    grammar: 'python',
    load: async (parse) => (await import('./python/language.ts')).default(parse),
  },
];

/** The language that a file is written in, as far as its name tells. */
export function languageOf(file: string): LanguageEntry | undefined {
  const name = basename(file);
  return LANGUAGES.find(({ files }) => files.test(name));
}

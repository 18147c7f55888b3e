import { isScript } from '../../languages/javascript/syntax/files.ts';
import { languageOf } from '../../languages/registry.ts';
import { textKindOf } from '../../languages/text-files/kinds.ts';
import type { Tree } from '../tree.ts';

/** Pages, and templates of pages whose own language is not read: what they put in is left as it is. */
export function isMarkup(file: string): boolean {
  return /\.(?:x?html?|shtml|vue|svelte|erb|rhtml|ejs|eta|hbs|handlebars|mustache|twig|jinja2?|j2|liquid|njk|jsp|jspx|jspf|tag|asp|aspx|ascx|master|cshtml|vbhtml|razor|cfm|cfml|ftl|vm|tpl|tmpl|mako|astro)$/i.test(
    file,
  );
}

/** Whether a file holds code, or a page with code in it, that a front end other than that of scripts is made for. */
export function isProgram(file: string): boolean {
  return languageOf(file) !== undefined || isMarkup(file);
}

/** Whether a front end is made for a file, by its name: one of those that look at each file by itself. */
export function isReadAlone(file: string): boolean {
  return !isScript(file) && (isProgram(file) || textKindOf(file) !== undefined);
}

/** What people call that which a file is written in. */
export function nameLanguage(file: string): string {
  if (isScript(file)) return /\.[cm]?tsx?$/i.test(file) ? 'TypeScript' : 'JavaScript';
  return languageOf(file)?.name ?? (isMarkup(file) ? 'pages' : 'other text');
}

/** The files of a tree that may hold a call, and that are understood one by one. */
export function filesReadAlone(tree: Tree): string[] {
  return tree.candidates.filter(
    (file) => isReadAlone(file) && tree.namesParameters(file) && tree.maySpeakOfZoho(file),
  );
}

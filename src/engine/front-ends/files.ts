import { languageOf } from '../../languages/registry.ts';
import type { Tree } from '../tree.ts';

/** Pages, and templates of pages whose own language is not read: what they put in is left as it is. */
export function isMarkup(file: string): boolean {
  return /\.(?:x?html?|shtml|vue|svelte|erb|rhtml|ejs|eta|hbs|handlebars|mustache|twig|jinja2?|j2|liquid|njk|jsp|jspx|jspf|tag|asp|aspx|ascx|master|cshtml|vbhtml|razor|cfm|cfml|ftl|vm|tpl|tmpl|mako|astro)$/i.test(
    file,
  );
}

/** Whether a front end is made for a file, by its name: one of those that look at each file by itself. */
export function isReadAlone(file: string): boolean {
  return languageOf(file) !== undefined || isMarkup(file);
}

/** The files of a tree that may hold a call, and that are understood one by one. */
export function filesReadAlone(tree: Tree): string[] {
  return tree.candidates.filter(
    (file) => isReadAlone(file) && tree.namesParameters(file) && tree.maySpeakOfZoho(file),
  );
}

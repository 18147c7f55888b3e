import type { CodeMap } from '../../model/code-map.ts';
import type { Edit, Range } from '../../model/edit.ts';
import type { Request } from '../../model/request.ts';
import type { Speller } from '../../model/speller.ts';
import { lowerShown } from '../text/lower.ts';
import { createTextSpeller } from '../text/speller.ts';
import { readPage } from './elements.ts';
import { lowerEmbeddedScripts } from './embedded-scripts.ts';
import { lowerForms } from './forms.ts';
import { lowerLinks } from './links.ts';
import { scriptsIn } from './scripts.ts';
import { createFormSpeller } from './speller.ts';
import { maskRanges, onlyRanges, templateFills, templateTagsIn, touchesTag } from './templates.ts';

/** What a page sends and shows, and how it is changed. */
export interface LoweredPage {
  readonly requests: readonly Request[];
  readonly speller: Speller;
  /** Answers for the scripts of the page; undefined where it has none. */
  readonly code: CodeMap | undefined;
  /** Why its scripts could not be understood. */
  readonly failure?: string;
}

/**
 * Lowers a page: its scripts as JavaScript that runs in a browser, its forms, its links, and what it shows.
 *
 * @param code parts that are no markup: the code of a language that makes the page
 */
export function lowerPage(
  file: string,
  text: string,
  code: readonly Range[],
  tokenNameFor: (name: string) => string | undefined,
): LoweredPage {
  const template = templateTagsIn(maskRanges(text, code));
  const tags = [...code, ...template].sort((a, b) => a.start - b.start);
  const masked = maskRanges(text, tags);
  const page = readPage(masked);
  const contents = scriptsIn(page, masked).map(({ content }) => content!);
  const found = contents.some(({ start, end }) => /apikey|ticket|crm|zoho/i.test(masked.slice(start, end)))
    ? attempt(() => lowerEmbeddedScripts(file, onlyRanges(masked, contents), tokenNameFor))
    : undefined;
  const failure = typeof found === 'string' ? found : undefined;
  const scripts = typeof found === 'object' ? found : undefined;
  const forms = lowerForms(file, masked, page, (at) => touchesTag(tags, at));
  const links = page.elements
    .flatMap(({ attributes }) => attributes.map(({ value }) => value))
    .filter((value) => !forms.addresses.has(value));
  const shown = [...page.comments, ...page.texts].sort((a, b) => a.start - b.start);
  const speller = createFormSpeller(file, text, tags, scripts?.speller ?? createTextSpeller(NOTHING));
  const requests = [
    ...(scripts?.requests ?? []),
    ...forms.requests,
    ...lowerLinks(file, masked, links),
    ...lowerShown(file, masked, shown),
  ];
  const fills = templateFills(file, text, template);
  return {
    requests: fills.length === 0 ? requests : requests.map((request) => ({ ...request, fills })),
    speller: keepingTemplates(speller, tags),
    code: scripts?.code,
    ...(failure !== undefined && { failure }),
  };
}

/** What the scripts come to, or why they cannot be read. */
function attempt<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** There is nothing else on the page that could change. */
const NOTHING: Speller = {
  spell: (groups) => new Map([...groups.keys()].map((name) => [name, 'nothing of it stands in the page'])),
};

/** A value that a template puts in stays: whoever makes the page must put the token there. */
function keepingTemplates(speller: Speller, tags: readonly Range[]): Speller {
  const keep = (edits: readonly Edit[]): readonly Edit[] | string => {
    const kept = edits.filter((edit) => !(touchesTag(tags, edit) && edit.text.includes('YOUR_')));
    return kept.some((edit) => cutsTag(tags, edit))
      ? 'a template puts something into what would change'
      : kept;
  };
  return {
    spell: (groups) =>
      new Map(
        [...speller.spell(groups)].map(([name, edits]) => [
          name,
          typeof edits === 'string' ? edits : keep(edits),
        ]),
      ),
  };
}

/** Whether an edit takes a part of a template's tag away. */
function cutsTag(tags: readonly Range[], { start, end }: Range): boolean {
  return tags.some((tag) => tag.start < end && start < tag.end && (start > tag.start || end < tag.end));
}

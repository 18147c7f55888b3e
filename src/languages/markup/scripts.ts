import { type Attribute, attributeOf, type Element, type Page } from './elements.ts';

/** Types of scripts that are JavaScript, or what becomes JavaScript. */
const SCRIPT =
  /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma|j|live)script[\d.]*|text\/babel|text\/typescript|(?:text\/)?(?:jsx|tsx|ts|typescript|js|javascript))$/i;

/** The elements whose content is code that the page runs. */
export function scriptsIn({ elements }: Page, text: string): Element[] {
  return elements.filter((element) => {
    if (element.name !== 'script' || !element.content || element.content.end <= element.content.start)
      return false;
    const said = (name: string) => valueIn(attributeOf(element, name), text);
    return (
      SCRIPT.test((said('type') ?? '').trim()) && SCRIPT.test((said('lang') ?? said('language') ?? '').trim())
    );
  });
}

function valueIn(attribute: Attribute | undefined, text: string): string | undefined {
  return attribute && text.slice(attribute.value.start, attribute.value.end);
}

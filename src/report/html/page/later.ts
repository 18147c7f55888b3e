const LATER = 'noscript.later';

/** Makes elements of all that lies ready as text: what the report's own HTML says, to be looked at. */
export function unfoldAll(): void {
  for (const text of document.querySelectorAll(LATER)) unfold(text);
}

/** Makes elements of what lies ready in a `details` itself. */
export function unfoldIn(details: Element): void {
  for (const child of [...details.children]) if (child.matches(LATER)) unfold(child);
}

/** What is opened is unfolded. */
export function unfoldWhenOpened(): void {
  const opened = ({ target }: Event) => {
    if (target instanceof HTMLDetailsElement && target.open) unfoldIn(target);
  };
  // The event does not bubble.
  document.addEventListener('toggle', opened, true);
}

/** The words in an element, those that lie ready as text included. */
export function wordsIn(element: Element): string {
  const parts = [...element.children].map((child) =>
    child.matches(LATER) ? wordsOf(child.textContent ?? '') : child.textContent,
  );
  return parts.length === 0 ? (element.textContent ?? '') : parts.join('\n');
}

function unfold(text: Element): void {
  const { body } = new DOMParser().parseFromString(text.textContent ?? '', 'text/html');
  text.replaceWith(...body.childNodes);
}

/** Of HTML as the report writes it, which spells five characters. */
function wordsOf(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&(?:#39|\w+);/g, (name) => SPELLED[name] ?? name);
}

const SPELLED: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

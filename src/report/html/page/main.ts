import { addCopyButtons } from './copy.ts';
import { applyFilter, findEntries, readAhead } from './filter.ts';
import { type Filter, NO_FILTER, readFragment, writeFragment } from './fragment.ts';
import { listenToKeys } from './keys.ts';
import { unfoldWhenOpened } from './later.ts';
import { anchorOfClick, markLines } from './lines.ts';
import { openForPrint } from './print.ts';

const form = document.querySelector<HTMLFormElement>('form.filter');
addCopyButtons();
openForPrint();
unfoldWhenOpened();
if (form) startFilter(form);

function startFilter(form: HTMLFormElement): void {
  const entries = findEntries();
  const all = entries.filter(({ kind }) => kind === 'finding').length;
  const shown = form.querySelector('.shown')!;
  const keys = document.querySelector<HTMLDialogElement>('dialog.keys')!;
  let anchor = '';
  let filter = NO_FILTER;

  const show = (next: Filter) => {
    filter = next;
    const count = applyFilter(entries, filter);
    shown.textContent = `${group(count)} of ${group(all)} ${all === 1 ? 'finding' : 'findings'}`;
    for (const [name, value] of Object.entries(filter)) fieldOf(form, name).value = value;
  };
  const change = (next: Filter) => {
    show(next);
    writeFragment(anchor, filter);
  };
  const follow = () => {
    const wish = readFragment();
    anchor = wish.anchor;
    if (wish.filter) show(known(form, wish.filter));
    const target = markLines(anchor) ?? document.getElementById(anchor);
    // Who follows a link wants to see where it leads.
    if (target?.closest('[hidden]')) show(NO_FILTER);
    if (target) reveal(target);
    writeFragment(anchor, filter);
  };

  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', () => change(readForm(form)));
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    change(NO_FILTER);
  });
  form.querySelector('.help')!.addEventListener('click', () => keys.showModal());
  linkFilters(change);
  addEventListener('hashchange', follow);
  document.addEventListener('click', (event) => {
    const lines = anchorOfClick(event, anchor);
    if (lines === undefined) return;
    anchor = lines;
    markLines(anchor);
    writeFragment(anchor, filter);
  });
  listenToKeys({
    entries,
    clear: () => change(NO_FILTER),
    searchText: () => fieldOf(form, 'text').focus(),
    showKeys: () => keys.showModal(),
    moved: ({ element }) => {
      anchor = element.id;
      writeFragment(anchor, filter);
    },
  });
  show(NO_FILTER);
  follow();
  setTimeout(() => readAhead(entries));
}

function readForm(form: HTMLFormElement): Filter {
  const value = (name: string) => fieldOf(form, name).value;
  return { rule: value('rule'), state: value('state'), folder: value('folder'), text: value('text') };
}

function fieldOf(form: HTMLFormElement, name: string): HTMLInputElement | HTMLSelectElement {
  return form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
}

/** Of an old link, what can be chosen here. */
function known(form: HTMLFormElement, wish: Filter): Filter {
  const choice = (name: keyof Filter) => {
    const field = fieldOf(form, name);
    const isThere =
      !(field instanceof HTMLSelectElement) || [...field.options].some((o) => o.value === wish[name]);
    return isThere ? wish[name] : '';
  };
  return { rule: choice('rule'), state: choice('state'), folder: choice('folder'), text: wish.text };
}

/** The counts lead to what they count. */
function linkFilters(change: (filter: Filter) => void): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-filter]')) {
    const params = new URLSearchParams(element.dataset.filter);
    const filter = { ...NO_FILTER, ...Object.fromEntries(params) };
    const link = document.createElement('a');
    link.href = `#?${params}`;
    link.append(...element.childNodes);
    element.append(link);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      change(filter);
      document
        .querySelector('main > section:not([hidden]) .item:not([hidden])')
        ?.closest('main > section')
        ?.scrollIntoView();
    });
  }
}

function reveal(target: HTMLElement): void {
  for (let box: HTMLElement | null = target; box; box = box.parentElement)
    if (box instanceof HTMLDetailsElement) box.open = true;
  target.scrollIntoView({ block: target.tagName === 'SECTION' ? 'start' : 'center' });
  for (const marked of document.querySelectorAll('.target')) marked.classList.remove('target');
  if (target.tagName !== 'SECTION') target.classList.add('target');
}

function group(n: number): string {
  return n.toLocaleString('en');
}

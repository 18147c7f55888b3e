import type { Entry } from './filter.ts';

export interface Actions {
  /** The findings and changed files, hidden ones too. */
  readonly entries: readonly Entry[];
  readonly clear: () => void;
  readonly searchText: () => void;
  readonly showKeys: () => void;
  /** Called with what the reader has moved to. */
  readonly moved: (entry: Entry) => void;
}

/** `/` searches, Escape clears, j and k (or, on a finding, the arrows) move, `?` tells so. */
export function listenToKeys(actions: Actions): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const target = event.target as Element;
    if (event.key === 'Escape') return actions.clear();
    if (target.closest('input, select, textarea')) return;
    const step = stepOf(event.key, target);
    if (step !== 0) move(actions, target, step);
    else if (event.key === '/') actions.searchText();
    else if (event.key === '?') actions.showKeys();
    else return;
    event.preventDefault();
  });
}

function stepOf(key: string, target: Element): number {
  const isOnEntry = target.closest('.item, .file') !== null;
  if (key === 'j' || (key === 'ArrowDown' && isOnEntry)) return 1;
  return key === 'k' || (key === 'ArrowUp' && isOnEntry) ? -1 : 0;
}

function move({ entries, moved }: Actions, target: Element, step: number): void {
  const stops = entries.filter(isReachable);
  const current = target.closest<HTMLElement>('.item, .file');
  const at = stops.findIndex(({ element }) => element === current);
  const next = stops[at < 0 ? firstInView(stops) : at + step];
  if (!next) return;
  focusOf(next).focus({ preventScroll: true });
  next.element.scrollIntoView({ block: 'nearest' });
  moved(next);
}

/** Not hidden, and not within what is closed. */
function isReachable({ element, kind }: Entry): boolean {
  if (kind === 'file' || element.hidden || element.closest('[hidden]')) return false;
  const closed = element.parentElement?.closest('details:not([open])');
  return !closed;
}

function firstInView(stops: readonly Entry[]): number {
  const found = stops.findIndex(({ element }) => element.getBoundingClientRect().bottom > 80);
  return Math.max(found, 0);
}

function focusOf({ element }: Entry): HTMLElement {
  return element.querySelector<HTMLElement>(':scope > summary') ?? element;
}

/** What the findings that are shown have in common; empty where it does not matter. */
export interface Filter {
  readonly rule: string;
  readonly state: string;
  readonly folder: string;
  readonly text: string;
}

export const NO_FILTER: Filter = { rule: '', state: '', folder: '', text: '' };

const NAMES = ['rule', 'state', 'folder', 'text'] as const;

/** What an address of the page asks for: `#n-0123456789ab?rule=unresolved&text=leads`. */
export interface Wish {
  readonly anchor: string;
  /** Undefined where it says nothing about a filter. */
  readonly filter: Filter | undefined;
}

export function readFragment(): Wish {
  const fragment = location.hash.slice(1);
  const start = fragment.indexOf('?');
  if (start < 0) return { anchor: fragment, filter: undefined };
  const params = new URLSearchParams(fragment.slice(start + 1));
  const [rule, state, folder, text] = NAMES.map((name) => params.get(name) ?? '');
  return {
    anchor: fragment.slice(0, start),
    filter: { rule: rule!, state: state!, folder: folder!, text: text! },
  };
}

/** Puts place and filter into the address, to be passed on, and goes nowhere. */
export function writeFragment(anchor: string, filter: Filter): void {
  const params = new URLSearchParams(
    NAMES.filter((name) => filter[name] !== '').map((name) => [name, filter[name]]),
  );
  const query = params.size === 0 ? '' : `?${params}`;
  const fragment = `#${anchor}${query}`;
  if (fragment !== (location.hash || '#')) history.replaceState(null, '', fragment);
}

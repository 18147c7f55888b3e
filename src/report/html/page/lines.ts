import { unfoldIn } from './later.ts';

/** Lines of a changed file, as a place of the page names them: `f-0123456789ab-L12-18`. */
interface Lines {
  readonly file: string;
  readonly first: number;
  readonly last: number;
}

function readLines(anchor: string): Lines | undefined {
  const [, file, first, last] = /^(f-[0-9a-f]+)-L(\d+)(?:-(\d+))?$/.exec(anchor) ?? [];
  if (file === undefined) return undefined;
  const [from, to] = [Number(first), Number(last ?? first)];
  return { file, first: Math.min(from, to), last: Math.max(from, to) };
}

/** Marks the lines that an anchor names, and no others; answers with the first of them, or the file. */
export function markLines(anchor: string): HTMLElement | undefined {
  for (const row of document.querySelectorAll('tr.lit')) row.classList.remove('lit');
  const lines = readLines(anchor);
  const file = lines && document.getElementById(lines.file);
  if (!lines || !file) return undefined;
  unfoldIn(file);
  const rows = [...file.querySelectorAll<HTMLElement>('td:first-child[data-n]')].filter(({ dataset }) => {
    const n = Number(dataset.n);
    return n >= lines.first && n <= lines.last;
  });
  for (const cell of rows) cell.parentElement!.classList.add('lit');
  return rows[0] ?? file;
}

/** The anchor for a line number that was clicked; with the shift key all from the last one to this. */
export function anchorOfClick(event: MouseEvent, current: string): string | undefined {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('.diff td[data-n]') : null;
  if (!cell || event.clientX > cell.getBoundingClientRect().left + gutterOf(cell)) return undefined;
  const before = cell.parentElement!.querySelector<HTMLElement>('td:first-child[data-n]');
  const file = cell.closest('.file')?.id;
  if (!before || file === undefined) return undefined;
  const n = Number(before.dataset.n);
  const last = event.shiftKey ? readLines(current) : undefined;
  if (last?.file !== file) return `${file}-L${n}`;
  return `${file}-L${Math.min(n, last.first)}-${Math.max(n, last.last)}`;
}

function gutterOf(cell: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(cell).paddingLeft);
}

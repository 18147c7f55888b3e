import pc from 'picocolors';
import type { MigrationResult } from '../model/migration.ts';
import { type Room, wrap } from './layout.ts';
import { type ResultView, viewResult } from './view.ts';

export interface TextOptions extends Room {
  readonly color: boolean;
  /** True: only what fails or blocks is told. */
  readonly quiet?: boolean;
}

/** What a report for people is made of, and how it is written. */
export interface Page {
  readonly result: MigrationResult;
  readonly view: ResultView;
  readonly paint: ReturnType<typeof pc.createColors>;
  readonly room: Room;
}

export function pageOf<R extends MigrationResult>(result: R, { color, width, measure }: TextOptions) {
  return { result, view: viewResult(result), paint: pc.createColors(color), room: { width, measure } };
}

/** A sentence, in as many lines as it needs. */
export function say({ room }: Page, text: string, paint: (line: string) => string = String): Lines {
  return wrap(text, room).map(paint);
}

/** Sections with an empty line between them; those that have nothing to say are left out. */
export function joinSections(sections: readonly Lines[]): string {
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line + '\n').join(''))
    .join('\n');
}

export type Lines = readonly string[];

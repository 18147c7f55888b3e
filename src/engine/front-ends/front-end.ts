import type { Outlook } from '../../languages/code/outlook.ts';
import type { Change } from '../../model/change.ts';
import type { CodeMap } from '../../model/code-map.ts';
import type { Comments } from '../../model/comments.ts';
import type { Edit, Range } from '../../model/edit.ts';
import type { LeftOver } from '../../model/left-over.ts';
import type { Request } from '../../model/request.ts';
import type { Speller } from '../../model/speller.ts';

/** What a front end makes of one file. */
export interface LoweredFile {
  readonly requests: readonly Request[];
  /** Spells changes that all lie in the file. */
  readonly speller: Speller;
  /** Answers for places in the file; undefined where it holds no code. */
  readonly code: CodeMap | undefined;
  /** Whether it is this front end that spells a change in the file, where another one reads the file too. */
  claims?(change: Change): boolean;
  /** Why a part of the file could not be understood, for people. */
  readonly failure?: string;
  /** What nothing in the file needs any more once some edits are made, and stays. */
  leftOvers?(edits: readonly Edit[]): readonly LeftOver[];
}

/** A front end for files that are understood one by one. JavaScript's looks at many files together and is no such one. */
export interface FrontEnd {
  /** @throws Error, with a reason for people, when the file cannot be understood */
  lower(file: string, text: string, outlook: Outlook): LoweredFile;
  /** Where a text reads a variable of the environment by its name; undefined where it may do so in other ways, too. */
  readsOf?(text: string, file: string, name: string): readonly Range[] | undefined;
  /** How many places of a text make no sense to it. */
  countErrors(file: string, text: string): number;
  /** How comments are written around a place of a text; undefined where there are none, or it is not known. */
  commentsAt?(file: string, text: string, place: number): Comments | undefined;
  /** True where it understands no more than parts of its files: what else stands there is not judged. */
  readonly isPartial?: boolean;
  /** What stands in a text that it understands and is not judged: code that a page is made by. */
  unjudgedIn?(text: string): string;
}

/** The front ends that are there for the files of a run. */
export interface FrontEnds {
  /** The one that reads a file; undefined where none does, or none could be loaded. */
  of(file: string): FrontEnd | undefined;
  /** Why a file that one is made for is not read by it. */
  missing(file: string): string | undefined;
}

export const NO_FRONT_ENDS: FrontEnds = { of: () => undefined, missing: () => undefined };

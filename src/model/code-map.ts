import type { Edit, SourceRange } from './edit.ts';
import type { CodeUnit, Mention } from './ticket-code.ts';
import type { TokenOwner } from './token-plan.ts';

/**
 * What a rule may ask about the code around a place, whatever its language. A front end answers over all files that it
 * knows to be connected with the place, and works an answer out when it is asked for, not before.
 */
export interface CodeMap {
  /** The innermost function with a name around a place; undefined at the top level of a file. */
  functionAround(at: SourceRange): CodeUnit | undefined;
  /** The innermost statement around a place that can stand for itself. */
  statementAround(at: SourceRange): CodeUnit;
  /** The outermost statement around a place outside of all functions with names; undefined inside of one. */
  topStatementAround(at: SourceRange): CodeUnit | undefined;
  /** The statement that runs a place by the clock, or at a date: a timer, a cron expression. */
  timerAround(at: SourceRange): CodeUnit | undefined;
  /** The outermost loop around a place, written as a statement or as a call for each element; else its statement. */
  loopAround(at: SourceRange): CodeUnit;
  /** The nearest branching whose condition holds a place: an `if`, a case, a conditional expression's statement. */
  branchOn(at: SourceRange): Branch | undefined;
  /** Every place that calls, reads, writes or exports a unit; what only hands its name on (an import) is left out. */
  mentionsOf(unit: CodeUnit): readonly Mention[];
  /** What a function or statement does that others may notice, functions inside it included. */
  deedsIn(unit: CodeUnit): readonly Deed[];
  /** Where the values come from that a function gives back. */
  resultOf(unit: CodeUnit): readonly Source[];
  /** Whether a variable or member holds nothing until somebody writes to it. */
  isEmptyAtFirst(unit: CodeUnit): boolean;
  /** Whether code that is not seen may call a function: it is exported from what other packages import. */
  isPublic(unit: CodeUnit): boolean;
  /** The variables that a statement declares. */
  declaredBy(unit: CodeUnit): readonly CodeUnit[];
  /** Whether a function makes objects, rather than being called for what it does. */
  isConstructor(unit: CodeUnit): boolean;
  /** Whether a place that writes puts nothing there: `null`, an empty text. */
  clears(at: SourceRange): boolean;
  /** Where the value of the expression at a place comes from. */
  sourcesOf(at: SourceRange): ValueSources;
  /** Everything that it may depend on, callbacks and what they are handed to included. */
  upstreamOf(at: SourceRange): ValueSources;
  /**
   * The edit that puts a comment on a line of its own above a place; undefined where one that holds `mark` is there
   * already, or none can stand.
   */
  commentAbove(at: SourceRange, comment: string, mark: string): Edit | undefined;
  /** The class or function that the value at a place is handed to, or the class that it is a member of. */
  ownerOf(at: SourceRange): TokenOwner | undefined;
  /** Literals and names of entries that a pattern knows, in all files that are connected with one. */
  literalsIn(file: string, pattern: RegExp): readonly Literal[];
}

/** What has a name on the way from the settings of a program to a value. */
export interface ValueSources {
  /** Variables, members and settings that hold it. */
  readonly units: readonly CodeUnit[];
  /** Expressions that hand it on, from one to the next. */
  readonly places: readonly SourceRange[];
}

/** A statement that decides what runs. */
export interface Branch {
  readonly unit: CodeUnit;
  /** The code that it decides about: its own, and what follows where it leaves otherwise. */
  readonly reach: SourceRange;
}

/** Characters that stand in the code: of a string, a regular expression, a number, the name of an entry. */
export interface Literal {
  readonly text: string;
  readonly at: SourceRange;
  /** The variable that holds it, where it is a constant. */
  readonly constant: CodeUnit | undefined;
}

/**
 * How a deed is done. `program`: by functions of the program. `handed-in`: by what the code was given, a callback say.
 * `timer`: by the clock. `write`: a value is kept in what outlives the code. `plain`: nobody notices it (a builtin that
 * only computes, a log). `outside`: by somebody else's code.
 */
export type DeedKind = 'program' | 'handed-in' | 'timer' | 'write' | 'plain' | 'outside';

/** One thing that a stretch of code does. */
export interface Deed {
  readonly kind: DeedKind;
  readonly at: SourceRange;
  /** The name of what is called, as its library calls it; of what is written. */
  readonly name: string;
  /** Functions of the program that it calls. */
  readonly targets: readonly CodeUnit[];
  /** Functions of the program that it hands on, to be called by somebody else. */
  readonly passes: readonly CodeUnit[];
  /** The variable or member that is written; undefined where it is not one of the program's own. */
  readonly written: CodeUnit | undefined;
  /** True where what is written is empty: nothing, an empty text, nought. */
  readonly clears: boolean;
  /**
   * Where its inputs come from, through what lives in the stretch alone: earlier calls, what outlives the stretch, and
   * the stretch itself where that is a function, for what it is given.
   */
  readonly from: readonly Source[];
  /** Those of them that what it is called on comes from: `req` of `req.end(body)`. */
  readonly receiver: readonly Source[];
  /** Variables and members that are handed over as they are: the path of a file, the key of a store. */
  readonly handed: readonly CodeUnit[];
  /** What it is called on, as it is spelled: `localStorage`, `this.cache`. */
  readonly on: string;
  /** Texts that are handed over as they are, and texts that stand in objects and lists which are. */
  readonly texts: readonly string[];
  readonly innerTexts: readonly string[];
}

/** What an input comes from: a call, a variable or member, a function's parameters. */
export type Source = SourceRange | CodeUnit;

/** Whether an input comes from something with a name, rather than from a call. */
export function isUnit(source: Source): source is CodeUnit {
  return 'kind' in source;
}

import type { Arm } from './arms.ts';
import type { SourceRange } from './edit.ts';
import type { ParameterSet } from './parameter-set.ts';
import type { Origin, QueryText } from './query-text.ts';

/** Evidence that joins texts and parameter sets to one endpoint: a call, or a text that ends nowhere known. */
export interface Request {
  /** The call that sends it, or the text itself. */
  readonly at: SourceRange;
  /** The function around the call. */
  readonly symbol: string | undefined;
  /** Host, path and what stands between, in one text each; the first that tells a host decides. */
  readonly addresses: readonly QueryText[];
  /** Every text in which parameters may stand: URLs and bodies. */
  readonly texts: readonly QueryText[];
  readonly sets: readonly ParameterSet[];
  /** The branchings that decide whether it is sent at all. */
  readonly arms: readonly Arm[];
  /** URLs that the same modules mention, for requests whose own address is not known. */
  readonly nearby: readonly string[];
  /** The calls that it is sent through, from the innermost outwards, where none is in the file that names its parameters. */
  readonly through?: readonly SourceRange[];
  /** True in code that evidently runs in a browser. */
  readonly clientSide: boolean;
  /** True where `process.env` is not to be had: browsers, Apps Script, plain configuration. */
  readonly withoutEnvironment: boolean;
  /** True for a text that no code sends that is read here: a URL in a comment, in settings, in a recording. */
  readonly shown?: boolean;
  /** Who reads such a text, where that is not people. */
  readonly readBy?: Reader;
  /** Why it must not be rewritten, where what stands around it tells that. */
  readonly hindrance?: string;
  /** What several of them belong to that are rewritten together or not at all. */
  readonly whole?: object;
  /** True for parameters that are collected and were followed to no call. */
  readonly stray?: boolean;
  /** What the code around a page puts into it, where that code is read. */
  readonly fills?: readonly Fill[];
}

/** A place of a page that code around it fills in. */
export interface Fill {
  /** All of the code that stands there, with its tags. */
  readonly at: SourceRange;
  /** The parameter whose value begins there, where the text in front of it tells that. */
  readonly parameter: string | undefined;
  /** The variable that is put in; undefined where it is more than that, which may hold a secret. */
  readonly variable: string | undefined;
  readonly origins: readonly Origin[];
}

/**
 * What reads a text that no code is: `settings` are handed to code that may put more into them, a `tool` sends what
 * stands there and puts in the values that it names, a `recording` is compared with what was sent.
 */
export type Reader = 'settings' | 'tool' | 'recording';

/** Whether anything sends a request, rather than only showing it. */
export function isSent({ shown, readBy }: Pick<Request, 'shown' | 'readBy'>): boolean {
  return !shown || readBy === 'tool' || readBy === 'settings';
}

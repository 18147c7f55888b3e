import type { SourceRange } from './edit.ts';
import type { ParameterSet } from './parameter-set.ts';
import type { QueryText } from './query-text.ts';

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
  /** URLs that the same modules mention, for requests whose own address is not known. */
  readonly nearby: readonly string[];
  /** The calls that it is sent through, from the innermost outwards, where none is in the file that names its parameters. */
  readonly through?: readonly SourceRange[];
  /** True in code that evidently runs in a browser. */
  readonly clientSide: boolean;
  /** True where `process.env` is not to be had: browsers, Apps Script, plain configuration. */
  readonly withoutEnvironment: boolean;
  /** True for a text that people read and no program sends: a URL in a comment. */
  readonly shown?: boolean;
  /** True for parameters that are collected and were followed to no call. */
  readonly stray?: boolean;
}

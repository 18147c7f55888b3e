import type { SourceRange } from './edit.ts';

/** Something that nothing needs any more, as far as that is seen, and that could not be removed. */
export interface LeftOver {
  readonly kind: 'variable' | 'setting' | 'key';
  readonly name: string;
  readonly at: SourceRange;
}

import type { SourceRange } from '../../model/edit.ts';
import { UNWATCHED } from '../../model/watch.ts';
import type { Analysis } from '../analyse.ts';
import { createAnalyst } from '../analyse-safely.ts';
import type { Selection } from '../apply.ts';
import type { Prepared, Understood } from '../prepare.ts';
import { verify } from '../verify.ts';

/** What is to stay as it is. */
export interface Staying {
  /** The places of calls that are planned around. */
  readonly leftAlone: readonly SourceRange[];
  /** Groups of other fixes that are not made, with the reason. */
  readonly banned: ReadonlyMap<string, string>;
}

/**
 * Plans what is to become of one tree, again and again with other calls left alone. What is sent is found out once; and
 * only what comes out in another way than in the last plan is verified anew.
 */
export class Replanner {
  private readonly prepared: Prepared;
  private readonly allowUnsafe: boolean;
  private readonly analyseWith: ReturnType<typeof createAnalyst>;
  private verified: Selection | undefined;

  constructor(prepared: Prepared, allowUnsafe: boolean) {
    this.prepared = prepared;
    this.allowUnsafe = allowUnsafe;
    this.analyseWith = createAnalyst(prepared.tree, prepared.tree.read, prepared.settings);
  }

  /** What is found where these calls stay. */
  analyse({ leftAlone }: Pick<Staying, 'leftAlone'>): Analysis {
    const { watch = UNWATCHED } = this.prepared.settings;
    watch.at('judge', 0);
    return this.analyseWith({ leftAlone });
  }

  /** What is found, and which of its fixes hold. */
  plan({ leftAlone, banned }: Staying): Understood {
    const { tree, settings } = this.prepared;
    const analysis = this.analyse({ leftAlone });
    const selection = verify(
      tree,
      analysis,
      { ...settings, leftAlone },
      this.allowUnsafe,
      banned,
      this.verified,
    );
    this.verified = selection.isWhole ? selection : undefined;
    return { analysis, selection };
  }
}

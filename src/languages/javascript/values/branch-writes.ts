import { endOf, type Node, startOf } from '../syntax/ast.ts';
import { functionAround, type JsModule, reaches, regionOf } from '../syntax/module.ts';
import { choose, type Value } from './values.ts';

type Branching = Extract<Node, { type: 'IfStatement' }>;

/**
 * Values that are assigned on either side of a branching before a read: once both sides have assigned, what was before
 * is gone.
 */
export class BranchWrites {
  private readonly onOneSide = new Map<Branching, Value>();
  private readonly module: JsModule;
  private readonly read: Node;

  constructor(module: JsModule, read: Node) {
    this.module = module;
    this.read = read;
  }

  /** Notes that a write gives `value`. @returns what is held after it when every side has assigned by then */
  settled(write: Node, value: Value): Value | undefined {
    const side = regionOf(this.module, write);
    const branching = this.module.parents.get(side);
    if (branching?.type !== 'IfStatement' || !branching.alternate) return this.forget();
    if (side === branching.consequent) {
      this.onOneSide.set(branching, value);
      return undefined;
    }
    const other = side === branching.alternate ? this.onOneSide.get(branching) : undefined;
    const either = other && choose([other, value]);
    if (!either) return undefined;
    const around = this.settled(branching, either);
    return around ?? (this.isPassed(branching) ? either : undefined);
  }

  /** Whether the read is only reached through the branching. */
  private isPassed(branching: Branching): boolean {
    return (
      functionAround(this.module, branching) === functionAround(this.module, this.read) &&
      endOf(branching) <= startOf(this.read) &&
      reaches(this.module, branching, this.read) === 'always'
    );
  }

  /** After any other write what was assigned on one side is not what that side ends with. */
  forget(): undefined {
    this.onOneSide.clear();
    return undefined;
  }
}

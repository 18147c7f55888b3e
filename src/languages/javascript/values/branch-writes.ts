import type { Node } from '../syntax/ast.ts';
import { type JsModule, regionOf } from '../syntax/module.ts';
import { choose, type Value } from './values.ts';

type Branching = Extract<Node, { type: 'IfStatement' }>;

/** Values that are assigned on either side of a branching: once both sides have assigned, what was before is gone. */
export class BranchWrites {
  private readonly onOneSide = new Map<Branching, Value>();
  private readonly module: JsModule;

  constructor(module: JsModule) {
    this.module = module;
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
    return either && (this.settled(branching, either) ?? (this.isChained(branching) ? undefined : either));
  }

  /** After any other write what was assigned on one side is not what that side ends with. */
  forget(): undefined {
    this.onOneSide.clear();
    return undefined;
  }

  /** `else if`: settled when the branching that it belongs to is. */
  private isChained(branching: Branching): boolean {
    const outer = this.module.parents.get(branching);
    return outer?.type === 'IfStatement' && outer.alternate === branching;
  }
}

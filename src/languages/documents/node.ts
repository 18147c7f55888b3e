import type { Range } from '../../model/edit.ts';

/** A value of a document, whatever notation it is written in. */
export type DocumentNode = ScalarNode | MapNode | ListNode;

export interface ScalarNode extends Range {
  readonly kind: 'scalar';
  /** What it means; its range is that of the characters, without quotes. */
  readonly text: string;
}

export interface MapNode extends Range {
  readonly kind: 'map';
  readonly pairs: readonly Pair[];
}

interface ListNode extends Range {
  readonly kind: 'list';
  readonly items: readonly DocumentNode[];
}

/** A key with its value; in XML an attribute, or an element within another one. */
export interface Pair extends Range {
  readonly key: ScalarNode;
  readonly value: DocumentNode;
  /** True for what is one of several of its kind, rather than named by its key: an element in XML. */
  readonly isElement?: true;
}

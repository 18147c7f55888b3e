import type { Change, TokenReference } from '../../../model/change.ts';
import { Refusal } from '../../refusal.ts';
import type { Segment } from '../../segments.ts';
import type { CodeSite, SlotFill } from '../run/values.ts';
import type { Characters, Expression, Node } from '../tree.ts';
import type { Draft } from './draft.ts';
import { isErased, spellSegments, textAround, textLike, tokenFor } from './literals.ts';
import { Removals } from './removals.ts';
import { removeValues } from './slots.ts';
import { isLoose } from './surroundings.ts';

export type TextChange = Extract<
  Change,
  { kind: 'replace-text' | 'remove-hole' | 'replace-hole' | 'insert-after' }
>;

/** The segments of literals that are being collected. */
class Segments {
  private readonly byNode = new Map<Characters, Segment[]>();

  readonly add = (node: Characters, segment: Segment): void => {
    const known = this.byNode.get(node) ?? [];
    this.byNode.set(node, known);
    const isKnown = known.some(
      ({ from, to, by }) => from === segment.from && to === segment.to && by === segment.by,
    );
    if (!isKnown) known.push(segment);
  };

  get all(): Iterable<[Characters, readonly Segment[]]> {
    return this.byNode;
  }

  isErased(node: Characters): boolean {
    return isErased(node, this.byNode.get(node) ?? []);
  }
}

/**
 * Spells the changes of texts: characters of literals, and values that come and go. What is to be removed beside them
 * is marked by `also`.
 *
 * @throws Refusal when the syntax around a text leaves no way
 */
export function spellTexts(
  draft: Draft,
  changes: readonly TextChange[],
  also: (removals: Removals) => void,
): void {
  const segments = new Segments();
  const removals = new Removals(draft, (node) => segments.isErased(node));
  const removed: Node[] = [];
  const gone: SlotFill[] = [];
  for (const change of changes) {
    const site = 'site' in change.piece ? (change.piece.site as CodeSite) : undefined;
    if (!site) throw new Refusal('there is no place for the scope');
    if (change.kind === 'replace-text')
      segments.add(site.node as Characters, {
        from: change.piece.offset + change.from,
        to: change.piece.offset + change.to,
        by: change.by,
      });
    else if (change.kind === 'insert-after') insertAfter(draft, site, change.text, segments);
    else if (site.fill) {
      const { literal, from, to } = site.fill;
      const by = change.kind === 'replace-hole' ? change.by : '';
      if (typeof by === 'string') {
        segments.add(literal.node as Characters, { from, to, by });
        gone.push(site.fill);
      } else replaceHole(draft, site.node as Expression, by);
    } else if (change.kind === 'remove-hole') removed.push(site.node);
    else replaceHole(draft, site.node as Expression, change.by);
  }
  removeValues(draft.source, gone, removals, segments.add);
  for (const node of removed) removals.add(node);
  for (const [node] of segments.all)
    if (segments.isErased(node)) removals.addIfErased(textAround(draft.source, node));
  also(removals);
  removals.write();
  for (const [node, own] of segments.all) if (!removals.has(node)) spellSegments(draft, node, own);
}

function insertAfter(draft: Draft, { node, fill }: CodeSite, text: string, segments: Segments): void {
  const { source } = draft;
  if (fill) {
    segments.add(fill.literal.node as Characters, { from: fill.to, to: fill.to, by: text });
    return;
  }
  const parent = source.parents.get(node);
  if (parent?.kind === 'embedded') {
    const string = source.parents.get(parent);
    const parts = string?.kind === 'text' ? string.parts : [];
    const next = parts[parts.indexOf(parent) + 1];
    if (next?.kind === 'characters') segments.add(next, { from: 0, to: 0, by: text });
    else if (string?.kind === 'text')
      draft.replace(parent.end, parent.end, source.language.spelling.escape(text, string));
    return;
  }
  if (parent?.kind === 'sum') {
    const next = parent.operands[parent.operands.indexOf(node as Expression) + 1];
    const [first] = next?.kind === 'text' ? next.parts : [];
    if (first?.kind === 'characters') {
      segments.add(first, { from: 0, to: 0, by: text });
      return;
    }
  }
  const { plus, quote } = source.language.spelling;
  if (isLoose(node)) draft.replace(node.start, node.start, '(');
  draft.replace(
    node.end,
    node.end,
    `${isLoose(node) ? ')' : ''}${plus}${quote(text, textLike(source, node))}`,
  );
}

function replaceHole(draft: Draft, node: Expression, by: string | TokenReference): void {
  const { source } = draft;
  const { spelling } = source.language;
  const parent = source.parents.get(node);
  const like = textLike(source, node);
  if (parent?.kind === 'embedded') {
    const string = source.parents.get(parent);
    if (string?.kind !== 'text') throw new Error('an expression is embedded in no string');
    const code =
      typeof by === 'string'
        ? spelling.escape(by, string)
        : spelling.embed(tokenFor(draft, by, undefined, string), string);
    if (code !== undefined) draft.replaceSpan(parent, code);
    else splitAt(draft, string, parent, tokenFor(draft, by as TokenReference, string, string));
    return;
  }
  draft.replaceSpan(
    node,
    typeof by === 'string' ? spelling.quote(by, like) : tokenFor(draft, by, like, node),
  );
}

/** Cuts a string in two at an expression in it, and puts another expression between. */
function splitAt(draft: Draft, string: Extract<Node, { kind: 'text' }>, at: Node, code: string): void {
  const { source } = draft;
  const { plus, delimiters } = source.language.spelling;
  const quotes = delimiters(string, source.text);
  if (!quotes) throw new Refusal('the string takes no such expression, and cannot be cut in two');
  draft.replaceSpan(at, quotes.close + plus + code + plus + quotes.open);
}

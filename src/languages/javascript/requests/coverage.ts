import { nodeOf } from '../../../model/change-key.ts';
import type { ParameterSet } from '../../../model/parameter-set.ts';
import type { Piece, QueryText, ValueRef } from '../../../model/query-text.ts';
import type { Request } from '../../../model/request.ts';
import type { Node } from '../syntax/ast.ts';
import type { EntrySite, JsSite } from '../values/values.ts';

/** The literals, expressions and entries that take part in some request: a seed among them has been followed home. */
export class Coverage {
  private readonly nodes = new Set<Node>();
  private readonly values: ValueRef[] = [];
  private readonly seen = new Set<Piece | QueryText>();

  constructor(requests: Iterable<Request>) {
    for (const request of requests) this.add(request);
  }

  private add(request: Request): void {
    for (const text of [...request.texts, ...request.addresses]) this.addText(text);
    for (const set of request.sets) this.addSet(set);
  }

  private addSet({ entries }: ParameterSet): void {
    for (const { site, value } of entries) {
      this.nodes.add((site as EntrySite).node);
      this.values.push(value);
    }
  }

  private addText(text: QueryText): void {
    if (this.seen.has(text)) return;
    this.seen.add(text);
    for (const piece of text) this.addPiece(piece);
  }

  private addPiece(piece: Piece): void {
    switch (piece.kind) {
      case 'literal':
        this.nodes.add((piece.site as JsSite).node);
        return;
      case 'hole':
        this.values.push(piece.value);
        if (piece.content) this.addText(piece.content);
        return;
      case 'choice':
        for (const option of piece.options) this.addText(option);
        return;
      case 'set':
        this.addSet(piece.set);
    }
  }

  /** Where the values of all requests are born, by node. */
  births(): ReadonlySet<string> {
    return new Set(this.values.flatMap((value) => value.origins().map(({ site }) => nodeOf(site.at))));
  }

  has(node: Node): boolean {
    if (node.type === 'TemplateLiteral') return node.quasis.some((quasi) => this.nodes.has(quasi));
    if (node.type === 'BinaryExpression') return this.has(node.left) || this.has(node.right);
    return this.nodes.has(node);
  }
}

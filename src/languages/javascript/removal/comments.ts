import type * as t from '@babel/types';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';

/** Comments that speak of the file, or to a tool. */
const OF_THE_FILE =
  /@license|@preserve|copyright|eslint|jshint|jslint|@ts-|@flow|istanbul|global\s|"use strict"/i;

/** The start of the comments that stand right above a node, on lines of their own; else the node's start. */
export function startWithComments(module: JsModule, node: Node): number {
  let start = startOf(node);
  for (let comment = commentBefore(module, start); comment; comment = commentBefore(module, start)) {
    if (OF_THE_FILE.test(comment.value) || isHeader(module, comment)) break;
    start = comment.start!;
  }
  return start;
}

/** The end of a comment behind a node on its line; else the node's end. */
export function endWithComment(module: JsModule, node: Node): number {
  const end = endOf(node);
  const comment = module.comments.find(({ start }) => (start ?? 0) >= end);
  if (!comment || !/^[^\S\r\n]*$/.test(module.text.slice(end, comment.start!))) return end;
  return /^[^\S\r\n]*(\r\n|\n|\r|$)/.test(module.text.slice(comment.end!)) ? comment.end! : end;
}

function commentBefore(module: JsModule, at: number): t.Comment | undefined {
  const comment = module.comments.findLast(({ end }) => (end ?? 0) <= at);
  if (!comment) return undefined;
  const isRightAbove = /^[^\S\r\n]*(\r\n|\n|\r)?[^\S\r\n]*$/.test(module.text.slice(comment.end!, at));
  const hasOwnLine = /(^|[\r\n])[^\S\r\n]*$/.test(module.text.slice(0, comment.start!));
  return isRightAbove && hasOwnLine ? comment : undefined;
}

/** A block comment that a file begins with speaks of the file. */
function isHeader(module: JsModule, comment: t.Comment): boolean {
  return comment.type === 'CommentBlock' && /^\ufeff?(#!.*)?\s*$/.test(module.text.slice(0, comment.start!));
}

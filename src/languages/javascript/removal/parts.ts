import type { SourceRange } from '../../../model/edit.ts';
import type { CodeUnit } from '../../../model/ticket-code.ts';
import {
  type FunctionNode,
  isCall,
  isFunction,
  isMember,
  isWithin,
  memberName,
  type Node,
  walk,
} from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import { declarationOf } from './declarations.ts';
import { handleOf } from './handles.ts';
import type { Part } from './mechanism.ts';
import { usesOf } from './uses.ts';

/** The part of a program that a unit of code is; undefined for what is no function and no statement. */
export function partOf(tracer: Tracer, { kind, at }: CodeUnit): Part | undefined {
  const module = tracer.program.load(at.file);
  if (!module || module.json) return undefined;
  if (kind === 'function') {
    const fn = largestFunctionIn(module, at);
    const node = fn && declarationOf(module, fn);
    return fn && node && { module, node, fn };
  }
  const node = kind === 'statement' ? statementAt(module, at) : undefined;
  return node && { module, node, fn: undefined };
}

function largestFunctionIn(module: JsModule, { start, end }: SourceRange): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  walk(module.root, (node) => {
    if (!isFunction(node) || node.start! < start || node.end! > end) return;
    if (!found || isWithin(found, node)) found = node;
  });
  return found;
}

function statementAt(module: JsModule, { start, end }: SourceRange): Node | undefined {
  let found: Node | undefined;
  walk(module.root, (node) => {
    if (node.start === start && node.end === end && /Statement$|Declaration$|SwitchCase/.test(node.type))
      found ??= node;
  });
  return found;
}

const TIMERS =
  /^(setInterval|setTimeout|setImmediate|schedule|scheduleJob|every|start|unref|CronJob|define|job|cron)$/;
const TELLS = /^(log|info|warn|error|debug|trace|exit|Error|now|Date)$/;

/** Whether a statement does nothing but fetch tickets by the clock, and tell of it. */
export function fetchesOnly(tracer: Tracer, part: Part, parts: readonly Part[]): boolean {
  const { module, node } = part;
  const handle = handleOf(part);
  const uses = new Set(parts.flatMap(({ fn }) => (fn ? usesOf(tracer, fn).reads : [])));
  let isAlone = true;
  walk(node, (inner) => {
    if (isCall(inner) && !uses.has(inner.callee) && !isHarmless(inner.callee)) isAlone = false;
    const writes = inner.type === 'AssignmentExpression' || inner.type === 'UpdateExpression';
    const isHandle = inner.type === 'AssignmentExpression' && inner.left === handle;
    if (writes && !isHandle && module.parents.get(inner)?.type === 'ExpressionStatement') isAlone = false;
  });
  return isAlone;
}

function isHarmless(callee: Node): boolean {
  const name =
    callee.type === 'Identifier' ? callee.name : isMember(callee) ? (memberName(callee) ?? '') : '';
  return TIMERS.test(name) || TELLS.test(name) || /^(then|catch|finally)$/.test(name);
}

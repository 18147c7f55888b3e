import type { QueryText } from '../../../model/query-text.ts';
import type { Meaning } from '../meaning.ts';
import type { Call, Expression, Index, Member, NameSpan } from '../tree.ts';
import { append, mapAt } from './assignments.ts';
import { bindSome, callWithoutMeaning } from './calls.ts';
import { eachRun } from './each.ts';
import { evaluate, indexedValue, knownText, memberOf } from './expressions.ts';
import { piecesOfFormat } from './formats.ts';
import type { Frame } from './frames.ts';
import { givenTo, namedArguments } from './given.ts';
import type { Machine } from './machine.ts';
import { addEntry, addItem, askFor, blockAround, copyEntries, findEntry } from './objects.ts';
import { distinctOrigins, originsOf, originsOfText } from './origins.ts';
import { replaced } from './replacements.ts';
import { attachTo, send } from './sendings.ts';
import { oneOf } from './statements.ts';
import { contentOf, foldEach, holeOf, isSerialised, piecesOf } from './texts.ts';
import { objectIn, objectValue, siteAt, textValue, unknown, type Value } from './values.ts';
import { writeVariable } from './variables.ts';
import { choiceOf } from './writes.ts';

export type Meant = Call | Member | Index;

/** The text that a library's call puts together; undefined where it is no text that it makes. */
export function textOfMeaning(
  machine: Machine,
  node: Meant,
  meaning: Meaning,
  frame: Frame,
): QueryText | undefined {
  switch (meaning.kind) {
    case 'format':
      return piecesOfFormat(machine, node, meaning, frame);
    case 'concat':
      return meaning.values.flatMap((value) => piecesOf(machine, value, frame));
    case 'join':
      return joined(machine, meaning, frame);
    case 'serialise':
      return contentOf(evaluate(machine, meaning.set, frame));
    case 'same': {
      // What is wrapped can be edited where it stands.
      const hole = holeOf(machine, node, frame, evaluate(machine, meaning.value, frame));
      const inner = piecesOf(machine, meaning.value, frame);
      return [{ ...hole, content: inner }];
    }
    case 'replace':
      return replaced(machine, node, meaning, frame);
    default:
      return undefined;
  }
}

function joined(
  machine: Machine,
  { list, separator }: Extract<Meaning, { kind: 'join' }>,
  frame: Frame,
): QueryText | undefined {
  const object = objectIn(evaluate(machine, list, frame));
  if (!object) return undefined;
  const between = separator ? knownText(evaluate(machine, separator, frame)) : '';
  if (between === undefined) return undefined;
  const pieces = object.items.flatMap((item, i): QueryText => {
    const glue: QueryText = i > 0 && between !== '' ? [{ kind: 'known', text: between }] : [];
    const inner = contentOf(item.value) ?? [holeOf(machine, item.expression, item.frame, item.value)];
    const isPlain = item.expression.kind === 'text' || item.expression.kind === 'sum';
    const own = isPlain
      ? inner
      : inner.some((piece) => piece.kind === 'set')
        ? inner
        : [holeOf(machine, item.expression, item.frame, item.value)];
    return item.arms.length > 0
      ? [{ kind: 'choice', options: [[...glue, ...own], []], arms: [item.arms, []] }]
      : [...glue, ...own];
  });
  return foldEach(pieces);
}

/** What a library's call comes to. */
export function valueOfMeaning(machine: Machine, node: Meant, meaning: Meaning, frame: Frame): Value {
  const site = siteAt(machine.source, node);
  const text = textOfMeaning(machine, node, meaning, frame);
  if (text) {
    if (meaning.kind === 'same') return evaluate(machine, meaning.value, frame);
    machine.build(node, text, frame);
    return textValue(text, originsOfText(text, site));
  }
  const run = (expression: Expression) => evaluate(machine, expression, frame);
  switch (meaning.kind) {
    case 'environment':
    case 'configuration': {
      const name = knownText(run(meaning.name));
      const setting = unknown([
        {
          kind: meaning.kind,
          name: name ?? '',
          site,
          fixed: true,
          ...(name === undefined && { isComposed: true as const }),
        },
      ]);
      if (!meaning.fallback) return setting;
      const fallback = run(meaning.fallback);
      return choiceOf([
        setting,
        fallback.kind === 'text'
          ? {
              ...fallback,
              origins: fallback.origins.map((origin) => ({ ...origin, fallbackFor: name ?? '' })),
            }
          : fallback,
      ]);
    }
    case 'merge': {
      const [first] = meaning.sets;
      const target =
        meaning.inPlace && first
          ? (mapAt(machine, first, frame) ?? objectValue(machine.arms))
          : objectValue(machine.arms);
      const values = (meaning.inPlace ? meaning.sets.slice(1) : meaning.sets).map(run);
      if (meaning.named && node.kind === 'call') values.push(namedArguments(machine, node, frame));
      // Numbers, say, that the same operator adds.
      if (!meaning.inPlace && values.length > 0 && !values.some(objectIn))
        return unknown(distinctOrigins(values.flatMap(originsOf)));
      for (const value of values) {
        const object = objectIn(value);
        if (!object || object === target) continue;
        copyEntries(machine, object, target);
        target.items.push(...object.items.filter((item) => !target.items.includes(item)));
        target.attached.push(...object.attached);
      }
      if (machine.isRecording && node.kind === 'call') machine.objects.set(target, node);
      return target;
    }
    case 'put': {
      const name = run(meaning.name);
      const value = run(meaning.value);
      const object = mapAt(machine, meaning.into, frame);
      const entry = siteAt(machine.source, node, { name: meaning.name, value: meaning.value });
      if (object) addEntry(machine, object, knownText(name), value, entry, blockAround(machine, node));
      return object ?? unknown([]);
    }
    case 'add': {
      const object = mapAt(machine, meaning.into, frame);
      for (const item of meaning.items) {
        const value = run(item);
        if (object)
          addItem(
            machine,
            object,
            value,
            item,
            frame,
            siteAt(machine.source, node, { value: item }),
            blockAround(machine, node),
          );
      }
      return object ?? unknown([]);
    }
    case 'append':
      return append(machine, meaning.into, meaning.values, node, frame);
    case 'pair': {
      const name = run(meaning.name);
      const pair = { ...objectValue(machine.arms), isPair: true as const };
      addEntry(
        machine,
        pair,
        knownText(name),
        run(meaning.value),
        siteAt(machine.source, node, { name: meaning.name, value: meaning.value }),
        pair,
      );
      return pair;
    }
    case 'new': {
      if (meaning.what === 'object')
        return unknown(
          [{ kind: 'external', name: nameOf(node), site, fixed: false }],
          meaning.from && [run(meaning.from)],
        );
      if (meaning.what === 'text')
        return meaning.from
          ? run(meaning.from)
          : textValue([], [{ kind: 'literal', name: '', site, fixed: true }]);
      const object = objectValue(machine.arms);
      if (machine.isRecording && node.kind === 'call') machine.objects.set(object, node);
      const from = meaning.from && run(meaning.from);
      const known = from && objectIn(from);
      if (known) {
        object.entries.push(...known.entries);
        object.items.push(...known.items);
      } else if (from) object.attached.push(from);
      return object;
    }
    case 'variables': {
      const object = objectValue(machine.arms);
      if (machine.isRecording && node.kind === 'call') machine.objects.set(object, node);
      for (const { at, name, value } of meaning.entries)
        addEntry(machine, object, name, run(value), siteAt(machine.source, at), object);
      return object;
    }
    case 'define': {
      const name = knownText(run(meaning.name));
      const value = run(meaning.value);
      if (name !== undefined) {
        const writes = machine.top.variables.get(machine.source.keyOf(name)) ?? [];
        machine.top.variables.set(machine.source.keyOf(name), [...writes, { value, arms: machine.arms }]);
      }
      return unknown([]);
    }
    case 'get': {
      const [from, key] = [run(meaning.from), run(meaning.key)];
      // What is no map that is known may be a client that gets an address.
      if (node.kind === 'call' && from.kind === 'unknown' && !from.eachOf)
        send(
          machine,
          node,
          from,
          node.arguments.map(({ value }) => run(value)),
          frame,
        );
      const value = indexedValue(machine, node, from, key);
      if (meaning.removes) removeFrom(machine, from, knownText(key));
      return meaning.fallback ? choiceOf([value, run(meaning.fallback)]) : value;
    }
    case 'attach': {
      const values = meaning.values.map(run);
      const to = run(meaning.to);
      attachTo(machine, to, values, meaning.as);
      return to;
    }
    case 'entry': {
      const of = run(meaning.of);
      const part = entryPart(of, meaning.part);
      if (part) return part;
      return node.kind === 'member'
        ? memberOf(machine, node, of)
        : callWithoutMeaning(machine, node as Call, frame);
    }
    case 'attach-each': {
      const [to, set] = [run(meaning.to), run(meaning.set)];
      const object = objectIn(set);
      for (const { name, value, site: place } of object?.entries ?? [])
        attachTo(machine, to, [value], name ?? nameOfKey(place.name));
      if (!object) attachTo(machine, to, [set]);
      return to;
    }
    case 'unpack': {
      const object = objectIn(run(meaning.set));
      for (const name of new Set(object?.entries.flatMap((entry) => entry.name ?? []))) {
        const value = askFor(machine, object!, name, node);
        if (value) writeVariable(machine, frame, `${meaning.sigil}${name}`, value);
      }
      return unknown([]);
    }
    case 'bind': {
      const rest = node.kind === 'call' && { ...node, arguments: node.arguments.slice(1) };
      if (rest) bindSome(machine, rest, run(meaning.run), givenTo(machine, rest, frame), frame);
      return unknown([]);
    }
    case 'each':
      return eachRun(machine, node, meaning, frame);
    case 'quiet':
      if (node.kind === 'call')
        for (const { value } of node.arguments) machine.noteWritten(value, originsOf(run(value)));
      return unknown([]);
    default: {
      // A text was wanted and is not known: what it is made of still counts.
      const parts = partsOf(meaning).map(run);
      if (node.kind === 'call') send(machine, node, undefined, parts, frame);
      return unknown(distinctOrigins(parts.flatMap(originsOf)));
    }
  }
}

function nameOf(node: Meant): string {
  return node.kind === 'index' ? '' : node.name.text;
}

/** A key that is a constant of the library, by its name. */
function nameOfKey(key: Expression | NameSpan | undefined): string | undefined {
  return key && 'kind' in key && key.kind === 'name' ? key.name : undefined;
}

function partsOf(meaning: Meaning): readonly Expression[] {
  switch (meaning.kind) {
    case 'join':
      return [meaning.list];
    case 'serialise':
      return [meaning.set];
    default:
      return [];
  }
}

/** The name or the value of an entry that is at hand. */
function entryPart(entry: Value, part: 'key' | 'value'): Value | undefined {
  if (entry.kind === 'unknown' && entry.eachOf) return oneOf(entry.eachOf.object, part);
  const pair = entry.kind === 'object' && entry.isPair ? entry.entries[0] : undefined;
  if (part === 'value') return pair?.value;
  return pair?.name === undefined ? undefined : textValue([{ kind: 'known', text: pair.name }], []);
}

/** Takes a parameter out of a map. What was sent already was sent with it. */
function removeFrom(machine: Machine, from: Value, name: string | undefined): void {
  const object = objectIn(from);
  const isPlain = object && machine.arms.every((arm) => object.arms.includes(arm));
  if (!isPlain || name === undefined || isSerialised(object) || machine.isSent(object)) return;
  for (const entry of findEntry(object, name)) object.entries.splice(object.entries.indexOf(entry), 1);
}

import type { CodeUnit } from '../../model/ticket-code.ts';
import type { Units } from './code-map/units.ts';
import type { Outlook } from './outlook.ts';
import type { Source } from './source.ts';
import type { Node, Span } from './tree.ts';

/** Code that reaches names in ways of its own: nothing can be said of who uses one. */
const REFLECTS =
  /\b(?:compact|extract|get_object_vars|instance_variable_(?:get|set)|getattr|setattr|hasattr|vars|locals|globals|__dict__|property_exists|eval|no strict|get(?:Declared)?Fields?|GetPropert(?:y|ies)|GetFields?|\w*Serializ\w*|DataContract|DataMember|ObjectMapper|Gson|JAXB|XmlRootElement|JsonProperty|ConfigurationPropert(?:y|ies))\b|\$\$\w/;

/** A name that a unit goes by, as it is written in one place. */
export interface Naming extends Span {
  readonly node: Node;
  readonly isWrite: boolean;
}

/** The name of a unit without sigils. */
export function bareName(name: string): string {
  return name.replace(/^[$@%&*]+/, '');
}

/**
 * Every place of a file that names a unit; undefined where there may be others that are not understood, or where other
 * files may name it.
 */
export function namingsOf(units: Units, unit: CodeUnit, outlook: Outlook): readonly Naming[] | undefined {
  const subject = units.subjectOf(unit);
  const { source } = units;
  if (subject?.kind !== 'variable' && subject?.kind !== 'member') return undefined;
  if (REFLECTS.test(source.text)) return undefined;
  const isLocal = subject.kind === 'variable' && subject.home !== undefined;
  const isParameter =
    isLocal && subject.home?.parameters.some(({ name }) => source.keyOf(name.text) === subject.name);
  const bare = bareName(unit.symbol ?? '');
  if (bare === '' || ((!isLocal || isParameter) && outlook.isSaidElsewhere(bare))) return undefined;
  const found = source.nodes.flatMap((node): Naming[] => {
    const span = nameSpanOf(units, node, unit);
    return span
      ? [
          {
            start: span.start,
            end: span.end,
            node,
            isWrite: node.kind === 'parameter' || node.kind === 'declaration' || node.kind === 'argument',
          },
        ]
      : [];
  });
  if (isParameter && source.nodes.some((node) => isHandedElsewhere(units, node, subject.name, found)))
    return undefined;
  const home: Span = isLocal ? subject.home! : { start: 0, end: source.text.length };
  return isAllOf(source, found, home, source.slice(found[0] ?? home)) ? found : undefined;
}

/** Whether a call that is not understood hands something over by a name. */
function isHandedElsewhere(units: Units, node: Node, name: string, found: readonly Naming[]): boolean {
  if (node.kind !== 'argument' || !node.name || units.source.keyOf(node.name.text) !== name) return false;
  const call = units.source.parents.get(node);
  return !found.some((naming) => naming.node === node) && (!call || units.targetsOf(call).length === 0);
}

/** Where a node names a unit. */
function nameSpanOf(units: Units, node: Node, unit: CodeUnit): Span | undefined {
  const { source } = units;
  const subject = units.subjectOf(unit)!;
  switch (node.kind) {
    case 'name':
      return units.ofReference(node) === unit ? node : undefined;
    case 'member':
      return units.ofReference(node) === unit ? node.name : undefined;
    case 'parameter':
      return subject.kind === 'variable' &&
        subject.home?.parameters.includes(node) &&
        source.keyOf(node.name.text) === subject.name
        ? node.name
        : undefined;
    case 'declaration':
      return subject.kind === 'member' &&
        source.classAround(node) === subject.home &&
        source.keyOf(node.name.text) === subject.name
        ? node.name
        : undefined;
    case 'argument': {
      // A parameter is named where it is handed over by name.
      const call = source.parents.get(node);
      return node.name &&
        call &&
        subject.kind === 'variable' &&
        subject.home &&
        source.keyOf(node.name.text) === subject.name &&
        units.targetsOf(call).includes(subject.home)
        ? node.name
        : undefined;
    }
    case 'call': {
      if (subject.kind !== 'variable' || subject.home) return undefined;
      const meaning = source.language.reader.meaningOf(node);
      const [only] = meaning?.kind === 'define' && meaning.name.kind === 'text' ? meaning.name.parts : [];
      return only?.kind === 'characters' && source.keyOf(only.text) === subject.name ? only : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether the name is written nowhere else in the code that it lives in, as far as words tell. */
function isAllOf(source: Source, found: readonly Naming[], home: Span, name: string): boolean {
  const word = new RegExp(
    `(?<![\\w$@])${name.replace(/[$@%*]/g, '\\$&')}(?!\\w)`,
    source.keyOf('A') === 'a' ? 'gi' : 'g',
  );
  const outside = [...source.tree.comments, ...source.tree.outside];
  for (const { index } of source.slice(home).matchAll(word)) {
    const at = home.start + index;
    if (found.some(({ start }) => start === at)) continue;
    if (outside.some(({ start, end }) => at >= start && at < end)) continue;
    if (isOtherName(source, at, name)) continue;
    return false;
  }
  return found.length > 0;
}

/** A word in a text, a key, or a name that means something else. */
function isOtherName(source: Source, at: number, name: string): boolean {
  const end = at + name.length;
  return source.nodes.some((node) => {
    if (node.kind === 'characters') return node.start <= at && end <= node.end && node.text !== name;
    if (node.kind === 'item' && node.key?.kind === 'text' && node.key.style === 'member') return false;
    if (node.kind === 'item') return node.key !== undefined && node.key.start <= at && end <= node.key.end;
    const span: Span | undefined =
      node.kind === 'name' ? node : 'name' in node && typeof node.name === 'object' ? node.name : undefined;
    // A declaration may have its sigil apart.
    return span !== undefined && span.end === end && (span.start === at || span.start === at + 1);
  });
}

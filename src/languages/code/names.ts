import type { CodeUnit } from '../../model/ticket-code.ts';
import type { Units } from './code-map/units.ts';
import { isDeclarationOf } from './code-map/writings.ts';
import type { Outlook } from './outlook.ts';
import type { FunctionNode, Member, Node, Span } from './tree.ts';

/** Code that reaches names in ways of its own: nothing can be said of who uses one. CRM has a method `getFields`, too. */
const REFLECTS =
  /\b(?:compact|extract|get_object_vars|instance_variable_(?:get|set)|instance_variables|public_send|__send__|getattr|setattr|hasattr|vars|locals|globals|__dict__|property_exists|eval|no strict|get(?:Declared)?Fields?(?=\s*\()|GetPropert(?:y|ies)|GetFields?|\w*Serializ\w*|DataContract|DataMember|ObjectMapper|Gson|JAXB|XmlRootElement|JsonProperty|ConfigurationPropert(?:y|ies))\b|\$\$\w/;

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
  if (reflects(units)) return undefined;
  const isLocal = subject.kind === 'variable' && subject.home !== undefined;
  const parameter = isLocal
    ? subject.home?.parameters.find(({ name }) => source.keyOf(name.text) === subject.name)
    : undefined;
  const bare = bareName(unit.symbol ?? '');
  if (bare === '' || ((!isLocal || parameter) && outlook.isSaidElsewhere(bare))) return undefined;
  // Whoever hands a map over may name the parameter in it.
  if (parameter?.isNamed && source.nodes.some((node) => isKey(node, bare))) return undefined;
  if (parameter && isLocal && !isHandedInSight(units, subject.home!, bare)) return undefined;
  const found = namesIn(units, unit);
  const home: Span = isLocal ? subject.home! : { start: 0, end: source.text.length };
  return isAllOf(units, unit, found, home) ? found : undefined;
}

/** The places of a file that name a unit, as far as they are understood: there may be others. */
export function namesIn(units: Units, unit: CodeUnit): readonly Naming[] {
  return units.source.nodes.flatMap((node): Naming[] => {
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
}

/** Whether the code of a file may reach names in ways that are not understood. */
export function reflects({ source }: Units): boolean {
  return REFLECTS.test(source.text);
}

function isKey(node: Node, name: string): boolean {
  if (node.kind !== 'item' || node.key?.kind !== 'text') return false;
  const [only] = node.key.parts;
  return only?.kind === 'characters' && only.text === name;
}

/** Whether every call that may hand over a parameter by its name is one that is known to run the function. */
function isHandedInSight(units: Units, home: FunctionNode, name: string): boolean {
  return units.source.nodes.every((node) => {
    if (node.kind !== 'call') return true;
    const targets = units.targetsOf(node);
    const isNamed = node.arguments.some((argument) => argument.name?.text === name);
    if (targets.includes(home)) return !node.arguments.some(({ isSpread }) => isSpread);
    return !isNamed || targets.length > 0 || units.source.language.reader.meaningOf(node) !== undefined;
  });
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
    case 'argument': {
      const call = source.parents.get(node);
      if (subject.kind !== 'variable' || !node.name || !call) return undefined;
      const { home, name } = subject;
      const isParameter = home?.parameters.some((parameter) => source.keyOf(parameter.name.text) === name);
      const isSame = source.keyOf(node.name.text) === bareName(name);
      return home && isParameter && isSame && units.targetsOf(call).includes(home) ? node.name : undefined;
    }
    case 'declaration':
      return isDeclarationOf(source, subject, node) ? node.name : undefined;
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
function isAllOf(units: Units, unit: CodeUnit, found: readonly Naming[], home: Span): boolean {
  const { source } = units;
  const name = source.slice(found[0] ?? home);
  const word = new RegExp(
    `(?<![\\w$@])${name.replace(/[$@%*]/g, '\\$&')}(?!\\w)`,
    source.keyOf('A') === 'a' ? 'gi' : 'g',
  );
  const outside = [...source.tree.comments, ...source.tree.outside];
  for (const { index } of source.slice(home).matchAll(word)) {
    const at = home.start + index;
    if (found.some(({ start }) => start === at)) continue;
    if (outside.some(({ start, end }) => at >= start && at < end)) continue;
    if (isOtherName(units, unit, at, name)) continue;
    return false;
  }
  return found.length > 0;
}

/** A member of who knows what may be the one that is meant. */
function mayMean(units: Units, unit: CodeUnit, node: Member): boolean {
  return units.subjectOf(unit)?.kind === 'member' && units.ofReference(node) === undefined;
}

/** A word in a text, a key, or a name that means something else. */
function isOtherName(units: Units, unit: CodeUnit, at: number, name: string): boolean {
  const { source } = units;
  const end = at + name.length;
  return source.nodes.some((node) => {
    if (node.kind === 'characters') return node.start <= at && end <= node.end && node.text !== name;
    if (node.kind === 'item' && node.key?.kind === 'text' && node.key.style === 'member') return false;
    if (node.kind === 'item') return node.key !== undefined && node.key.start <= at && end <= node.key.end;
    if (node.kind === 'member' && mayMean(units, unit, node)) return false;
    const span: Span | undefined =
      node.kind === 'name' ? node : 'name' in node && typeof node.name === 'object' ? node.name : undefined;
    // A declaration may have its sigil apart.
    return span !== undefined && span.end === end && (span.start === at || span.start === at + 1);
  });
}

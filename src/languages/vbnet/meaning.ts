import type { Meaning, MeaningOf } from '../code/meaning.ts';
import type { Call, Expression, Member } from '../code/tree.ts';
import { meaningOf as meaningInDotNet } from '../csharp/meaning.ts';

const same = (value: Expression | undefined): Meaning | undefined => value && { kind: 'same', value };

/** Functions of the language itself, which give back a text as it is as far as a request goes. */
const SAME = /^(?:cstr|ctype|directcast|trycast|cobj|trim|ltrim|rtrim|urlencode|escape|encodeuricomponent)$/i;
/** Functions that send nothing and give back nothing that matters. */
const QUIET =
  /^(?:msgbox|inputbox|isnothing|isnull|isempty|isobject|isarray|len|instr|instrrev|ubound|lbound|now|date|time|timer|rnd|randomize|cint|clng|cdbl|cbool|cdate|cdec|left|right|mid|lcase|ucase|ubound|doevents|writeline|echo|debugprint)$/i;

/** What Visual Basic's own functions mean; its library is that of .NET. */
export const meaningOf: MeaningOf = (node) => {
  if (node.kind === 'member') return settingOf(node) ?? meaningInDotNet(node);
  if (node.kind !== 'call' || node.isNew || node.receiver)
    return meaningOfMethod(node) ?? meaningInDotNet(node);
  const [value, second, third] = node.arguments.map((argument) => argument.value);
  const { text: name } = node.name;
  if (SAME.test(name)) return same(value);
  if (/^replace$/i.test(name) && value && second && third)
    return { kind: 'replace', text: value, from: second, by: third };
  if (/^join$/i.test(name) && value) return { kind: 'join', list: value, separator: second };
  if (/^environ\$?$/i.test(name) && value) return { kind: 'environment', name: value };
  if (/^array$/i.test(name)) return undefined;
  return QUIET.test(name) ? { kind: 'quiet' } : meaningInDotNet(node);
};

/** `My.Settings.Name`. */
function settingOf({ object, name }: Member): Meaning | undefined {
  if (object.kind !== 'member' || object.name.text.toLowerCase() !== 'settings') return undefined;
  if (object.object.kind !== 'name' || object.object.name.toLowerCase() !== 'my') return undefined;
  const { start, end, text } = name;
  const key: Expression = {
    kind: 'text',
    start,
    end,
    style: 'bare',
    parts: [{ kind: 'characters', start, end, text }],
  };
  return { kind: 'configuration', name: key };
}

/** Names of the object that an old page gets its requests and settings through. */
function meaningOfMethod(node: Parameters<MeaningOf>[0]): Meaning | undefined {
  if (node.kind !== 'call' || node.isNew || node.receiver?.kind !== 'name') return undefined;
  return serverText(node, node.receiver.name);
}

/** `Server.URLEncode(x)`, `WScript.Echo x`. */
function serverText({ name, arguments: given }: Call, receiver: string): Meaning | undefined {
  const path = `${receiver}.${name.text}`.toLowerCase();
  if (/^server\.(?:urlencode|htmlencode)$/.test(path)) return same(given[0]?.value);
  return /^(?:wscript\.(?:echo|sleep)|debug\.print|response\.write|console\.write(?:line)?)$/.test(path)
    ? { kind: 'quiet' }
    : undefined;
}

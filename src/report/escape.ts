/** C0, DEL, C1, line separators, bidirectional controls, and halves of surrogate pairs. */
const CONTROLS = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/gu;

/** What JSON.stringify leaves as it is, and a terminal would obey. */
const CONTROLS_IN_JSON = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Makes text of unknown origin harmless on a terminal, on one line: `\x1b`, `\u202e`. */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, (control) => SHORT[control] ?? escapeUnit(control.charCodeAt(0)));
}

/** Spells the controls inside a JSON document as `\uXXXX`: it means the same and is harmless on a terminal. */
export function escapeControlsInJson(json: string): string {
  return json.replace(CONTROLS_IN_JSON, (control) => spellUnit(control.charCodeAt(0)));
}

function escapeUnit(unit: number): string {
  return unit <= 0xff ? '\\x' + unit.toString(16).padStart(2, '0') : spellUnit(unit);
}

function spellUnit(unit: number): string {
  return '\\u' + unit.toString(16).padStart(4, '0');
}

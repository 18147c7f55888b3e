/** `a.json:3:7 is not JSON: a comma, a quote or a bracket is wrong there`; what stands there is not quoted. */
export function describeWrongJson(text: string, name: string): string {
  const body = text.replace(/^\ufeff/, '');
  if (body.trim() === '') return `${name} is not JSON: it is empty`;
  const at = findError(body);
  if (at === body.length) return `${name} is not JSON: it ends too early, a bracket or a quote is missing`;
  const before = body.slice(0, at).split('\n');
  const place = `${name}:${before.length}:${before.at(-1)!.length + 1}`;
  return `${place} is not JSON: what stands there does not fit (comments, single quotes and commas before a bracket do not)`;
}

/** The first character that no JSON could have there: what the parser of each version of Node says of it differs. */
function findError(text: string): number {
  let [fits, wrong] = [0, text.length + 1];
  while (wrong - fits > 1) {
    const length = (fits + wrong) >> 1;
    if (isBeginning(text.slice(0, length))) fits = length;
    else wrong = length;
  }
  return fits;
}

/** Whether a text could go on to be JSON: then the parser complains of its end alone. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as Error;
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    return /Unexpected end|Unterminated/.test(message) || Number(position) >= text.length;
  }
}

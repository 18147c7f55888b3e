import { escapeControls } from '../escape.ts';

/** Text that is HTML already; everything else is escaped where it is put into some. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may be put into a template; `false` and undefined leave nothing. */
export type Content = Html | string | number | false | undefined | readonly Content[];

/** Builds HTML. Whatever is put in is escaped, in attributes (quoted ones) and outside of them, unless it is HTML. */
export function html(pieces: TemplateStringsArray, ...contents: readonly Content[]): Html {
  let text = pieces[0]!;
  for (const [i, content] of contents.entries()) text += render(content) + pieces[i + 1]!;
  return new Html(text);
}

/** Several contents with something between them. */
export function join(contents: readonly Content[], between: Content): Html {
  return new Html(contents.map(render).join(render(between)));
}

/** The names that messages put between backticks are code. */
export function prose(message: string): Html {
  const parts = message.split(/`([^`]+)`/);
  return html`${parts.map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

function render(content: Content): string {
  if (content instanceof Html) return content.text;
  if (content === undefined || content === false) return '';
  if (typeof content === 'object') return content.map(render).join('');
  return escapeText(String(content));
}

const SPELLED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return escapeControls(text).replace(/[&<>"']/g, (character) => SPELLED[character]!);
}

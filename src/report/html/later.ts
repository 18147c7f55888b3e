import { type Html, html } from './markup.ts';

/**
 * What is only looked at once it is opened. Where scripts run, a browser takes it for one text, and the page's script
 * makes elements of it when it is opened; else it is there at once.
 */
export function later(content: Html): Html {
  return html`<noscript class="later">${content}</noscript>`;
}

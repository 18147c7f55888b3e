import pc from 'picocolors';
import { groupBy } from '../model/group-by.ts';
import { ISSUING_STOPPED } from '../zoho/retirement.ts';
import { escapeControls } from './escape.ts';
import { narrower, wrap } from './layout.ts';
import type { TextOptions } from './page.ts';

/** A token to generate in the browser. */
export interface TokenLink {
  /** Where it goes, or what it is called. */
  readonly title: string;
  /** Who it is for, where that is known. */
  readonly user?: string;
  /** One for each data centre that it is sent to; as a rule one. */
  readonly urls: readonly string[];
}

/** How a token is generated in the browser ("Using Authentication Token", Browser Mode), and kept. */
const STEPS: readonly string[] = [
  'Log in to Zoho CRM as the user whom the token is for.',
  'Open the link in the same browser, and let Zoho generate the token.',
  'Save the token at once: Zoho shows it this one time.',
  'Put it into its place, and into no file that git keeps.',
  'What is no longer needed is removed in Zoho Accounts, under Active Authtokens.',
];

/** The links, each below all that it is for, then the steps, a line each, then what Zoho still does of it; ends with a newline. */
export function renderLinks(links: readonly TokenLink[], { color, width }: TextOptions): string {
  const paint = pc.createColors(color);
  const tell = ({ title, user }: TokenLink) => [
    paint.bold(escapeControls(title)),
    ...(user === undefined ? [] : wrap(escapeControls(`for ${user}`), narrower({ width }, 2)).map(indent)),
  ];
  const blocks = [...groupBy(links, ({ urls }) => urls.join('\n'))].flatMap(([, same]) => [
    ...same.flatMap(tell),
    ...same[0]!.urls.map((url) => indent(paint.cyan(url))),
    '',
  ]);
  const steps = STEPS.flatMap((step, i) => wrap(`${i + 1}. ${step}`, { width }));
  return [...blocks, ...steps, '', ...wrap(ISSUING_STOPPED, { width }), ''].join('\n');
}

function indent(line: string): string {
  return `  ${line}`;
}

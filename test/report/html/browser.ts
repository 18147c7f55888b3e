import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterEach } from 'vitest';
import type { CheckResult, MigrationResult } from '../../../src/model/migration.ts';
import { renderHtml } from '../../../src/report/html/document.ts';
import { makeFolder } from '../../files/workspace.ts';

/** Undefined where no Chromium is installed. */
export const CHROMIUM = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'chromium'))
  .find((file) => existsSync(file));

export function launch(): Promise<Browser> {
  // As the superuser, as in a container, Chromium has no sandbox.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: CHROMIUM!, args });
}

const opened: BrowserContext[] = [];
afterEach(async () => {
  for (const context of opened.splice(0)) await context.close();
});

/** A page in a browser, and all that it should not have done. */
export interface OpenReport {
  readonly page: Page;
  readonly url: string;
  /** Requests, dialogs, errors, what the policy forbade. */
  readonly deeds: readonly string[];
}

export async function openReport(
  browser: Browser,
  result: MigrationResult | CheckResult,
  options: BrowserContextOptions & { readonly fragment?: string } = {},
): Promise<OpenReport> {
  const { fragment = '', ...settings } = options;
  const file = join(makeFolder(), 'report.html');
  writeFileSync(file, renderHtml(result));
  const url = pathToFileURL(file).href;
  const context = await browser.newContext(settings);
  opened.push(context);
  const page = await context.newPage();
  const deeds: string[] = [];
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url) deeds.push(`request ${request.url()}`);
  });
  page.on('dialog', async (dialog) => {
    deeds.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('console', (message) => deeds.push(`console ${message.type()} ${message.text()}`));
  page.on('pageerror', (error) => deeds.push(`error ${error.message}`));
  page.on('popup', (popup) => deeds.push(`window ${popup.url()}`));
  await page.addInitScript(
    `document.addEventListener('securitypolicyviolation', (event) => console.error('policy', event.violatedDirective, event.sample))`,
  );
  await page.goto(url + fragment);
  return { page, url, deeds };
}

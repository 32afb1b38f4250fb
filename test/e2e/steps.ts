import { createHash } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { expect } from './journey';

/** A file as a test makes it. */
export interface MadeFile {
  readonly name: string;
  readonly text: string;
}

/** What `sha256sum` says, by Node's own crypto. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A table as CSV, its first row the names. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.join(',')}\n`).join('');
}

export async function firstVisit(page: Page): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Open the sample project' })).toBeVisible();
}

/** Opens the sample project and waits until it is all there. */
export async function openSample(page: Page): Promise<void> {
  await firstVisit(page);
  await page.getByRole('button', { name: 'Open the sample project' }).click();
  // How quick it is, is for its own journey to say.
  await expect(canvas(page)).toBeVisible();
  await activityEnds(page);
}

/** Waits until nothing runs any more. */
export async function activityEnds(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Activity: nothing is running' })).toBeVisible();
}

/** Hands files over as the picker does, and waits for their result. */
export async function chooseFiles(page: Page, ...files: readonly MadeFile[]): Promise<void> {
  await startChoosing(page, ...files);
  await activityEnds(page);
}

/** The same without waiting. */
export async function startChoosing(page: Page, ...files: readonly MadeFile[]): Promise<void> {
  await page.locator('#choose-files').setInputFiles(
    files.map(({ name, text }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(text),
    })),
  );
}

/** Lets files or folders of this machine go over the page, as the desktop does. */
export async function dropFromDesktop(page: Page, ...paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
  await session.detach();
}

/** Opens the result of the last drop, which elsewhere than on the first page is told in the tray. */
export async function showResult(page: Page): Promise<void> {
  const last = page.getByRole('link', { name: 'Show result' }).first();
  if (!(await last.isVisible())) await page.getByRole('button', { name: /^Activity/ }).click();
  await last.click();
}

/** The line of a drop's result that says what happened to a file. */
export function resultOf(page: Page, name: string): Locator {
  return page
    .getByRole('region', { name: 'What happened to each file' })
    .getByRole('row', { name: new RegExp(`^${escaped(name)} `) });
}

/** Goes to a view by the rail. */
export async function goTo(page: Page, view: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: view, exact: true })
    .click();
  // While a view loads, the one before it stands, and may have links of the same names.
  await expect(page).toHaveTitle(new RegExp(`^${view}\\b`));
}

export function canvas(page: Page): Locator {
  return page.getByLabel(/^Lineage graph\./);
}

/** A card of the canvas, by the name that it begins with. */
export function card(page: Page, name: string): Locator {
  return canvas(page).getByRole('group', { name: new RegExp(`^${escaped(name)}, `) });
}

/** Clicks a card until it is selected: while a graph is being laid out, a card may move from under the pointer. */
export async function selectCard(page: Page, name: string): Promise<void> {
  await expect(async () => {
    await card(page, name).click({ timeout: 2000 });
    await expect(page.getByTestId('lineage-announcer')).toContainText(name, { timeout: 2000 });
  }).toPass();
}

export function inspector(page: Page): Locator {
  return page.getByRole('complementary', { name: /^Inspector: / });
}

/** A message that says what was done, with its Undo. */
export function toast(page: Page, words: string): Locator {
  return page.locator('.mantine-Notification-root').filter({ hasText: words });
}

export async function fitGraph(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Fit the graph into view' }).click();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

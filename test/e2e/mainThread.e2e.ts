import type { Browser, Page } from '@playwright/test';
import { expect, test } from './journey';
import { largeFiles } from './largeFile';
import { activityEnds, firstVisit, resultOf } from './steps';
import { verifiedStore } from './storedTables';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the processor, and not of the clock: what another program takes of it does not count. */
  readonly tdur?: number;
}

/** The tasks of a page's main thread while something is done, in milliseconds of processor time, longest first. */
async function mainThreadTasks(page: Page, browser: Browser, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(undefined, { categories: ['toplevel', 'blink.user_timing'] });
  await page.evaluate(() => performance.mark('the page that is watched'));
  await work();
  const trace = (await browser.stopTracing()).toString();
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const mark = traceEvents.find(({ name }) => name === 'the page that is watched');
  return traceEvents
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === mark?.pid && tid === mark.tid)
    .map(({ tdur }) => (tdur ?? 0) / 1000)
    .toSorted((a, b) => b - a);
}

test('the main thread stays free while a 40 MB table is read: no task of it takes 50 ms', async ({
  page,
  browser,
}) => {
  const files = largeFiles();
  try {
    const table = files.csv('trips.csv', 40);
    await firstVisit(page);
    await page.evaluate(() => {
      const long: number[] = [];
      Object.assign(window, { long });
      new PerformanceObserver((list) =>
        long.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({
        type: 'longtask',
      });
    });
    const tasks = await mainThreadTasks(page, browser, async () => {
      await page.locator('#choose-files').setInputFiles(table);
      await activityEnds(page);
      await expect(resultOf(page, 'trips.csv')).toContainText('New artifact');
    });
    const long = await page.evaluate(() => (window as unknown as { long: number[] }).long);
    const p95 = tasks[Math.floor(tasks.length * 0.05)] ?? 0;
    console.log(
      `${tasks.length} tasks; longest ${(tasks[0] ?? 0).toFixed(1)} ms, p95 ${p95.toFixed(2)} ms of processor time. By the clock, over 50 ms: ${long.map(Math.round).join(', ') || 'none'}.`,
    );
    expect(tasks.length).toBeGreaterThan(100);
    expect(tasks.filter((milliseconds) => milliseconds > 50)).toEqual([]);
  } finally {
    files.remove();
  }
});

test('the main thread stays free while a 50 MB lineage file is read, folded and written, and it can be cancelled', async ({
  page,
  browser,
}) => {
  const files = largeFiles();
  try {
    const lineage = files.lineage('events.ndjson', 50);
    await firstVisit(page);

    // Cancelled halfway it leaves nothing.
    await page.locator('#choose-files').setInputFiles(lineage);
    await page
      .getByRole('button', { name: /^Cancel/ })
      .first()
      .click();
    await activityEnds(page);
    expect((await verifiedStore(page)).counts['audit'] ?? 0).toBe(0);

    const tasks = await mainThreadTasks(page, browser, async () => {
      await page.locator('#choose-files').setInputFiles(lineage);
      await expect(page.getByRole('button', { name: 'Activity: nothing is running' })).toBeVisible();
      await expect(resultOf(page, 'events.ndjson')).toContainText('200 artifacts, 200 jobs');
    });
    console.log(`${tasks.length} tasks; longest ${(tasks[0] ?? 0).toFixed(1)} ms of processor time.`);
    expect(tasks.filter((milliseconds) => milliseconds > 50)).toEqual([]);
  } finally {
    files.remove();
  }
});

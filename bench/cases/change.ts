import type { Locator, Page } from 'playwright';
import { type BuiltPage, type BuiltSite, serveBuild, visitSite } from '../builtPage';
import type { Case } from '../case';
import { generateRuns } from '../generateLineage';

/** What a change cost the page, in milliseconds. */
interface ChangeCost {
  /** From the click to the frame that shows it. */
  readonly toScreen: number;
  /** The longest task of the main thread from the click until it rests; 0 where none is as long as 50 ms. */
  readonly longestTask: number;
}

const runCount = 20_000;
const artifact = /table_0$/;

async function openWorkspace(site: BuiltSite): Promise<BuiltPage> {
  const visit = await visitSite(site, true);
  const { page } = visit;
  await page.getByRole('button', { name: 'Open the sample project' }).waitFor();
  await page.locator('#choose-files').setInputFiles(await generateRuns(runCount));
  await page.getByRole('button', { name: 'Activity: nothing is running' }).waitFor({ timeout: 120_000 });
  return visit;
}

/** Clicks, and waits until an element that `selector` finds has the text, and that is painted. */
async function costOf(page: Page, button: Locator, selector: string, text: string): Promise<ChangeCost> {
  // What went before is over: toasts have come, menus are open.
  await page.waitForTimeout(1000);
  return button.evaluate(
    async (element, shown) => {
      const tasks: number[] = [];
      const watch = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      });
      watch.observe({ type: 'longtask' });
      const isShown = (): boolean =>
        [...document.querySelectorAll(shown.selector)].some((each) => each.textContent.includes(shown.text));
      const started = performance.now();
      const toScreen = await new Promise<number>((resolve) => {
        const changes = new MutationObserver(() => {
          if (!isShown()) return;
          changes.disconnect();
          // After the next frame's callbacks comes its picture, and then what was posted in them.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - started);
            port2.postMessage(null);
          });
        });
        changes.observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
        (element as HTMLElement).click();
      });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      watch.disconnect();
      return { toScreen, longestTask: Math.max(0, ...tasks) };
    },
    { selector, text },
  );
}

async function openArtifact(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Artifacts', exact: true }).first().click();
  await page.getByRole('textbox').first().fill('table_0');
  await page.getByRole('link', { name: artifact }).first().click();
}

/** Says that the artifact is of another kind, the next of two. */
async function setKind(page: Page): Promise<ChangeCost> {
  const button = page.getByRole('button', { name: /^Kind: / });
  const kind = (await button.textContent()) === 'Model' ? 'Report' : 'Model';
  await button.click();
  return costOf(page, page.getByRole('menuitem', { name: kind }), kindButton, kind);
}

/** Takes a kind back that was just set. */
async function undo(page: Page): Promise<ChangeCost> {
  const before = (await page.getByRole('button', { name: /^Kind: / }).textContent()) ?? '';
  await setKind(page);
  return costOf(page, page.getByRole('button', { name: 'Undo' }).last(), kindButton, before);
}

const kindButton = 'button[aria-label^="Kind: "]';

async function openRelease(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Releases', exact: true }).first().click();
  await page.getByRole('combobox', { name: 'Release an artifact' }).fill('table_0');
  await page.getByRole('option', { name: artifact }).first().click();
  await page.getByRole('button', { name: 'New alias' }).click();
  await page.getByLabel('Name').fill('champion');
  await page.getByRole('button', { name: 'Continue' }).click();
  await promote(page);
}

async function promote(page: Page): Promise<ChangeCost> {
  const button = page.getByRole('button', { name: /^Promote v/ });
  const version = /v\d+/.exec((await button.textContent()) ?? '')?.[0] ?? '';
  return costOf(page, button, '[role="group"][aria-label="Aliases"] button', version);
}

/** One kind of change, on a page of its own. */
function changeCase(
  name: string,
  open: (page: Page) => Promise<void>,
  change: (page: Page) => Promise<ChangeCost>,
): readonly Case[] {
  let site: BuiltSite | null = null;
  let visit: BuiltPage | null = null;
  const ours = async (): Promise<ChangeCost> => {
    if (visit === null) throw new Error('The page is not open.');
    return change(visit.page);
  };
  const around = {
    async prepare() {
      site = await serveBuild();
      visit = await openWorkspace(site);
      await open(visit.page);
    },
    dispose: async () => {
      await visit?.close();
      site?.close();
    },
  };
  const of = `with ${runCount.toLocaleString('en-US')} runs and ${(3 * runCount).toLocaleString('en-US')} links`;
  return [
    {
      name: `${name} ${of}, from the click to the screen`,
      goal: 50,
      unit: 'ms',
      peers: [],
      ...around,
      ours: async () => (await ours()).toScreen,
    },
    {
      name: `${name} ${of}, the longest task of the main thread`,
      goal: 50,
      unit: 'ms',
      peers: [],
      ...around,
      ours: async () => (await ours()).longestTask,
    },
  ];
}

export default [
  ...changeCase('a kind', openArtifact, setKind),
  ...changeCase('an undo', openArtifact, undo),
  ...changeCase('a promotion', openRelease, promote),
];

import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import { canvas, card, inspector, openSample } from './steps';

const announcer = (page: Page) => page.getByTestId('lineage-announcer');

/** How the element with the focus is called, and whether a person can see that it has it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return { name: '', isMarked: true };
    const style = getComputedStyle(element);
    const name = element.getAttribute('aria-label') ?? element.getAttribute('title') ?? element.innerText;
    const hasOutline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    // A switch is drawn by what stands beside its input.
    const beside = element.parentElement ? getComputedStyle(element.parentElement) : style;
    const isDrawnElsewhere = element.matches('input') && beside.display !== 'none';
    return { name: name.trim(), isMarked: hasOutline || style.boxShadow !== 'none' || isDrawnElsewhere };
  });

test('by keyboard alone: skip, search, walk the graph, look into a node and come back', async ({ page }) => {
  await openSample(page);
  await page.goto('/#/artifacts');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Artifacts' })).toBeVisible();

  // The skip link comes first, is seen when it has the focus, and leads past the rail.
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  const names: string[] = [];
  for (let count = 0; count < 16; count++) {
    await page.keyboard.press('Tab');
    const { name, isMarked } = await focused(page);
    expect(isMarked, `“${name}” shows that it has the focus`).toBe(true);
    names.push(name);
  }
  const views = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
  const viewNames = await views.evaluateAll((links) => links.map((link) => link.getAttribute('title')));
  expect(names.slice(0, viewNames.length + 5)).toEqual([
    ...viewNames,
    'Workspace My workspace',
    'Search or run a command',
    'Activity: nothing is running',
    'Drop files',
    'Use the dark theme',
  ]);
  for (let count = 0; count < 16; count++) await page.keyboard.press('Shift+Tab');
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  // Search finds an artifact and opens it.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Search or run a command' })).toBeFocused();
  await page.keyboard.type('models demand');
  await expect(page.getByRole('button', { name: /models\/demand\.json/ }).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'models/demand.json' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();

  // Over to the lineage, and find a node there.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(canvas(page)).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Find in the graph' })).toBeFocused();
  await page.keyboard.type('clean/weather');
  await page.keyboard.press('Enter');
  await expect(announcer(page)).toHaveText(/^clean\/weather\.csv, /);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(announcer(page)).toHaveText('');
});

test('arrows walk along links, brackets change the depth, f focuses, Enter looks in, Escape goes back', async ({
  page,
}) => {
  await openSample(page);
  await canvas(page).focus();
  await page.keyboard.press('/');
  await page.keyboard.type('clean/weather');
  await page.keyboard.press('Enter');
  await expect(announcer(page)).toHaveText(/^clean\/weather\.csv, /);
  await canvas(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(announcer(page)).toHaveText(/^clean_weather, job/);
  await page.keyboard.press('ArrowLeft');
  await expect(announcer(page)).toHaveText(/^raw\/weather\.csv, /);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(announcer(page)).toHaveText(/^build_demand_features, job/);

  await page.keyboard.press('f');
  await expect(page.getByRole('note', { name: 'Focus on build_demand_features' })).toBeVisible();
  const upstream = page.getByRole('group', { name: 'Hops upstream' }).getByRole('status');
  await expect(upstream).toHaveText('◂ 2');
  const hidden = page.getByRole('status').filter({ hasText: 'hidden by focus' });
  await expect(hidden).toBeVisible();
  await page.keyboard.press(']');
  await expect(upstream).toHaveText('◂ 3');
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await expect(upstream).toHaveText('◂ 1');
  // A job, its two inputs, and the features that it makes.
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText('4 nodes, 3 links');

  await page.keyboard.press('Enter');
  await expect(page.locator('#inspector')).toBeFocused();
  await expect(inspector(page)).toContainText('build_demand_features');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('note')).toHaveCount(0);
  await expect(inspector(page)).toHaveCount(0);
  await expect(card(page, 'build_demand_features')).toBeVisible();

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Search, or run a command');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a name that is pasted is found by Enter each time: drawn, in the middle, selected, and the keys are the graph’s', async ({
  page,
}) => {
  await openSample(page);
  for (const name of ['clean/weather.csv', 'build_demand_features', 'raw/weather.csv']) {
    await page.keyboard.press('/');
    await page.keyboard.insertText(name);
    await page.keyboard.press('Enter');
    await expect(announcer(page)).toHaveText(new RegExp(`^${name.replaceAll('.', '\\.')}, `));
    await expect(canvas(page)).toBeFocused();
    await expect.poll(() => distanceFromMiddle(page, name)).toBeLessThan(0.2);
    await page.keyboard.press('f');
    await expect(page.getByRole('note', { name: `Focus on ${name}` })).toBeVisible();
  }
});

/** Of a card from the middle of the canvas, as a share of its width and height. */
async function distanceFromMiddle(page: Page, name: string): Promise<number> {
  const [box, window] = await Promise.all([card(page, name).boundingBox(), canvas(page).boundingBox()]);
  if (!box || !window) return 1;
  const middle = (from: number, length: number) => from + length / 2;
  return Math.max(
    Math.abs(middle(box.x, box.width) - middle(window.x, window.width)) / window.width,
    Math.abs(middle(box.y, box.height) - middle(window.y, window.height)) / window.height,
  );
}

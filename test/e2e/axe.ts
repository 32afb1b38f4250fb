import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds, each violation with the places it is at; by these rules alone, where some are given. What still fades in is
 * waited for: its colours are not its own.
 */
export async function violations(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  await page.evaluate(async () => {
    const moving = (): Animation[] =>
      document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    for (let animations = moving(); animations.length > 0; animations = moving()) {
      await Promise.allSettled(animations.map((animation) => animation.finished));
      // One that ended and still holds its last style is listed on.
      if (moving().every(({ playState }) => playState === 'finished')) return;
    }
  });
  // The mode that opens no page of its own: there are no frames here.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({
    resultTypes: ['violations'],
    ...(rules.length > 0 && { runOnly: [...rules] }),
  });
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes
      // A view's address is a fragment, which axe takes for a place on the page where the link lies outside of the window.
      .filter(({ html }) => id !== 'skip-link' || !html.includes('href="/#/'))
      .map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  );
}

import path from 'node:path';
import { expect } from 'vitest';
import { sharedFolder } from '../sharedFolder';

/** Where reference figures are: the project's own (made by make_figures.py there), and the shared ones where they are there. */
export const figureFolders: readonly (readonly [string, string])[] = [
  ['the project’s', path.resolve(import.meta.dirname, '../fixtures/drift')],
  ...(sharedFolder ? [['the shared ones', sharedFolder.golden] as const] : []),
];

/** To 1e-9 relative; zeros to 1e-12. */
export function expectFigure(actual: number | null | undefined, expected: number, what: string): void {
  const tolerance = expected === 0 ? 1e-12 : Math.abs(expected) * 1e-9;
  expect(Math.abs((actual ?? NaN) - expected), `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(
    tolerance,
  );
}

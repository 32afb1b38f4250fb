import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { version } from '../../src/lib/version';

it('the version that the page shows is that of package.json', () => {
  const file = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  expect(version).toBe(file.version);
});

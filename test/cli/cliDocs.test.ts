import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

import { commandPage } from '../../scripts/cliDocs.mjs';

it('docs/cli.md says what the help of every command says: `npm run cli-docs` writes it', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/cli.md'), 'utf8');
  expect(page === commandPage(), 'run npm run cli-docs').toBe(true);
});

import { expect, it } from 'vitest';
import { withOffers } from '../../src/state/droppedOffers';

const dropped = (path: string, text: string) =>
  withOffers({}, { kind: 'file', path, file: new Blob([text]) });

const mit = `MIT License

Copyright (c) 2026 Ada

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

it('a licence text that is dropped by itself tells its licence, with the share of it that stands there', async () => {
  const { licence } = await dropped('LICENSE', mit);
  expect(licence).toMatchObject({ path: 'LICENSE', way: 'text', expression: 'MIT' });
  expect(licence?.agreement).toBeGreaterThan(0.95);
});

it('a package file tells what its field says, and where', async () => {
  const { licence } = await dropped('package.json', '{"name": "a", "license": "Apache-2.0"}');
  expect(licence).toMatchObject({ way: 'field', expression: 'Apache-2.0', said: 'Apache-2.0' });
  const python = await dropped('pyproject.toml', '[project]\nname = "a"\nlicense = "CC-BY-4.0"\n');
  expect(python.licence).toMatchObject({ way: 'field', expression: 'CC-BY-4.0' });
});

it('a text that is that of no known licence is said to be none, and other files tell nothing', async () => {
  const { licence } = await dropped('LICENSE', 'You may do as you like on Tuesdays.');
  expect(licence).toMatchObject({ way: 'text', expression: null });
  expect(await dropped('package.json', '{"name": "a"}')).toEqual({});
  expect(await dropped('trips.csv', 'id\n1\n')).toEqual({});
});

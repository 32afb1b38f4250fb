import { expect, it } from 'vitest';
import { wellFormedXml } from '../../../src/ui/shared/chartSvg';
import { chartCsv } from '../../../src/ui/shared/chartTable';

it('A chart as CSV has the units in its header, and a name that looks like a formula runs nowhere', () => {
  expect(
    chartCsv({
      columns: [{ name: '=HYPERLINK(1)' }, { name: 'age', unit: 's' }, { name: 'score', unit: null }],
      rows: [
        ['v1', -2.5, null],
        ['+v2', 3, 0.25],
      ],
    }),
  ).toBe("'=HYPERLINK(1),age (s),score\r\nv1,-2.5,\r\n'+v2,3,0.25\r\n");
});

it('What XML cannot hold is replaced in a picture, and line ends and emoji stay', () => {
  expect(wellFormedXml('a\u0000b\n\t\uD800c😀\u001F')).toBe('a\uFFFDb\n\t\uFFFDc😀\uFFFD');
});

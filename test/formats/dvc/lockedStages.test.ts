import { expect, it } from 'vitest';
import { lockedStagesOf } from '../../../src/formats/dvc/lockedStages';
import { readYamlValues } from '../../../src/formats/dvc/readYamlValues';
import { isMap } from '../../../src/formats/dvc/template';

const md5 = '0123456789abcdef0123456789abcdef';
const stage = `cut:
  cmd: head
  deps: [{path: a.csv, md5: ${md5}, size: 3}]
  params:
    params.yaml: {limit: 5, rate: 1.0, odd: .nan}
    train.toml: {optimiser.name: closed}
  outs: [{path: b, hash: md5, md5: ${md5}.dir, size: 9}]
`;

function lockedOf(text: string) {
  const read = readYamlValues(text);
  if (!read.ok || !isMap(read.value)) throw new Error(JSON.stringify(read));
  return lockedStagesOf(read.value);
}

it('a lock of DVC 1 says the same as one of schema 2.0', () => {
  const [old] = lockedOf(stage);
  expect(old).toMatchObject({
    name: 'cut',
    command: 'head',
    deps: [{ path: 'a.csv', md5, isOfBytes: false, byteLength: 3 }],
    outs: [{ path: 'b', md5: `${md5}.dir`, isOfBytes: true, byteLength: 9 }],
    parameters: { limit: 5, rate: 1, odd: 'NaN', 'train.toml:optimiser.name': 'closed' },
  });
  const indented = stage.replaceAll(/^(?=.)/gm, '  ');
  expect(lockedOf(`schema: '2.0'\nstages:\n${indented}`)).toEqual([old]);
});

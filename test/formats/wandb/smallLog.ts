import { crc32 } from '../../../src/formats/zip/crc32';

type Field = readonly [number: number, value: string | number | readonly Field[]];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

function message(fields: readonly Field[]): number[] {
  return fields.flatMap(([number, value]) => {
    if (typeof value === 'number') return [...varint(number * 8), ...varint(value)];
    const bytes = typeof value === 'string' ? [...new TextEncoder().encode(value)] : message(value);
    return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
  });
}

function chunk(type: number, data: readonly number[]): number[] {
  const body = [type, ...data];
  const head = new DataView(new ArrayBuffer(6));
  head.setUint32(0, crc32(Uint8Array.from(body)), true);
  head.setUint16(4, data.length, true);
  return [...new Uint8Array(head.buffer), ...body];
}

const item = (name: string, json: string): Field => [
  1,
  [
    [1, name],
    [16, json],
  ],
];

/** The records of one run: its settings, two steps, an artifact with a file and a reference, and its end. */
export const smallRecords: readonly (readonly Field[])[] = [
  [
    [
      17,
      [
        [1, 'r1'],
        [2, 'team'],
        [3, 'shop'],
        [4, [item('lr', '0.1')]],
        [7, 'train'],
        [8, 'first'],
        [17, [[1, 1_796_000_000]]],
      ],
    ],
  ],
  [[2, [item('loss', '2.5'), item('_step', '0'), item('_timestamp', '1796000001.5')]]],
  [[2, [item('loss', 'NaN'), item('_step', '1')]]],
  [
    [
      3,
      [
        item('loss', 'NaN'),
        item('rows', '150'),
        item('text', '"ü"'),
        item('image', '{"_type":"image-file","path":"media/a.png","size":3}'),
      ],
    ],
  ],
  [
    [
      8,
      [
        [4, 'model'],
        [5, 'wilt'],
        [6, 'd'.repeat(32)],
        [8, '{"lr":0.1}'],
        [11, 'best'],
        [
          12,
          [
            [
              4,
              [
                [1, 'a.txt'],
                [2, '1B2M2Y8AsgTpgAmY7PhCfg=='],
                [4, 12],
              ],
            ],
            [
              4,
              [
                [1, 'raw'],
                [2, 'etag'],
                [3, 's3://b/k'],
              ],
            ],
          ],
        ],
      ],
    ],
  ],
  [
    [
      22,
      [
        [2, 'dataset'],
        [3, 'team/shop/readings:v3'],
      ],
    ],
  ],
  [[18, [[1, 1]]]],
];

/** A `.wandb` file of records; a record is cut in two where `cut` is so many bytes or fewer from its start. */
export function logOf(records: readonly (readonly Field[])[], cut = Infinity): Uint8Array {
  const bytes = [0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0];
  for (const fields of records) {
    const data = message(fields);
    if (data.length <= cut) bytes.push(...chunk(1, data));
    else bytes.push(...chunk(2, data.slice(0, cut)), ...chunk(4, data.slice(cut)));
  }
  return Uint8Array.from(bytes);
}

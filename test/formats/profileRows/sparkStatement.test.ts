import { describe, expect, it } from 'vitest';
import { headerText, parseHeader } from '../../../src/formats/profileRows/profileHeader';
import { readSparkSchema } from '../../../src/formats/profileRows/readSparkSchema';
import { sparkStatement } from '../../../src/formats/profileRows/sparkStatement';

const sizes = { k: 200, lgK: 12, top: 1000 };

describe('the statement for Spark', () => {
  it('profiles every column by its type in one SELECT, and quotes names and text', () => {
    const text = sparkStatement({
      columns: [
        { name: 'a`b', type: 'int' },
        { name: "it's \\", type: 'boolean' },
      ],
      table: '`t`',
      by: [],
      isText: false,
      ...sizes,
    });
    expect(text.split('\n')).toEqual([
      `SELECT '{"throughline":"profile","version":1,"engine":"spark","k":200,"lgK":12,"top":1000,"columns":[["a\`b","int"],["it\\'s \\\\\\\\","boolean"]]}' AS throughline,`,
      '  count(*) AS `rows`,',
      '  count(`a``b`) AS c0_count,',
      '  cast(min(`a``b`) as string) AS c0_min,',
      '  cast(max(`a``b`) as string) AS c0_max,',
      '  avg(`a``b`) AS c0_mean,',
      '  stddev_samp(`a``b`) AS c0_sd,',
      '  kll_sketch_agg_bigint(`a``b`, 200) AS c0_kll,',
      '  hll_sketch_agg(cast(`a``b` as bigint), 12) AS c0_hll,',
      '  approx_top_k_accumulate(`a``b`, 1000).sketch AS c0_top,',
      "  count(`it's \\`) AS c1_count,",
      "  count_if(`it's \\`) AS c1_true",
      'FROM `t`',
      '',
    ]);
  });

  it('gives a row a group, and sketches as text, where that is asked for', () => {
    const text = sparkStatement({
      columns: [{ name: 'x', type: 'double' }],
      table: '`t`',
      by: ['day'],
      isText: true,
      ...sizes,
    });
    expect(text).toContain('SELECT `day`,');
    expect(text).toContain('GROUP BY `day`');
    expect(text).toContain('base64(theta_sketch_agg(');
  });

  it('reads back the header that it writes, and refuses others', () => {
    const header = { columns: [{ name: 'a"b', type: 'decimal(12,2)' }], ...sizes };
    expect(parseHeader(headerText(header))).toEqual(header);
    expect(parseHeader('{"throughline":"profile","version":2}')).toBe(
      'its header is of version 2, and 1 is read',
    );
    expect(parseHeader('[]')).toBe('its column throughline has no header of a profile');
  });
});

describe('schemas of Spark', () => {
  const columns = [
    { name: 'id', type: 'BIGINT' },
    { name: 'a`b', type: 'struct<x: int, y: map<string, int>>' },
    { name: 'p', type: 'decimal(12, 2)' },
  ];

  it('are read from CREATE TABLE, and from its columns alone', () => {
    const list =
      "id BIGINT NOT NULL COMMENT 'it, is', `a``b` struct<x: int, y: map<string, int>>, p decimal(12, 2)";
    expect(readSparkSchema(list)).toEqual({ ok: true, value: columns });
    expect(
      readSparkSchema(
        `CREATE TABLE a.b (${list}, CONSTRAINT c PRIMARY KEY (id)) USING parquet PARTITIONED BY (p)`,
      ),
    ).toEqual({ ok: true, value: columns });
  });

  it('are read from the JSON of a DataFrame, and from DESCRIBE TABLE', () => {
    const json = {
      type: 'struct',
      fields: [
        { name: 'id', type: 'long' },
        { name: 's', type: { type: 'struct', fields: [] } },
      ],
    };
    expect(readSparkSchema(JSON.stringify(json))).toEqual({
      ok: true,
      value: [
        { name: 'id', type: 'long' },
        { name: 's', type: 'struct' },
      ],
    });
    const described = [
      '+-----------------------+---------+-------+',
      '|col_name               |data_type|comment|',
      '+-----------------------+---------+-------+',
      '|id                     |bigint   |NULL   |',
      '|# Partition Information|         |       |',
      '|id                     |bigint   |NULL   |',
    ].join('\n');
    expect(readSparkSchema(described)).toEqual({ ok: true, value: [{ name: 'id', type: 'bigint' }] });
  });

  it('are refused where a column has no type, or comes twice', () => {
    expect(readSparkSchema('id')).toEqual({ ok: false, error: '"id" is no column with its type' });
    expect(readSparkSchema('a int, A int')).toEqual({
      ok: false,
      error: 'the schema has the column "A" twice',
    });
  });
});

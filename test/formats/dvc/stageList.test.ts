import { describe, expect, it } from 'vitest';
import { readYamlValues } from '../../../src/formats/dvc/readYamlValues';
import { stagesOf } from '../../../src/formats/dvc/stageList';
import { isMap } from '../../../src/formats/dvc/template';
import { asVariables, type YamlMap } from '../../../src/formats/dvc/yamlValues';

function mapOf(text: string): YamlMap {
  const read = readYamlValues(text);
  if (!read.ok || !isMap(read.value)) throw new Error(JSON.stringify(read));
  return read.value;
}

const stages = (text: string, variables = '{}') => stagesOf(mapOf(text), mapOf(variables));

describe('the stages of a dvc.yaml', () => {
  it('has no variables under keys that are no text, but a stage for each key of its own', () => {
    const text = 'stages:\n  a:\n    foreach: {7: {w: 1}, x: {w: 2}}\n    do: {cmd: "${key} ${item.w}"}\n';
    expect(stages(text).stages.map(({ name, command }) => [name, command])).toEqual([
      ['a@7', '7 1'],
      ['a@x', 'x 2'],
    ]);
    const variables = asVariables(mapOf('h: {7: 1, true: 2, null: 3, 1.5: 4, "8": 5, x: [{9: 6, y: 7}]}'));
    expect(variables).toEqual(
      new Map([
        [
          'h',
          new Map<string, unknown>([
            ['8', 5],
            ['x', [new Map([['y', 7]])]],
          ]),
        ],
      ]),
    );
  });

  it('reads digits with underscores as the number that they are, as YAML of DVC does', () => {
    expect(mapOf('a: 1_000\nb: -1_0\nc: "1_000"\nd: _1\ne: 1_x')).toEqual(
      new Map<string, unknown>([
        ['a', 1000],
        ['b', -10],
        ['c', '1_000'],
        ['d', '_1'],
        ['e', '1_x'],
      ]),
    );
  });

  it('fills in templates, keeps an escaped one, and makes arguments of a mapping', () => {
    const text = `
stages:
  report:
    cmd: python a.py \${options} \\\${USER} \${paths.raw}
    wdir: reports
    deps: ['\${paths.raw}', '\${list[1]}']
    outs:
    - out/\${name}.md: {cache: false, type: model}
    - \${paths.clean}
    metrics: [m.json]
    params: [rate, {train.toml: [steps]}]
    plots: [{p.csv: {x: step}}]
`;
    const variables = `{paths: {raw: a.csv, clean: c.csv}, list: [x, y], name: n,
      options: {title: 'Shop week', digits: 2, draft: true, quiet: false, deep: {a: 1.0}}}`;
    expect(stages(text, variables)).toEqual({
      unresolved: [],
      stages: [
        {
          name: 'report',
          command: "python a.py --title 'Shop week' --digits 2 --draft --deep.a 1.0 ${USER} a.csv",
          workingFolder: 'reports',
          description: null,
          deps: ['a.csv', 'y'],
          outs: [
            { path: 'out/n.md', role: 'out', type: 'model', isNotPushed: true },
            { path: 'c.csv', role: 'out', type: null },
            { path: 'm.json', role: 'metric', type: null },
            { path: 'p.csv', role: 'plot', type: null },
          ],
          parameterFiles: ['train.toml'],
        },
      ],
    });
  });

  it.each([
    [
      'foreach: [north, 7, 1.0, true]\n    do: {cmd: a, outs: ["${item}.csv"]}',
      ['a@north north.csv', 'a@7 7.csv', 'a@1.0 1.0.csv', 'a@true true.csv'],
    ],
    ['foreach: {s: {d: 2}, l: {d: 6}}\n    do: {cmd: a, outs: ["${key}${item.d}"]}', ['a@s s2', 'a@l l6']],
    ['foreach: [{d: 2}, {d: 3}]\n    do: {cmd: a, outs: ["o${item.d}"]}', ['a@0 o2', 'a@1 o3']],
    ['foreach: ${regions}\n    do: {cmd: a, outs: ["${item}"]}', ['a@x x']],
    [
      'matrix: {m: [s, l], w: [7, 30]}\n    cmd: a\n    outs: ["${item.m}${item.w}"]',
      ['a@s-7 s7', 'a@s-30 s30', 'a@l-7 l7', 'a@l-30 l30'],
    ],
    [
      'matrix: {m: [{a: 1}, {a: 2}]}\n    cmd: a\n    outs: ["${item.m.a}-${key}"]',
      ['a@m0 1-m0', 'a@m1 2-m1'],
    ],
    ['vars: [{own: z}]\n    cmd: a\n    outs: ["${own}"]', ['a z']],
  ])('%j', (body, expected) => {
    const found = stages(`stages:\n  a:\n    ${body}\n`, '{regions: [x]}');
    expect(found.unresolved).toEqual([]);
    expect(found.stages.map(({ name, outs }) => `${name} ${outs[0]!.path}`)).toEqual(expected);
  });

  it('leaves out a stage of which a variable is missing, and says which', () => {
    const text = 'stages:\n  a: {cmd: "x ${gone.b}"}\n  b: {cmd: y}\n  c: {foreach: 7, do: {}}\n';
    const found = stages(text, '{gone: {}}');
    expect(found.stages.map(({ name }) => name)).toEqual(['b']);
    expect(found.unresolved).toEqual([
      { name: 'a', message: 'there is no variable ${gone.b}' },
      { name: 'c', message: 'foreach is over a list or a mapping' },
    ]);
  });

  it('never fills in what a variable says, and makes no more stages and text than it may', () => {
    expect(stages('stages: {a: {cmd: "${a}"}}', "{a: '${a}'}").stages[0]?.command).toBe('${a}');
    const long = JSON.stringify('x'.repeat(1000));
    const cmd = JSON.stringify('${a}'.repeat(2000));
    expect(stages(`stages: {a: {cmd: ${cmd}}}`, `{a: ${long}}`).unresolved).toHaveLength(1);
    const hundred = JSON.stringify(Array.from({ length: 101 }, (_, index) => index));
    const many = stages(`stages: {a: {matrix: {x: ${hundred}, y: ${hundred}}, cmd: a}}`);
    expect([many.stages.length, many.unresolved.length]).toEqual([0, 1]);
  });
});

describe('values of YAML', () => {
  it('are those of YAML 1.2, and a fault has its place', () => {
    expect([...mapOf('a: yes\n__proto__: 1_000\nc: 1e-3\nd: 2025-01-01\n')]).toEqual([
      ['a', 'yes'],
      ['__proto__', 1000],
      ['c', 0.001],
      ['d', '2025-01-01'],
    ]);
    expect(readYamlValues('a: 1\nb: [1\n')).toMatchObject({
      ok: false,
      error: { place: 'line 3, column 1' },
    });
    const bomb = `a: &a [${'x,'.repeat(50)}]\n${Array.from({ length: 40 }, (_, at) => `b${at}: &b${at} [${`*${at === 0 ? 'a' : `b${at - 1}`},`.repeat(40)}]`).join('\n')}`;
    expect(readYamlValues(bomb).ok).toBe(false);
    expect(readYamlValues('['.repeat(200_000)).ok).toBe(false);
  });
});

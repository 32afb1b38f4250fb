import { describe, expect, it } from 'vitest';
import { readPythonValues } from '../../../src/formats/dvc/readPythonValues';
import { readTomlValues } from '../../../src/formats/dvc/readTomlValues';
import { WholeFloat, type YamlValue } from '../../../src/formats/dvc/yamlValues';
import { valueOf } from '../../operations/testProject';

const plain = (value: YamlValue): unknown =>
  value instanceof WholeFloat
    ? { float: value.value }
    : value instanceof Map
      ? Object.fromEntries([...value].map(([key, each]) => [key, plain(each as YamlValue)]))
      : Array.isArray(value)
        ? value.map(plain)
        : value;

describe('parameters in TOML', () => {
  it('are numbers, texts, dates as text, lists and tables; 1.0 stays a float', () => {
    const text = 'rate = 1.0\nsteps = 10\nday = 2025-01-02\n[model]\nname = "small"\nsizes = [1, 2]\n';
    expect(plain(valueOf(readTomlValues(text)))).toEqual({
      rate: { float: 1 },
      steps: 10,
      day: '2025-01-02',
      model: { name: 'small', sizes: [1, 2] },
    });
  });

  it('a fault has its line and column', () => {
    expect(readTomlValues('a = 1\nb = \n')).toMatchObject({
      ok: false,
      error: { place: expect.stringMatching(/^line 2, column \d+$/) as string },
    });
  });
});

describe('parameters in Python', () => {
  it('are what names are given at the top, in classes and in their __init__', () => {
    const text = `
# a comment
RATE = 1e-3  # per step
STEPS: int = 1_000
WHOLE = 2.0
NAME = 'a "b" # c'
FLAG = True
NOTHING = None
SIZES = [
    1,  # first
    (2, -3),
]
LAYERS = {'conv': 3, "dense": {'units': 8}}
COMPUTED = RATE * 2
FROM_CALL = int('3')

class Train:
    seed = 7

    def __init__(self):
        self.rate = 0.5
        local = 1

AFTER = 4
`;
    expect(plain(readPythonValues(text))).toEqual({
      RATE: 0.001,
      STEPS: 1000,
      WHOLE: { float: 2 },
      NAME: 'a "b" # c',
      FLAG: true,
      NOTHING: null,
      SIZES: [1, [2, -3]],
      LAYERS: { conv: 3, dense: { units: 8 } },
      Train: { seed: 7, rate: 0.5 },
      AFTER: 4,
    });
  });

  it('[I10] text without end, and brackets without end, are read in time', () => {
    const started = Date.now();
    expect(plain(readPythonValues(`a = ${'['.repeat(100_000)}\nb = 1\n`.repeat(3)))).not.toHaveProperty('a');
    expect(plain(readPythonValues('a = 1\n'.repeat(100_000)))).toEqual({ a: 1 });
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});

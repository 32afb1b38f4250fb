import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRun, wholeTruth, type RunFacts } from '../../../src/gates/reproducibility/clauses';

const digest = 'a'.repeat(64);
const whole: RunFacts = {
  inputs: [{ name: 'trips.csv', digest, bytes: 'verified' }],
  outputs: [{ name: 'model.pkl', digest }],
  codeVersion: '4f2c9d1',
  workTree: 'clean',
  environment: `image@sha256:${digest}`,
  parameterNames: ['depth'],
  seed: 7,
};
const nothing: RunFacts = {
  inputs: [],
  outputs: [],
  codeVersion: null,
  workTree: null,
  environment: null,
  parameterNames: [],
  seed: null,
};

const said = (facts: Partial<RunFacts>, clause: string) =>
  judgeRun({ ...whole, ...facts }).find((each) => each.clause === clause)?.holds;

describe('the clauses of a run', () => {
  it('all hold where everything is recorded, and none is known where nothing is', () => {
    expect(judgeRun(whole).map(({ holds, todo }) => [holds, todo])).toEqual(
      Array.from({ length: 8 }, () => [true, null]),
    );
    expect(wholeTruth(judgeRun(whole))).toBe(true);
    expect(judgeRun(nothing).every(({ holds, todo }) => holds === null && todo !== null)).toBe(true);
  });

  it('[R1] [R2] need a digest and the bytes of every input', () => {
    const loose = { name: 'b', digest: null, bytes: 'notAtHand' } as const;
    expect(said({ inputs: [...whole.inputs, loose] }, 'inputsPinned')).toBe(false);
    const bytes = (state: 'claimed' | 'notAtHand' | 'other') =>
      said({ inputs: [...whole.inputs, { name: 'b', digest, bytes: state }] }, 'bytesVerified');
    expect([bytes('claimed'), bytes('notAtHand'), bytes('other')]).toEqual([null, null, false]);
  });

  it('[R3] need a commit, and a tree without changes', () => {
    const code = ['4f2c9d1', digest, 'main', 'v1.2', '4f2c9d1-dirty', null].map((codeVersion) => [
      said({ codeVersion }, 'codePinned'),
      said({ codeVersion, workTree: 'clean' }, 'treeClean'),
    ]);
    expect(code).toEqual([
      [true, true],
      [true, true],
      [false, true],
      [false, true],
      [true, false],
      [null, null],
    ]);
    expect(said({ workTree: null }, 'treeClean')).toBeNull();
    expect(said({ workTree: 'changed' }, 'treeClean')).toBe(false);
  });

  it('[R4] need an image by its digest, or a lock file with one', () => {
    const lock = { name: 'app/uv.lock', digest, bytes: 'verified' } as const;
    expect(said({ environment: 'python:3.12' }, 'environmentPinned')).toBe(false);
    expect(said({ environment: null }, 'environmentPinned')).toBeNull();
    expect(said({ environment: null, inputs: [lock] }, 'environmentPinned')).toBe(true);
    expect(said({ environment: null, inputs: [{ ...lock, digest: null }] }, 'environmentPinned')).toBeNull();
  });

  it('[R5] take a seed among the parameters', () => {
    expect(said({ seed: null, parameterNames: ['model.random_state'] }, 'seedRecorded')).toBe(true);
    expect(said({ seed: null }, 'seedRecorded')).toBeNull();
  });

  it('[R7] never become true by leaving out a fact', () => {
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const thing = { name: fc.constantFrom('a', 'uv.lock'), digest: maybe(fc.constant(digest)) };
    const state = fc.constantFrom(
      'verified' as const,
      'claimed' as const,
      'notAtHand' as const,
      'other' as const,
    );
    const facts: fc.Arbitrary<RunFacts> = fc.record({
      inputs: fc.array(fc.record({ ...thing, bytes: state }), { maxLength: 3 }),
      outputs: fc.array(fc.record(thing), { maxLength: 3 }),
      codeVersion: maybe(fc.constantFrom('4f2c9d1', 'main', '4f2c9d1-dirty', '4f2c9d1+')),
      workTree: maybe(fc.constantFrom('clean' as const, 'changed' as const)),
      environment: maybe(fc.constantFrom('python:3', `x@sha256:${digest}`)),
      parameterNames: fc.subarray(['seed', 'depth']),
      seed: maybe(fc.constant(1)),
    });
    const leavings: readonly ((all: RunFacts) => RunFacts)[] = [
      (all) => ({ ...all, codeVersion: null }),
      (all) => ({ ...all, workTree: null }),
      (all) => ({ ...all, environment: null }),
      (all) => ({ ...all, parameterNames: [] }),
      (all) => ({ ...all, seed: null }),
      (all) => ({
        ...all,
        inputs: all.inputs.map((each) => ({ ...each, digest: null, bytes: 'notAtHand' })),
      }),
      (all) => ({ ...all, inputs: all.inputs.map((each) => ({ ...each, bytes: 'notAtHand' })) }),
      (all) => ({ ...all, outputs: all.outputs.map((each) => ({ ...each, digest: null })) }),
    ];
    fc.assert(
      fc.property(facts, fc.constantFrom(...leavings), (all, leave) => {
        const [before, after] = [judgeRun(all), judgeRun(leave(all))];
        for (const [at, { holds }] of after.entries())
          if (before[at]!.holds !== true) expect(holds).not.toBe(true);
      }),
    );
  });
});

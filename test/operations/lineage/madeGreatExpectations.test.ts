import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Assertion } from '../../../src/lineage/claims';
import { sharedFolder } from '../../sharedFolder';
import { assertionsOf, madeFolder, readJson, understood } from './madeGraph';

const made = madeFolder('gx');

interface ExpectedResult {
  readonly type: string;
  readonly column: string | null;
  readonly severity?: string;
  readonly success: boolean;
  readonly element_count?: number;
  readonly missing_count?: number;
  readonly unexpected_count?: number;
  readonly observed_value?: unknown;
  readonly kwargs?: Readonly<Record<string, unknown>>;
  readonly raised?: boolean;
}

const figures = ['element_count', 'missing_count', 'unexpected_count', 'observed_value'] as const;

function shown({ assertion, column, severity, isSuccess, description, params }: Assertion): unknown {
  const { kwargs, result } = params as {
    readonly kwargs: unknown;
    readonly result: Readonly<Record<string, unknown>>;
  };
  const told = figures.map((name) => result[name] ?? null);
  const raised = description?.startsWith('could not run: ') ?? false;
  return [assertion, column ?? null, severity ?? null, isSuccess, told, kwargs, raised];
}

function expected(each: ExpectedResult): unknown {
  const told = figures.map((name) => each[name] ?? null);
  const { type, column, severity = null, success, kwargs, raised = false } = each;
  return [type, column ?? null, severity, success, told, kwargs, raised];
}

describe.skipIf(!sharedFolder)('results of Great Expectations', () => {
  const all = sharedFolder
    ? (readJson(made, 'EXPECT.json') as {
        results: readonly ExpectedResult[];
        project: { validations: readonly { file: string; success: boolean; suite: string }[] };
      })
    : { results: [], project: { validations: [] } };

  it('give every verdict with its figures, and who reported it', async () => {
    const { graph, failures, warnings } = await understood(path.join(made, 'validation_COMPLETE.json'));
    expect([failures, warnings]).toEqual([[], []]);
    const [run] = graph.runs;
    const [input] = run!.inputs;
    expect([run!.job.name, input!.dataset.name, run!.state]).toEqual([
      'orders_suite',
      'files/orders',
      'completed',
    ]);
    expect(input!.told.assertions?.reportedBy).toBe('Great Expectations');
    expect(assertionsOf(input!.told).map(shown)).toEqual(all.results.map(expected));
  });

  it.each(['BOOLEAN_ONLY', 'BASIC', 'SUMMARY'])('in the format %s have the same verdicts', async (format) => {
    const { graph } = await understood(path.join(made, `validation_${format}.json`));
    const told = assertionsOf(graph.runs[0]!.inputs[0]!.told);
    expect(told.map(({ assertion, column, isSuccess }) => [assertion, column ?? null, isSuccess])).toEqual(
      all.results.map(({ type, column, success }) => [type, column ?? null, success]),
    );
  });

  it('of a project are runs of its suites, each of its asset', async () => {
    const { graph, failures } = await understood(path.join(made, 'project'));
    expect(failures).toEqual([]);
    const runs = graph.runs.map((run) => [
      run.job.name,
      run.inputs.every(({ told }) => assertionsOf(told).every(({ isSuccess }) => isSuccess)),
    ]);
    const told = all.project.validations.map(({ suite, success }) => [suite, success]);
    expect(runs.map(String).sort()).toEqual(told.map(String).sort());
    expect(graph.datasets.map(({ name }) => name)).toContain('files/orders');
    const declared = graph.links.filter(({ origin }) => origin === 'declared').map(({ to }) => to.name);
    expect(declared.sort()).toEqual(['bad', 'empty', 'good']);
  });

  it('of 0.18 are the same runs, whether a checkpoint or its store tells of them', async () => {
    const old = path.join(made, 'old-0.18');
    const told = readJson(old, 'EXPECT.json') as {
      validations: readonly { suite: string; results: readonly ExpectedResult[] }[];
    };
    const store = await understood(path.join(old, 'gx'));
    const checkpoint = await understood(path.join(old, 'checkpoint_result.json'));
    expect([store.failures, checkpoint.failures]).toEqual([[], []]);
    expect(checkpoint.graph.runs.map(({ id }) => id)).toEqual(store.graph.runs.map(({ id }) => id));
    for (const { suite, results } of told.validations) {
      const run = store.graph.runs.find(({ job }) => job.name === suite);
      const ours = assertionsOf(run!.inputs[0]!.told);
      expect(ours.map(({ assertion, column, isSuccess }) => [assertion, column ?? null, isSuccess])).toEqual(
        results.map(({ type, column, success }) => [type, column ?? null, success]),
      );
    }
  });

  it.each(['checkpoint_pass.describe.json', 'checkpoint_fail.describe.json'])(
    '%s tells of the batch alone, which is the same asset where a result says so',
    async (name) => {
      const { graph, failures } = await understood(path.join(made, name), path.join(made, 'project'));
      expect(failures).toEqual([]);
      expect(graph.datasets.map((each) => each.names.map((own) => own.name))).toEqual([
        ['files-orders', 'files/orders'],
      ]);
      expect(assertionsOf(graph.datasets[0]!.told).length).toBeGreaterThan(0);
    },
  );
});

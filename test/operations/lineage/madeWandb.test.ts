import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../sharedFolder';
import { distinct, type GraphRun, madeFolder, readJson, understood } from './madeGraph';

const made = madeFolder('wandb');

interface ExpectedRun {
  readonly file: string;
  readonly run_id: string;
  readonly name: string;
  readonly project: string;
  readonly entity: string;
  readonly job_type: string | null;
  readonly group: string | null;
  readonly tags: readonly string[];
  readonly git: { readonly commit: string } | null;
  readonly start_time: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly history: readonly Readonly<Record<string, string>>[];
  readonly artifacts: readonly {
    readonly name: string;
    readonly type: string;
    readonly digest: string;
    readonly aliases: readonly string[];
    readonly manifest: { readonly contents: readonly { readonly path: string; readonly digest: string }[] };
  }[];
  readonly exit_code: number | null;
}

interface Expected {
  readonly runs: readonly ExpectedRun[];
  readonly local_files: Readonly<Record<string, { readonly md5_hex: string }>>;
  readonly artifact_entries: readonly {
    readonly artifact: string;
    readonly entry: string;
    readonly same_bytes_as: string | null;
    readonly run: string;
  }[];
}

/** Each metric as the records have it: step and value of each history item that is a number. */
function courseOf(history: ExpectedRun['history']): Record<string, unknown[]> {
  const courses: Record<string, unknown[]> = {};
  for (const items of history) {
    for (const [name, text] of Object.entries(items)) {
      const value = /^(?:NaN|-?Infinity)$/.test(text) ? text : (JSON.parse(text) as unknown);
      if (name.startsWith('_') || typeof value === 'object') continue;
      if (typeof value === 'string' && text.startsWith('"')) continue;
      (courses[name] ??= []).push([Number(items['_step']), value]);
    }
  }
  return courses;
}

const pointsOf = (run: GraphRun, names: readonly string[]): unknown =>
  Object.fromEntries(
    run.metrics
      .filter(({ name }) => names.includes(name))
      .map(({ name, points }) => [name, points.map(([step, , value]) => [step, value])]),
  );

describe.skipIf(!sharedFolder)('logs of runs of W&B', () => {
  it.each(['now', 'old'])('%s: each run with its settings, courses, artifacts and end', async (folder) => {
    const expected = readJson(made, folder, 'EXPECT.json') as Expected;
    const { graph, failures } = await understood(path.join(made, folder));
    expect(failures).toEqual([]);
    expect(graph.runs.map(({ id }) => id).sort()).toEqual(expected.runs.map((run) => run.run_id).sort());
    for (const told of expected.runs) {
      const run = graph.runs.find(({ id }) => id === told.run_id)!;
      const project = `${told.entity}/${told.project}`;
      expect(run.job.name).toBe(told.job_type === null ? project : `${project}/${told.job_type}`);
      expect(run.state).toBe({ '0': 'completed', null: 'unknown' }[String(told.exit_code)] ?? 'failed');
      expect(run.startedAt?.slice(0, 23)).toBe(told.start_time.slice(0, 23));
      expect(Object.fromEntries(run.parameters.map(({ name, value }) => [name, value]))).toEqual(told.config);
      const courses = courseOf(told.history);
      expect(pointsOf(run, Object.keys(courses))).toEqual(courses);
      const outputs = run.outputs.map(({ dataset, version }) => [dataset.name, version]);
      expect(distinct(outputs)).toEqual(
        distinct(told.artifacts.map(({ name, digest }) => [`${project}/${name}`, digest])),
      );
    }
  });

  it.each(['now', 'old'])('%s: files of artifacts are known by the MD5 of their bytes', async (folder) => {
    const expected = readJson(made, folder, 'EXPECT.json') as Expected;
    const { graph } = await understood(path.join(made, folder));
    for (const { artifact, entry, same_bytes_as: file, run } of expected.artifact_entries) {
      if (file === null) continue;
      const { project, entity } = expected.runs.find(({ run_id: id }) => id === run)!;
      const name = `${entity}/${project}/${artifact}/${entry}`;
      const dataset = graph.datasets.find((each) => each.name === name);
      expect([name, dataset?.versions.map(({ md5 }) => md5)]).toEqual([
        name,
        expect.arrayContaining([expected.local_files[file]!.md5_hex]),
      ]);
      expect(graph.links).toContainEqual(
        expect.objectContaining({ from: { namespace: 'wandb', name }, kind: 'derived' }),
      );
    }
  });

  it('a manifest alone goes by the digest that W&B gives its artifact', async () => {
    const { graph, failures } = await understood(path.join(made, 'manifest-prepare.json'));
    const { runs } = readJson(made, 'now/EXPECT.json') as Expected;
    const digest = runs
      .flatMap(({ artifacts }) => artifacts)
      .find(({ name }) => name === 'readings-clean')?.digest;
    expect(failures).toEqual([]);
    expect(graph.datasets.map(({ name }) => name)).toContain(`artifact@${digest}`);
    expect(graph.datasets).toHaveLength(5);
  });
});

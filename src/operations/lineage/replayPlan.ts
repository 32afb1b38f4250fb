import { lastClaim } from '../../lineage/claims';
import type { Json } from '../../lib/json';
import type { Observation } from '../../lineage/records';
import type { RunView, Workspace } from '../core/workspace';

/** One run to make again. */
export interface ReplayStep {
  readonly job: string;
  readonly run: string;
  /** What sources say of the job; some tools put the command there. */
  readonly description: string | null;
  /** As a source told it; null where none did. */
  readonly command: string | null;
  readonly codeVersion: string | null;
  readonly environment: string | null;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly seed: number | null;
  readonly inputs: readonly ReplayThing[];
  readonly outputs: readonly ReplayThing[];
}

/** Something that is read or written, by its name and SHA-256. */
export interface ReplayThing {
  readonly name: string;
  readonly digest: string | null;
}

/** The runs in an order in which each comes after those that wrote what it reads. */
export function replayPlan(workspace: Workspace, runs: readonly RunView[]): readonly ReplayStep[] {
  const writers = new Map<string, RunView[]>();
  for (const run of runs)
    for (const { snapshotId } of run.outputs)
      if (snapshotId !== null) writers.set(snapshotId, [...(writers.get(snapshotId) ?? []), run]);
  const ordered: RunView[] = [];
  const begun = new Set<RunView>();
  // The deepest chain may be long: no call goes into another.
  const stack = runs.toReversed().map((run) => ({ run, isReady: false }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.isReady) ordered.push(top.run);
    else if (!begun.has(top.run)) {
      begun.add(top.run);
      stack.push({ run: top.run, isReady: true });
      for (const { snapshotId } of top.run.inputs)
        for (const run of snapshotId === null ? [] : (writers.get(snapshotId) ?? []))
          if (!begun.has(run)) stack.push({ run, isReady: false });
    }
  }
  return ordered.map((run) => stepOf(workspace, run));
}

function stepOf(workspace: Workspace, { run, job, inputs, outputs }: RunView): ReplayStep {
  const claims = [...(workspace.jobs.get(job.id)?.claims ?? []), ...(run.claims ?? [])];
  const code = lastClaim(claims, 'code');
  const isShell = code?.language === undefined || /^(?:sh|bash|shell)$/i.test(code.language);
  const thing = ({ artifactId, snapshotId }: Observation): ReplayThing => ({
    name: workspace.artifacts.get(artifactId)?.name ?? artifactId,
    digest: (snapshotId === null ? undefined : workspace.snapshots.get(snapshotId)?.snapshot.digest) ?? null,
  });
  const { id, codeVersion, environment, parameters, seed } = run;
  return {
    job: job.name,
    description: job.description,
    run: id,
    command: code && isShell ? code.text : null,
    codeVersion,
    environment,
    parameters,
    seed,
    inputs: inputs.map(thing),
    outputs: outputs.map(thing),
  };
}

/** A plan as a shell script: it checks the inputs of each step, and stops where a command is not known. */
export function replayScript(steps: readonly ReplayStep[]): string {
  const body = steps.flatMap((step, at) => [
    '',
    `# ${at + 1} of ${steps.length}: ${plain(step.job)}, run ${plain(step.run)}`,
    ...notesOf(step).map((note) => `# ${plain(note)}`),
    ...step.inputs.flatMap(({ name, digest }) =>
      digest === null ? [] : [`printf '%s  %s\\n' ${digest} ${quoted(name)} | sha256sum -c -`],
    ),
    step.command === null
      ? `echo ${quoted(`no command is recorded of ${plain(step.job)}`)} >&2; exit 2`
      : step.command.trimEnd(),
    ...step.outputs.map(({ name, digest }) => `# wrote ${plain(name)}${digest === null ? '' : ` ${digest}`}`),
  ]);
  return ['#!/bin/sh', 'set -eu', ...body, ''].join('\n');
}

/** A plan as Markdown. */
export function replayMarkdown(steps: readonly ReplayStep[]): string {
  const body = steps.flatMap((step, at) => [
    `## ${at + 1}. ${plain(step.job)}`,
    '',
    ...[`run ${step.run}`, ...notesOf(step)].map((note) => `- ${plain(note)}`),
    ...step.inputs.map(({ name, digest }) => `- reads ${plain(name)}: ${digest ?? 'digest not known'}`),
    ...step.outputs.map(({ name, digest }) => `- writes ${plain(name)}: ${digest ?? 'digest not known'}`),
    '',
    ...(step.command === null
      ? ['No command is recorded.']
      : ['~~~~sh', step.command.replaceAll(/^~{4}/gm, ' ~~~~').trimEnd(), '~~~~']),
    '',
  ]);
  return ['# Replay plan', '', ...body].join('\n');
}

function notesOf({ description, codeVersion, environment, parameters, seed }: ReplayStep): readonly string[] {
  return [
    ...(description === null ? [] : [`described as: ${description}`]),
    `code: ${codeVersion ?? 'not recorded'}`,
    `environment: ${environment ?? 'not recorded'}`,
    ...Object.entries(parameters).map(([name, value]) => `parameter ${name} = ${JSON.stringify(value)}`),
    ...(seed === null ? [] : [`seed: ${seed}`]),
  ];
}

/** On one line: a name may hold what ends a comment. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what must not stand in a comment
  return text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

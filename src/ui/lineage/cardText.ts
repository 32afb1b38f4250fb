import type { RunState } from '../../lineage/records';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { standingOf } from '../contracts/waiverWords';
import { formatBytes, formatCounted, formatDuration, formatFigure } from '../shared/format';
import { kindNames } from '../shared/kindNames';
import { kindOf, metricsOf, type NodeSubject, titleOf } from './nodeFacts';

/** The second line of a card, part by part: version, semantic version, rows or the first metric; for jobs, their runs. */
export function cardDetails(workspace: Workspace, subject: NodeSubject): readonly string[] {
  switch (subject.type) {
    case 'artifact':
    case 'snapshot': {
      if (!subject.snapshot) return ['no version yet'];
      const [metric] = metricsOf(workspace, subject);
      return [
        `v${subject.snapshot.snapshot.sequence}`,
        ...(subject.snapshot.semanticVersion ? [subject.snapshot.semanticVersion.version] : []),
        ...(metric ? [`${metric[0]} ${formatFigure(metric[1])}`] : sizeInWords(workspace, subject.snapshot)),
      ];
    }
    case 'job':
      return [subject.job.runs.length === 0 ? 'no run yet' : formatCounted(subject.job.runs.length, 'run')];
    case 'run':
      return [
        `run ${shortRunId(subject.run.run.id)}`,
        ...(subject.run.durationMs === null ? [] : [formatDuration(subject.run.durationMs)]),
      ];
  }
}

/** The state of a run, or of a job's last run. */
export function runStateOf(subject: NodeSubject): RunState | null {
  if (subject.type === 'run') return subject.run.run.state;
  return subject.type === 'job' ? (subject.job.runs.at(-1)?.run.state ?? null) : null;
}

/**
 * The aliases that stand on a snapshot; of an artifact all of its own, each with its version where that is not the latest:
 * `production`, `champion v5`.
 */
export function aliasesOn(subject: NodeSubject): readonly string[] {
  if (subject.type === 'snapshot') return subject.snapshot.aliases;
  if (subject.type !== 'artifact') return [];
  const { snapshots } = subject.artifact;
  return snapshots
    .toReversed()
    .flatMap(({ aliases, snapshot }) =>
      aliases.map((name) =>
        snapshot === snapshots.at(-1)?.snapshot ? name : `${name} v${snapshot.sequence}`,
      ),
    );
}

/** What a screen reader says of a node: name, kind, version. */
export function spokenName(workspace: Workspace, subject: NodeSubject): string {
  const state = runStateOf(subject);
  return [
    titleOf(subject),
    kindNames[kindOf(subject)].toLowerCase(),
    ...cardDetails(workspace, subject),
    ...aliasesOn(subject),
    ...verdictOn(subject),
    ...(state === null ? [] : [subject.type === 'job' ? `last run ${state}` : state]),
  ].join(', ');
}

/** What its contract says of the version that is shown, where that is no pass. */
function verdictOn(subject: NodeSubject): string[] {
  if (!('artifact' in subject)) return [];
  const verdict = subject.snapshot?.verdict;
  if (!verdict || verdict.verdict === 'pass') return [];
  const { isWaived } = standingOf(verdict, subject.artifact.waivers, Date.now());
  return [`its contract says ${verdict.verdict}${isWaived ? ', which is waived' : ''}`];
}

/** The first characters of a run's id: enough to tell the runs of a job apart. */
export function shortRunId(id: string): string {
  return id.slice(0, 4);
}

function sizeInWords(workspace: Workspace, view: SnapshotView): string[] {
  if (view.reading) return [formatCounted(view.reading.rowCount, 'row')];
  if (view.failedReading) return ['table not read'];
  const { snapshot } = view;
  if (snapshot.content === 'directory' && snapshot.digest !== null) {
    const manifest = workspace.manifests.get(snapshot.digest);
    if (manifest) return [formatCounted(manifest.entries.length, 'file')];
  }
  return snapshot.byteLength === null ? [] : [formatBytes(snapshot.byteLength)];
}

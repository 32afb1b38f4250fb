import type { GuardrailAction } from '../../gates/guardrail';
import { actionOf, type DecisionTable, defaultDecisions, escalateFrom } from '../../gates/privacy/decide';
import { recogniserVersion } from '../../gates/privacy/kinds';
import type { PersonalFinding } from '../../gates/privacy/personalFinding';
import type { ColumnFindings } from '../../gates/privacy/recogniseTable';
import type { GraphKind } from '../../lineage/graph';
import type { JobId } from '../../lineage/records';
import { flowTags } from '../../lineage/tagFlow';
import type { TagFlow, TagRemoval, TagSeed } from '../../lineage/tags';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { ArtifactView, PersonalDecision, SnapshotView, Workspace } from '../core/workspace';

/** What the recognisers found in the table of a reading; undefined while that is not known. */
export type FindingsOf = (readingKey: string) => readonly ColumnFindings[] | undefined;

/** A finding with what it asks for, and what a person said of it. */
export interface DecidedFinding extends PersonalFinding {
  readonly column: string;
  readonly action: GuardrailAction;
  /** The latest of this version and those of its artifact; null where nobody said anything. */
  readonly decision: PersonalDecision | null;
  /** It was decided over what another version of the recogniser found: it asks again. */
  readonly isOutdated: boolean;
}

/** The findings of a version, with what people said of them in any version of its artifact. Rule [S11]. */
export function decidedFindings(
  artifact: ArtifactView,
  columns: readonly ColumnFindings[],
  table: DecisionTable = defaultDecisions,
): readonly DecidedFinding[] {
  const decisions = artifact.snapshots
    .flatMap(({ personalData }) => personalData)
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  return columns.flatMap(({ name, findings }) =>
    findings.map((finding) => {
      const decision = decisions.findLast(({ column, of }) => column === name && of === finding.kind) ?? null;
      const isOutdated = decision !== null && decision.recogniserVersion !== recogniserVersion;
      const isSettled = decision !== null && !isOutdated;
      return {
        ...finding,
        column: name,
        action: isSettled ? 'allow' : actionOf(finding, table),
        decision,
        isOutdated,
      };
    }),
  );
}

/** Whether a finding tags its column: it escalates, or a person confirmed it, and nobody rejected it. */
export function isTagging({ score, decision, isOutdated }: DecidedFinding): boolean {
  if (decision !== null && !isOutdated) return decision.says === 'confirmed';
  return score >= escalateFrom;
}

/** Where personal data goes in a graph: from each version in which it is found. An artifact has what any of its versions has. Rule [S12]. */
export function personalFlow(workspace: Workspace, kind: GraphKind, findingsOf: FindingsOf): TagFlow {
  const graph = workspace.graph(kind);
  const observations = new Map(workspace.observations.map((each) => [each.id, each]));
  return flowTags(
    graph,
    { observationOf: (id) => observations.get(id), derivations: workspace.derivations },
    seedsOf(workspace, kind, findingsOf),
    removalsOf(workspace),
  );
}

function seedsOf(workspace: Workspace, kind: GraphKind, findingsOf: FindingsOf): readonly TagSeed[] {
  const { indexOf } = workspace.graph(kind);
  const seeds: TagSeed[] = [];
  for (const artifact of workspace.artifacts.values()) {
    for (const version of artifact.snapshots) {
      const key = kind === 'definition' ? (`artifact:${artifact.artifact.id}` as const) : keyOf(version);
      const node = indexOf.get(key);
      const found = version.reading && findingsOf(version.reading.key);
      if (node === undefined || !found) continue;
      for (const finding of decidedFindings(artifact, found))
        if (isTagging(finding))
          seeds.push({ node, column: finding.column, tag: finding.kind, certainty: 'certain' });
    }
  }
  return seeds;
}

const keyOf = ({ snapshot }: SnapshotView): `snapshot:${string}` => `snapshot:${snapshot.id}`;

/** That a job removes a tag, as a person declared it. */
export interface DeclaredRemoval extends TagRemoval {
  readonly reason: string;
}

/** What jobs are declared to remove: the last word of each job and tag holds. */
export function removalsOf(workspace: Workspace): readonly DeclaredRemoval[] {
  const latest = new Map<string, DeclaredRemoval | null>();
  for (const { says, jobId, tag, reason } of inOrderOfChange(workspace.decisions)) {
    if (says !== 'removes' || jobId === null || tag === undefined) continue;
    const own = jobOf(workspace, jobId);
    latest.set(JSON.stringify([own, tag]), reason ? { jobId: own, tag, reason } : null);
  }
  return [...latest.values()].filter((each) => each !== null);
}

/** A job that was joined with others since goes by what stands for them. */
function jobOf(workspace: Workspace, jobId: JobId): JobId {
  if (workspace.jobs.has(jobId)) return jobId;
  for (const { runs, job } of workspace.jobs.values())
    if (runs.some(({ run }) => run.jobId === jobId)) return job.id;
  return jobId;
}

import { Fragment, useMemo } from 'react';

import type { NodeKey } from '../../lineage/graph';
import type { Observation } from '../../lineage/records';
import type { RunView, SnapshotView } from '../../operations/workspace';
import { shortDigest } from '../../versioning/digest';
import { shortRunId } from '../lineage/cardText';
import { nameOfKey, type NodeSubject } from '../lineage/nodeFacts';
import { formatCounted } from '../shared/format';
import { formatDay } from '../shared/formatTime';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';
import { NodeLink } from './NodeLink';
import { type ProvenanceStep, provenanceSteps } from './provenance';

const atMost = 100;

/** Who made it, what from, when, and so on back to what nobody made: sentences, each part a link. */
export function ProvenanceTab({ subject }: { readonly subject: NodeSubject }) {
  const { workspace } = useInspector();
  const steps = useMemo(() => {
    const start =
      subject.type === 'run'
        ? subject.run.outputs.flatMap(({ snapshotId }) => (snapshotId === null ? [] : [snapshotId]))
        : 'artifact' in subject && subject.snapshot
          ? [subject.snapshot.snapshot.id]
          : [];
    return provenanceSteps(workspace, start);
  }, [workspace, subject]);
  if (steps.length === 0) return <p className={classes.quiet}>No version of it is known, so nothing is known of its making.</p>;
  return (
    <>
      <ol className={classes.chain}>
        {steps.slice(0, atMost).map((step) => (
          <li key={step.view.snapshot.id} className={classes.step} data-depth={step.depth}>
            {step.maker ? <Made step={step} maker={step.maker} /> : <Came view={step.view} />}
          </li>
        ))}
      </ol>
      {steps.length > atMost && (
        <p className={classes.quiet}>
          {formatCounted(steps.length - atMost, 'further version')}: the list view of the version graph shows all.
        </p>
      )}
    </>
  );
}

function Made({ step: { view }, maker: { run, job, inputs, time } }: { readonly step: ProvenanceStep; readonly maker: RunView }) {
  return (
    <>
      <Named to={`snapshot:${view.snapshot.id}`} /> was made by{' '}
      <NodeLink to={`run:${run.id}`}>run {shortRunId(run.id)}</NodeLink> of{' '}
      <NodeLink to={`job:${job.id}`}>{job.name}</NodeLink>
      {inputs.length > 0 && ' from '}
      {inputs.map((input, place) => (
        <Fragment key={input.id}>
          {place > 0 && (place === inputs.length - 1 ? ' and ' : ', ')}
          <Named to={keyOf(input)} />
        </Fragment>
      ))}
      {run.codeVersion !== null && (
        <>
          , code <code className={classes.code} title={run.codeVersion}>{shortCode(run.codeVersion)}</code>
        </>
      )}
      , {formatDay(run.endedAt ?? time)}
      {run.actor !== null && ` by ${run.actor}`}.
    </>
  );
}

function Came({ view: { snapshot, owner } }: { readonly view: SnapshotView }) {
  const { source } = snapshot;
  const how =
    source.kind === 'drop'
      ? `was dropped as ${source.path}`
      : source.kind === 'import'
        ? `came with an import from ${source.format}`
        : 'was entered by hand';
  return (
    <>
      <Named to={`snapshot:${snapshot.id}`} /> {how}, {formatDay(snapshot.createdAt)}
      {owner !== null && ` by ${owner}`}
      {snapshot.digest !== null && (
        <>
          , bytes <code className={classes.code} title={snapshot.digest}>{shortDigest(snapshot.digest)}</code>
        </>
      )}
      . No run that made it is known.
    </>
  );
}

function Named({ to }: { readonly to: NodeKey }) {
  const { workspace } = useInspector();
  return <NodeLink to={to}>{nameOfKey(workspace, to)}</NodeLink>;
}

function keyOf({ snapshotId, artifactId }: Observation): NodeKey {
  return snapshotId === null ? `artifact:${artifactId}` : `snapshot:${snapshotId}`;
}

/** A commit's first seven characters; other names of versions whole. */
function shortCode(version: string): string {
  return /^[0-9a-f]{12,}$/.test(version) ? version.slice(0, 7) : version;
}

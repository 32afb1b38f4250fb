import { Fragment, type ReactNode, useMemo } from 'react';

import type { NodeKey } from '../../lineage/graph';
import { provenanceOf, type ProvenanceStep } from '../../operations/lineage/provenance';
import type { RunView, Workspace } from '../../operations/core/workspace';
import { shortDigest } from '../../versioning/digest';
import type { SnapshotId } from '../../versioning/records';
import { shortRunId } from '../lineage/cardText';
import { nameOfKey, type NodeSubject } from '../lineage/nodeFacts';
import { formatCounted } from '../shared/format';
import { formatDay } from '../shared/formatTime';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';
import { NodeLink } from './NodeLink';

const atMost = 100;

/** Who made it, what from, when, and so on back to what came from outside: sentences, each part a link. */
export function ProvenanceTab({ subject }: { readonly subject: NodeSubject }) {
  const { workspace } = useInspector();
  const steps = useMemo(() => chainOf(workspace, subject), [workspace, subject]);
  if (steps.length === 0) {
    return <p className={classes.quiet}>No version of it is known, so nothing is known of its making.</p>;
  }
  return (
    <>
      <ol className={classes.chain}>
        {steps.slice(0, atMost).map((step) => (
          <li key={step.view.snapshot.id} className={classes.step} data-hops={step.hops}>
            {step.madeBy.length > 0 ? <Made step={step} /> : <Came step={step} />}
          </li>
        ))}
      </ol>
      {steps.length > atMost && (
        <p className={classes.quiet}>
          {formatCounted(steps.length - atMost, 'further version')}: the list view of the version graph shows
          all.
        </p>
      )}
    </>
  );
}

/** The chain behind a version, or behind all that a run wrote, each version once. */
function chainOf(workspace: Workspace, subject: NodeSubject): readonly ProvenanceStep[] {
  const steps = new Map<SnapshotId, ProvenanceStep>();
  for (const id of startsOf(subject)) {
    for (const step of provenanceOf(workspace, id)) {
      const known = steps.get(step.view.snapshot.id);
      if (!known || step.hops < known.hops) steps.set(step.view.snapshot.id, step);
    }
  }
  return [...steps.values()].sort((a, b) => a.hops - b.hops);
}

function startsOf(subject: NodeSubject): readonly SnapshotId[] {
  if (subject.type === 'run') {
    return subject.run.outputs.flatMap(({ snapshotId }) => (snapshotId === null ? [] : [snapshotId]));
  }
  return subject.type !== 'job' && subject.snapshot ? [subject.snapshot.snapshot.id] : [];
}

function Made({ step: { view, madeBy, from } }: { readonly step: ProvenanceStep }) {
  const sources = new Map<NodeKey, string>();
  for (const { artifact, snapshot, request } of from) {
    if (snapshot) sources.set(`snapshot:${snapshot.snapshot.id}`, request);
    else sources.set(`artifact:${artifact.artifact.id}`, 'version not recorded');
  }
  return (
    <>
      <Named to={`snapshot:${view.snapshot.id}`} /> was made by{' '}
      <Joined parts={madeBy.map((run) => [run.run.id, <RunNamed key={run.run.id} run={run} />])} />
      {sources.size > 0 && ' from '}
      <Joined
        parts={[...sources].map(([key, aside]) => [
          key,
          <Fragment key={key}>
            <Named to={key} />
            {aside !== '' && ` (${aside})`}
          </Fragment>,
        ])}
      />
      {madeBy.map(({ run, time }) => (
        <Fragment key={run.id}>
          {run.codeVersion !== null && (
            <>
              , code{' '}
              <code className={classes.code} title={run.codeVersion}>
                {shortCode(run.codeVersion)}
              </code>
            </>
          )}
          , {formatDay(run.endedAt ?? time)}
          {run.actor !== null && ` by ${run.actor}`}
        </Fragment>
      ))}
      .
    </>
  );
}

function RunNamed({ run: { run, job } }: { readonly run: RunView }) {
  return (
    <>
      <NodeLink to={`run:${run.id}`}>run {shortRunId(run.id)}</NodeLink> of{' '}
      <NodeLink to={`job:${job.id}`}>{job.name}</NodeLink>
    </>
  );
}

function Came({ step: { view } }: { readonly step: ProvenanceStep }) {
  const { snapshot, owner } = view;
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
          , bytes{' '}
          <code className={classes.code} title={snapshot.digest}>
            {shortDigest(snapshot.digest)}
          </code>
        </>
      )}
      . No run that made it is known.
    </>
  );
}

/** `a, b and c` */
function Joined({ parts }: { readonly parts: readonly (readonly [string, ReactNode])[] }) {
  return parts.map(([key, part], place) => (
    <Fragment key={key}>
      {place > 0 && (place === parts.length - 1 ? ' and ' : ', ')}
      {part}
    </Fragment>
  ));
}

function Named({ to }: { readonly to: NodeKey }) {
  const { workspace } = useInspector();
  return <NodeLink to={to}>{nameOfKey(workspace, to)}</NodeLink>;
}

/** A commit's first seven characters; other names of versions whole. */
function shortCode(version: string): string {
  return /^[0-9a-f]{12,}$/.test(version) ? version.slice(0, 7) : version;
}

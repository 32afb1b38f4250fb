import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';

import {
  exactSnapshotsBehind,
  modelsThatSaw,
  type RelatedSnapshot,
} from '../../operations/lineage/provenance';
import type { SnapshotView } from '../../operations/core/workspace';
import { Digest } from '../shared/Digest';
import { formatCounted } from '../shared/format';
import { KindIcon } from '../shared/KindIcon';
import { nameOfKey } from '../lineage/nodeFacts';
import { Section } from './Facts';
import classes from './Inspector.module.css';
import { useInspector } from './inspectorContext';
import { NodeLink } from './NodeLink';

/** For a model or endpoint: the exact snapshots it was built from, with their digests to copy. */
export function ExactSnapshots({ snapshot }: { readonly snapshot: SnapshotView }) {
  const { workspace } = useInspector();
  const { snapshots: behind, unknownVersions } = useMemo(
    () => exactSnapshotsBehind(workspace, snapshot.snapshot.id),
    [workspace, snapshot],
  );
  const lines = behind
    .map(
      ({ view }) =>
        `${view.snapshot.digest ?? 'digest not known'}  ${nameOfKey(workspace, `snapshot:${view.snapshot.id}`)}`,
    )
    .join('\n');
  return (
    <Section
      title="Built from exactly"
      count={behind.length === 0 ? 'nothing recorded' : formatCounted(behind.length, 'snapshot')}
      action={
        behind.length > 0 && (
          <CopyButton value={lines}>
            {({ copied, copy }) => (
              <Button
                size="compact-xs"
                variant="default"
                leftSection={
                  copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />
                }
                onClick={copy}
              >
                {copied ? 'Copied' : 'Copy all'}
              </Button>
            )}
          </CopyButton>
        )
      }
    >
      {behind.length === 0 && (
        <p className={classes.quiet}>
          No run that made it names its inputs. Record the run, or import its lineage.
        </p>
      )}
      <RelatedList related={behind} />
      {unknownVersions.length > 0 && (
        <p className={classes.warning}>
          Read in a version that nobody recorded: {unknownVersions.map(({ name }) => name).join(', ')}.
        </p>
      )}
    </Section>
  );
}

/** For data: every model and endpoint whose making it had a part in. */
export function SeenBy({ snapshot }: { readonly snapshot: SnapshotView }) {
  const { workspace } = useInspector();
  const seen = useMemo(() => modelsThatSaw(workspace, snapshot.snapshot.id), [workspace, snapshot]);
  return (
    <Section
      title="Models and endpoints that saw it"
      count={seen.length === 0 ? 'none known' : String(seen.length)}
    >
      <RelatedList related={seen} />
    </Section>
  );
}

function RelatedList({ related }: { readonly related: readonly RelatedSnapshot[] }) {
  const { workspace } = useInspector();
  return (
    <ul className={classes.nodes}>
      {related.map(({ view, artifact }) => (
        <li key={view.snapshot.id} className={classes.end}>
          <KindIcon kind={artifact.artifact.kind} size={14} />
          <NodeLink to={`snapshot:${view.snapshot.id}`}>
            {nameOfKey(workspace, `snapshot:${view.snapshot.id}`)}
          </NodeLink>
          <span className={classes.sectionAction}>
            <Digest digest={view.snapshot.digest} label="SHA-256" />
          </span>
        </li>
      ))}
    </ul>
  );
}

import { Button, TextInput } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMemo, useState } from 'react';

import { standsBefore } from '../../operations/core/aliases';
import { downstreamArtifacts, versionsMadeFrom } from '../../operations/releases/rollbackImpact';
import { useServices } from '../../state/services';
import { AliasBadge } from '../shared/AliasBadge';
import { formatCounted } from '../shared/format';
import { KindIcon } from '../shared/KindIcon';
import { MiddleCut } from '../shared/MiddleCut';
import { TextLink } from '../shared/TextLink';
import { useEdit } from '../shared/useEdit';
import { Difference } from './Difference';
import { focusAliases, seenAlias, type ReleaseSubject } from './releaseContext';
import classes from './Releases.module.css';
import { versionWords } from './releaseWords';
import { useDraft } from './useDraft';

const shownDownstream = 6;

/** Back to where the alias was before: what moves, what sees it, what differs, and one button. */
export function RollbackSection({ subject }: { readonly subject: ReleaseSubject }) {
  const services = useServices();
  const edit = useEdit();
  const { artifact, aliasName, alias, now } = subject;
  const [reason, setReason] = useDraft(alias?.moves.at(-1)?.id ?? 'none', '');
  const [isMoving, setIsMoving] = useState(false);
  const before = alias && standsBefore(alias);
  const target = artifact.snapshots.find(({ snapshot }) => snapshot.id === before) ?? null;
  if (!alias || !target) {
    return (
      <section className={classes.card} aria-label="Roll back">
        <h2 className={classes.heading}>Roll back</h2>
        <p className={classes.quiet}>
          {alias
            ? `${aliasName} was on no other version before its last move.`
            : 'Once the alias has moved, one click here moves it back.'}
        </p>
      </section>
    );
  }
  const rollBack = async (): Promise<void> => {
    setIsMoving(true);
    const moved = await edit(`${aliasName} rolled back to ${versionWords(target)}`, () =>
      services.releases.rollback(seenAlias(subject), reason.trim() === '' ? null : reason.trim()),
    );
    setIsMoving(false);
    if (moved) focusAliases();
  };
  return (
    <section className={classes.card} aria-label="Roll back">
      <h2 className={classes.heading}>Roll back</h2>
      <p className={classes.moves}>
        <AliasBadge name={aliasName} /> moves from {now ? <strong>{versionWords(now)}</strong> : 'no version'}{' '}
        back to <strong>{versionWords(target)}</strong>.
      </p>
      <Downstream subject={subject} />
      {now && <Difference workspace={subject.workspace} from={now} to={target} />}
      <TextInput
        size="xs"
        aria-label="Reason of the rollback"
        placeholder="Reason, optional"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        fullWidth
        mt={8}
        variant="default"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        loading={isMoving}
        onClick={() => void rollBack()}
      >
        Roll back to v{target.snapshot.sequence}
      </Button>
      <p className={classes.note}>You can reverse this.</p>
    </section>
  );
}

function Downstream({ subject }: { readonly subject: ReleaseSubject }) {
  const { workspace, artifact, now } = subject;
  const downstream = useMemo(
    () => downstreamArtifacts(workspace, artifact.artifact.id),
    [workspace, artifact],
  );
  const madeFrom = useMemo(() => (now ? versionsMadeFrom(workspace, now.snapshot.id) : []), [workspace, now]);
  if (downstream.length === 0) {
    return <p className={classes.quiet}>Nothing downstream is known to read it.</p>;
  }
  const rest = downstream.length - shownDownstream;
  return (
    <div className={classes.impact}>
      <div className={classes.small}>
        {formatCounted(downstream.length, 'artifact')} downstream {downstream.length === 1 ? 'sees' : 'see'}{' '}
        it
        {now && madeFrom.length > 0
          ? `; ${formatCounted(madeFrom.length, 'version')} ${madeFrom.length === 1 ? 'was' : 'were'} made from v${now.snapshot.sequence}`
          : ''}
      </div>
      <ul className={classes.plain}>
        {downstream.slice(0, shownDownstream).map((view) => (
          <li key={view.artifact.id} className={classes.downstream}>
            <KindIcon kind={view.artifact.kind} size={15} />
            <TextLink
              to="/artifacts/$artifactId"
              params={{ artifactId: view.artifact.id }}
              inherit
              style={{ minWidth: 0, display: 'flex' }}
            >
              <MiddleCut text={view.name} />
            </TextLink>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <TextLink to="/lineage" search={{ focus: `artifact:${artifact.artifact.id}` }} size="xs">
          and {rest} more in the lineage
        </TextLink>
      )}
    </div>
  );
}

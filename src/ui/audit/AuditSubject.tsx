import { auditSubjects, type AuditLog } from '../../operations/audit/auditLog';
import type { Workspace } from '../../operations/core/workspace';
import type { ArtifactId, AuditEntry } from '../../versioning/records';
import { formatCount } from '../shared/format';
import { MiddleCut } from '../shared/MiddleCut';
import { TextLink } from '../shared/TextLink';
import classes from './Audit.module.css';

interface AuditSubjectProps {
  readonly log: AuditLog;
  readonly workspace: Workspace;
  readonly entry: AuditEntry;
  /** How many are named before the rest is counted. */
  readonly limit?: number;
}

/** Links to what an entry is about: the run that it recorded, else the artifacts that it touched. */
export function AuditSubject({ log, workspace, entry, limit = 1 }: AuditSubjectProps) {
  const { artifactIds, runIds } = auditSubjects(log, entry);
  const isRun = entry.action === 'recordRun' && runIds.length > 0;
  const count = isRun ? runIds.length : artifactIds.length;
  return (
    <span className={classes.subjects}>
      {isRun
        ? runIds.slice(0, limit).map((id) => {
            const name = `run of ${log.runNames.get(id) ?? id}`;
            return workspace.runs.has(id) ? (
              <TextLink key={id} to="/runs/$runId" params={{ runId: id }} inherit className={classes.above}>
                <MiddleCut text={name} />
              </TextLink>
            ) : (
              <Withdrawn key={id} name={name} />
            );
          })
        : artifactIds
            .slice(0, limit)
            .map((id) => (
              <ArtifactLink key={id} id={id} name={log.artifactNames.get(id) ?? id} workspace={workspace} />
            ))}
      {count > limit && <span className={classes.more}>and {formatCount(count - limit)} more</span>}
    </span>
  );
}

interface ArtifactLinkProps {
  readonly id: ArtifactId;
  readonly name: string;
  readonly workspace: Workspace;
}

function ArtifactLink({ id, name, workspace }: ArtifactLinkProps) {
  if (!workspace.artifacts.has(id)) return <Withdrawn name={name} />;
  return (
    <TextLink to="/artifacts/$artifactId" params={{ artifactId: id }} inherit className={classes.above}>
      <MiddleCut text={name} />
    </TextLink>
  );
}

function Withdrawn({ name }: { readonly name: string }) {
  return (
    <span className={classes.withdrawn} title="Undone since">
      <MiddleCut text={name} />
    </span>
  );
}

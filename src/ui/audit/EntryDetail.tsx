import { Button, Group } from '@mantine/core';

import { undoStateOf, type AuditLog } from '../../operations/audit/auditLog';
import { bytesChangedBy, changedBy } from '../../operations/core/changeOfEntry';
import type { NameOfActor } from '../../operations/audit/auditLogFilter';
import {
  auditChanges,
  auditDigest,
  auditFacts,
  type AuditChange,
} from '../../operations/audit/auditLogWords';
import type { Workspace } from '../../operations/core/workspace';
import type { AuditEntry } from '../../versioning/records';
import { CopyButton } from '../shared/CopyButton';
import { Digest } from '../shared/Digest';
import { Facts } from '../shared/Facts';
import { formatCount } from '../shared/format';
import classes from './Audit.module.css';
import { AuditSubject } from './AuditSubject';
import { RecordedTime } from './RecordedTime';

interface EntryDetailProps {
  readonly log: AuditLog;
  readonly workspace: Workspace;
  readonly entry: AuditEntry;
  readonly nameOf: NameOfActor;
  readonly undo: (entry: AuditEntry) => void;
}

/** All that an entry says. */
export function EntryDetail({ log, workspace, entry, nameOf, undo }: EntryDetailProps) {
  const digest = auditDigest(entry);
  const changes = auditChanges(log, entry);
  const facts = auditFacts(entry);
  const who = nameOf(entry.actor);
  return (
    <>
      <Facts
        facts={[
          ['Number', formatCount(entry.sequence)],
          ['When', <RecordedTime key="when" at={entry.recordedAt} isWhole />],
          ['Who', who === entry.actor ? who : `${who} (${entry.actor})`],
          ['About', <AuditSubject key="about" log={log} workspace={workspace} entry={entry} limit={20} />],
          ['Digest', digest === null ? null : <Digest key="digest" digest={digest} />],
          ['Undo', <UndoState key="undo" log={log} entry={entry} undo={undo} />],
        ]}
      />
      {changes.length > 0 && <Changes changes={changes} />}
      {facts.length > 0 && (
        <section aria-label="Details">
          <h3 className={classes.section}>Details</h3>
          <Facts facts={facts} />
        </section>
      )}
      <section aria-label="In the chain">
        <h3 className={classes.section}>In the chain</h3>
        <Facts
          facts={[
            ['Hash', <Digest key="hash" digest={entry.hash} label="hash" />],
            ['Hash before', <Digest key="before" digest={entry.previousHash} label="previous hash" />],
          ]}
        />
      </section>
      <Raw entry={entry} />
    </>
  );
}

function UndoState({ log, entry, undo }: Pick<EntryDetailProps, 'log' | 'entry' | 'undo'>) {
  const state = undoStateOf(log, entry);
  if (state === 'undone') return 'undone since';
  if (state === 'nothing') return 'it made nothing that can be undone';
  const bytes = bytesChangedBy(entry);
  const noun = bytes ? 'file' : 'record';
  const count = bytes?.digests.length ?? changedBy(entry).targets.length;
  return (
    <Button size="compact-sm" variant="default" onClick={() => undo(entry)}>
      {`Undo ${formatCount(count)} ${count === 1 ? noun : `${noun}s`}`}
    </Button>
  );
}

function Changes({ changes }: { readonly changes: readonly AuditChange[] }) {
  return (
    <section aria-label="Before and after">
      <h3 className={classes.section}>Before and after</h3>
      <table className={classes.changes}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ what, before, after }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{before ?? <span className={classes.nothing}>nothing</span>}</td>
              <td>{after ?? <span className={classes.nothing}>nothing</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Raw({ entry }: { readonly entry: AuditEntry }) {
  const text = JSON.stringify(entry, null, 2);
  return (
    <section aria-label="Raw JSON">
      <Group justify="space-between" align="baseline">
        <h3 className={classes.section}>Raw JSON</h3>
        <CopyButton text={text} label="Copy JSON" />
      </Group>
      <pre className={classes.raw}>{text}</pre>
    </section>
  );
}

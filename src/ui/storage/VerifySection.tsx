import { Button, Group, Progress, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';

import { describeFinding } from '../../operations/audit/describeFinding';
import type { StoreVerdict, VerifyProgress } from '../../operations/audit/verifyStore';
import { useServices } from '../../state/services';
import { formatDay } from '../shared/formatTime';
import { formatBytes, formatCounted } from '../shared/format';
import { Section } from '../shared/Section';
import { showFailure } from '../shared/useEdit';
import classes from './Storage.module.css';

interface Verified {
  readonly verdict: StoreVerdict;
  /** Of the last change that it saw. */
  readonly auditSequence: number;
}

/** Everything that is stored, read again and compared with its digests. */
export function VerifySection({ auditSequence }: { readonly auditSequence: number }) {
  const { storage } = useServices();
  const [progress, setProgress] = useState<VerifyProgress | null>(null);
  const [verified, setVerified] = useState<Verified | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const verify = async (): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setVerified(null);
    setProgress({ bytesDone: 0, byteLength: 0 });
    try {
      const result = await storage.verify(controller.signal, setProgress);
      if (result.ok) setVerified({ verdict: result.value, auditSequence });
      else showFailure(result.error);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      setProgress(null);
    }
  };
  return (
    <Section label="Verify" title="Integrity check">
      <Text size="sm" mb={12}>
        Reads every chunk, file, folder, reference and record of this workspace, and compares them with their
        digests and with the audit log. Computed figures that are kept for a reload are not part of it: they
        can be computed again.
      </Text>
      {progress ? (
        <Running progress={progress} onCancel={() => running.current?.abort()} />
      ) : (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          onClick={() => void verify()}
        >
          {verified ? 'Verify again' : 'Verify'}
        </Button>
      )}
      {verified && <Verdict {...verified} now={auditSequence} />}
    </Section>
  );
}

interface RunningProps {
  readonly progress: VerifyProgress;
  readonly onCancel: () => void;
}

function Running({ progress: { bytesDone, byteLength }, onCancel }: RunningProps) {
  return (
    <Group gap="sm" wrap="nowrap" role="status">
      <Progress
        style={{ flex: 1 }}
        size="sm"
        value={byteLength === 0 ? 0 : (bytesDone / byteLength) * 100}
        aria-label="Progress of the check"
      />
      <Text size="sm" c="dimmed">
        {byteLength === 0 ? 'Reading' : `${formatBytes(bytesDone)} of ${formatBytes(byteLength)}`}
      </Text>
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </Group>
  );
}

function Verdict({ verdict, auditSequence, now }: Verified & { readonly now: number }) {
  const { findings, fileCount, chunkCount, byteLength, versionCount, entryCount, records } = verdict;
  const looked = `${formatCounted(versionCount, 'version')}, ${formatCounted(fileCount, 'kept file')} of ${formatBytes(byteLength)} in ${formatCounted(chunkCount, 'chunk')}, ${formatCounted(entryCount, 'entry', 'entries')} of the log, and ${formatCounted(records.checkedCount, 'record')} held against it`;
  const newer = `${describeClaims(verdict.claims)}${describeUnchecked(records)}${now > auditSequence ? ' Something was changed since.' : ''}`;
  if (findings.length === 0) {
    return (
      <div className={classes.state} data-state="sound" role="status" style={{ marginTop: 12 }}>
        <IconCircleCheck size={18} aria-hidden />
        <span>{`All is as it should be: ${looked}.${newer}`}</span>
      </div>
    );
  }
  return (
    <>
      <div className={classes.state} data-state="broken" role="alert" style={{ marginTop: 12 }}>
        <IconAlertTriangle size={18} aria-hidden />
        <span>{`${formatCounted(findings.length, 'thing is', 'things are')} ${findings.length === 1 ? 'not as it should be' : 'not as they should be'}, of ${looked}.${newer}`}</span>
      </div>
      <ul className={classes.findings} aria-label="Findings">
        {findings.map((finding, index) => {
          const { what, next } = describeFinding(finding);
          return (
            // oxlint-disable-next-line react/no-array-index-key -- findings have no ids, and never change places
            <li key={index} className={classes.finding}>
              {what} <span className={classes.next}>{next}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** What an import says of bytes, and nobody read here. */
function describeClaims({ readingCount, listCount, fileCount }: StoreVerdict['claims']): string {
  const parts = [
    readingCount > 0 ? formatCounted(readingCount, 'reading') : [],
    listCount > 0 ? formatCounted(listCount, 'list of files', 'lists of files') : [],
    fileCount > 0 ? formatCounted(fileCount, 'list of chunks', 'lists of chunks') : [],
  ].flat();
  if (parts.length === 0) return '';
  const verb = readingCount + listCount + fileCount === 1 ? 'is' : 'are';
  return ` ${parts.join(', ')} ${verb} claimed by an import, and not read here.`;
}

/** Records that an earlier version wrote, whose entries have no digests of them. */
function describeUnchecked({ uncheckedCount, since }: StoreVerdict['records']): string {
  if (uncheckedCount === 0) return '';
  const counted = formatCounted(uncheckedCount, 'record');
  const before =
    since === null
      ? `${uncheckedCount === 1 ? 'was' : 'were'} written by an earlier version`
      : `${uncheckedCount === 1 ? 'is' : 'are'} from before entry ${since.sequence} (${formatDay(since.recordedAt)})`;
  return ` ${counted} ${before}, and cannot be held against the log.`;
}

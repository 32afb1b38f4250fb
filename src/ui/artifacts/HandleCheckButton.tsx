import { Button, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';

import { useServices, type HandleCheck } from '../../state/services';
import { shortDigest } from '../../versioning/digest';
import type { SnapshotId } from '../../versioning/records';

/** Asks again whether the file on disk is still this version; where no handle is kept, says what to do instead. */
export function HandleCheckButton({ snapshotId }: { readonly snapshotId: SnapshotId }) {
  const services = useServices();
  const [hasHandle, setHasHandle] = useState<boolean | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  const [check, setCheck] = useState<HandleCheck | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void services.hasHandle(snapshotId).then((has) => {
      if (isCurrent) setHasHandle(has);
    });
    return () => {
      isCurrent = false;
    };
  }, [services, snapshotId]);
  if (hasHandle !== true) {
    return (
      <Text span inherit c="dimmed">
        {hasHandle === null ? 'Looking' : 'Drop the file again to see whether it is still the same'}
      </Text>
    );
  }
  const ask = async (): Promise<void> => {
    setIsChecking(true);
    setCheck(await services.checkHandle(snapshotId));
    setIsChecking(false);
  };
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" loading={isChecking} onClick={() => void ask()}>
        Is it still the same?
      </Button>
      <Text span inherit role="status" style={{ color: check === null ? 'inherit' : colourOf(check) }}>
        {check !== null && wordsOf(check)}
      </Text>
    </Group>
  );
}

function wordsOf(check: HandleCheck): string {
  switch (check.kind) {
    case 'unchanged':
      return 'Yes: the same bytes, just now';
    case 'modified':
      return `No: its digest is now ${shortDigest(check.digest)}. Drop it to keep the new version.`;
    case 'missing':
      return 'The file is no longer where it was';
    case 'notAllowed':
      return 'The browser did not allow reading it. Ask again, and allow it.';
    case 'noHandle':
      return 'This browser has not kept where the file is. Drop it again to compare.';
  }
}

function colourOf(check: HandleCheck): string {
  if (check.kind === 'unchanged') return 'var(--tl-good-text)';
  return check.kind === 'modified' || check.kind === 'missing'
    ? 'var(--tl-bad-text)'
    : 'var(--tl-moderate-text)';
}

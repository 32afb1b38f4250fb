import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';

import { assertNever } from '../../lib/assertNever';
import { type HandleCheck, useServices } from '../../state/services';
import { shortDigest } from '../../versioning/digest';
import type { SnapshotId } from '../../versioning/records';
import classes from './Inspector.module.css';

/** Whether the file on this device is still the bytes of the snapshot; only where the browser kept a handle on it. */
export function BytesCheck({ snapshotId }: { readonly snapshotId: SnapshotId }) {
  const services = useServices();
  const [known, setKnown] = useState<{ readonly id: SnapshotId; readonly check: HandleCheck | null } | null>(
    null,
  );
  const [isChecking, setChecking] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void services.hasHandle(snapshotId).then((has) => {
      if (isCurrent && has) setKnown({ id: snapshotId, check: null });
    });
    return () => {
      isCurrent = false;
    };
  }, [services, snapshotId]);
  if (known?.id !== snapshotId) return null;
  const check = async () => {
    setChecking(true);
    setKnown({ id: snapshotId, check: await services.checkHandle(snapshotId) });
    setChecking(false);
  };
  return (
    <div className={classes.check}>
      <Button size="compact-xs" variant="default" loading={isChecking} onClick={() => void check()}>
        Is the file still the same?
      </Button>
      <span role="status">{known.check && inWords(known.check)}</span>
    </div>
  );
}

function inWords(check: HandleCheck): string {
  switch (check.kind) {
    case 'unchanged':
      return 'Yes: the same bytes.';
    case 'modified':
      return `No: it is now ${shortDigest(check.digest)}. Drop it again to take the next version.`;
    case 'missing':
      return 'The file is no longer where it was.';
    case 'notAllowed':
      return 'The browser was not allowed to read it.';
    case 'noHandle':
      return 'The browser has lost track of the file: drop it again to compare.';
    default:
      return assertNever(check);
  }
}

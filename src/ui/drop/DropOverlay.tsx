import { IconFileImport } from '@tabler/icons-react';

import { useWorkspaceName } from '../../state/currentWorkspace';
import { formatCounted } from '../shared/format';
import classes from './DropOverlay.module.css';
import { useCurrentPurpose } from './dropPurpose';
import type { Offered } from './useWindowDrop';

/** Says what letting go will do. */
export function DropOverlay({ offered }: { readonly offered: Offered }) {
  const workspaceName = useWorkspaceName();
  const what = offered.areFiles
    ? formatCounted(offered.count, 'file')
    : formatCounted(offered.count, 'file or folder', 'files or folders');
  const purpose = useCurrentPurpose((current) => current.purpose);
  return (
    <div className={classes.overlay} role="status">
      <div className={classes.card}>
        <IconFileImport size={48} stroke={1.3} aria-hidden />
        <div className={classes.words}>
          {what}:{' '}
          {purpose ? (
            purpose.words
          ) : (
            <>
              snapshot into <em>{workspaceName}</em>
            </>
          )}
        </div>
        <div className={classes.hint}>Read on this machine. Nothing is uploaded.</div>
      </div>
    </div>
  );
}

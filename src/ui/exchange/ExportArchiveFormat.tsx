import { notifications } from '@mantine/notifications';
import { useState, type ReactNode } from 'react';

import type { Result } from '../../lib/result';
import type { OperationFailure } from '../../operations/core/outcome';
import { useWorkspaceName } from '../../state/currentWorkspace';
import type { ExportArchive } from '../../state/exportArchive';
import { downloadBlob } from '../shared/download';
import { showFailure } from '../shared/useEdit';
import classes from './ExchangePage.module.css';
import { ExportFrame } from './ExportFrame';
import { exportName } from './exportName';

interface ExportArchiveFormatProps {
  readonly title: string;
  readonly about: string;
  readonly ending: string;
  readonly write: () => Promise<Result<ExportArchive, OperationFailure>>;
  /** Stands above the button. */
  readonly children: ReactNode;
}

/** A format of many files: they are downloaded in one archive, and what they cannot say is counted. */
export function ExportArchiveFormat({ title, about, ending, write, children }: ExportArchiveFormatProps) {
  const workspaceName = useWorkspaceName();
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    setIsBusy(true);
    const made = await write();
    setIsBusy(false);
    if (!made.ok) {
      showFailure(made.error);
      return;
    }
    const { archive, fileCount, leftOut } = made.value;
    const words = leftOut.map(({ reason, count }) => `${reason} (${count.toLocaleString('en-US')})`);
    setSaid(words.length === 0 ? null : `Left out: ${words.join('; ')}.`);
    if (fileCount === 0) {
      notifications.show({ message: `Nothing of this lineage can be written as ${title}` });
      return;
    }
    const name = exportName(workspaceName, ending, new Date());
    downloadBlob(archive, name);
    const files = `${fileCount.toLocaleString('en-US')} ${fileCount === 1 ? 'file' : 'files'}`;
    notifications.show({ message: `${name} with ${files} is in your downloads` });
  };
  return (
    <ExportFrame
      title={title}
      about={about}
      isDownloading={isBusy}
      onDownload={() => void run()}
      said={
        <div className={classes.about} role="status">
          {said}
        </div>
      }
    >
      {children}
    </ExportFrame>
  );
}

import { notifications } from '@mantine/notifications';
import { useState } from 'react';

import type { WorkspaceEntry } from '../../operations/workspaces/workspaces';
import type { Workspaces } from '../../state/workspaces';
import { exportName } from '../exchange/exportName';
import { chooseFileToWrite } from '../inspector/chooseTarget';
import { downloadBlob } from '../shared/download';
import { formatBytes } from '../shared/format';
import { showFailure } from '../shared/useEdit';

/** Exports a workspace with its bytes: into a file that is picked, where the browser can, else as a download. */
export function useExportFile(workspaces: Workspaces): {
  readonly isExporting: boolean;
  readonly exportFile: (entry: WorkspaceEntry) => Promise<void>;
} {
  const [isExporting, setIsExporting] = useState(false);
  const exportFile = async (entry: WorkspaceEntry): Promise<void> => {
    const name = exportName(entry.name, 'throughline.tar', new Date());
    const target = await chooseFileToWrite(name);
    if (target === 'dismissed') return;
    setIsExporting(true);
    const exported = await workspaces.exportFile(entry, target);
    setIsExporting(false);
    if (!exported) return;
    if (!exported.ok) showFailure(exported.error);
    else if (exported.value.blob) {
      downloadBlob(exported.value.blob, name);
      notifications.show({
        message: `${name}, ${formatBytes(exported.value.blob.size)}, is in your downloads`,
      });
    } else if (target) notifications.show({ message: `${entry.name} is in ${target.name}` });
  };
  return { isExporting, exportFile };
}

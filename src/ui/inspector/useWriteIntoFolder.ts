import { notifications } from '@mantine/notifications';
import { useState } from 'react';

import type { FolderPlan } from '../../operations/bytes/restoreFolder';
import type { RestoreSubject } from '../../state/restoreBytes';
import { useServices } from '../../state/services';
import { formatCounted } from '../shared/format';
import { showFailure } from '../shared/useEdit';
import { chooseFolderToWrite } from './chooseTarget';

/** Writing a folder's files below another: what is there is looked at first, and nothing is written over unasked. */
export interface WritingIntoFolder {
  readonly state:
    | { readonly kind: 'planning'; readonly filesDone: number; readonly cancel: () => void }
    | {
        readonly kind: 'asking';
        readonly plan: FolderPlan;
        readonly folder: string;
        readonly write: () => void;
      }
    | null;
  /** Null where the browser lets no page write into a folder. */
  readonly choose: (() => void) | null;
  readonly close: () => void;
}

export function useWriteIntoFolder(subject: RestoreSubject): WritingIntoFolder {
  const services = useServices();
  const [state, setState] = useState<WritingIntoFolder['state']>(null);

  const write = async (plan: FolderPlan, target: FileSystemDirectoryHandle): Promise<void> => {
    setState(null);
    const written = await services.writeFolder(subject, plan, target);
    if (written === null) return;
    if (!written.ok) {
      showFailure(written.error);
      return;
    }
    const same =
      plan.same.length === 0
        ? ''
        : `; ${formatCounted(plan.same.length, 'file was', 'files were')} there already`;
    notifications.show({
      message: `${formatCounted(written.value, 'file')} written into ${target.name}${same}.`,
    });
  };

  const choose = async (): Promise<void> => {
    const target = await chooseFolderToWrite();
    if (target === 'dismissed' || target === null) return;
    const controller = new AbortController();
    const cancel = (): void => controller.abort();
    setState({ kind: 'planning', filesDone: 0, cancel });
    const planned = await services.planFolderRestore(subject, target, controller.signal, (filesDone) =>
      setState({ kind: 'planning', filesDone, cancel }),
    );
    setState(null);
    if (planned === null) return;
    if (!planned.ok) {
      showFailure(planned.error);
      return;
    }
    const plan = planned.value;
    if (plan.over.length === 0) {
      await write(plan, target);
      return;
    }
    setState({ kind: 'asking', plan, folder: target.name, write: () => void write(plan, target) });
  };

  return {
    state,
    choose: 'showDirectoryPicker' in window ? () => void choose() : null,
    close: () => setState(null),
  };
}

import { notifications } from '@mantine/notifications';

import { formatCounted } from '../shared/format';

/** Says that the page was reloaded in the middle of a drop. */
export function noteInterrupted(itemCount: number): void {
  notifications.show({
    message: `A drop was interrupted: ${formatCounted(itemCount, 'file')} ${itemCount === 1 ? 'was' : 'were'} not taken. Drop ${itemCount === 1 ? 'it' : 'them'} again; what was taken before is kept.`,
    autoClose: false,
  });
}

import { Button } from '@mantine/core';
import { IconPin, IconPinnedOff } from '@tabler/icons-react';

import { bytesPlaceWords } from '../../operations/core/bytesPlace';
import { onlyPointerWords } from '../../operations/taking/pointerText';
import type { SnapshotView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { useEdit } from '../shared/useEdit';

/** Where a version's bytes are, and the pin that keeps them out of every clean-up. */
export function BytesFact({ version }: { readonly version: SnapshotView }) {
  const services = useServices();
  const edit = useEdit();
  const { snapshot, bytes, isPinned } = version;
  if (bytes.kind === 'pointer') return onlyPointerWords(snapshot);
  const words = isPinned ? `${bytesPlaceWords(bytes)}, pinned` : bytesPlaceWords(bytes);
  if (bytes.kind === 'nowhere') return words;
  const pin = (): void => {
    void edit(`Version ${snapshot.sequence} ${isPinned ? 'unpinned' : 'pinned'}`, () =>
      services.annotate(snapshot.id, { kind: 'pin', isPinned: !isPinned }),
    );
  };
  const PinIcon = isPinned ? IconPinnedOff : IconPin;
  return (
    <>
      {words}{' '}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<PinIcon size={14} aria-hidden />}
        title={isPinned ? 'A clean-up may free them again' : 'No clean-up frees them'}
        onClick={pin}
      >
        {isPinned ? 'Unpin' : 'Pin'}
      </Button>
    </>
  );
}

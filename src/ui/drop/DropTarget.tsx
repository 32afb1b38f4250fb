import { lazy, Suspense, useMemo, useRef, type ReactNode } from 'react';

import type { DroppedItem } from '../../state/services';
import { FileIntakeContext } from './fileIntake';
import { pickFiles, pickFolder } from './pickFiles';
import { filesAsItems } from './readDataTransfer';
import { directoriesFromInput } from './readDirectory';
import { useAcceptItems } from './useAcceptItems';
import { useWindowDrop } from './useWindowDrop';

const DropOverlay = lazy(async () => ({ default: (await import('./DropOverlay')).DropOverlay }));

/** Makes the whole window a drop target, and offers its children the pickers. */
export function DropTarget({ children }: { readonly children: ReactNode }) {
  const accept = useAcceptItems();
  const offered = useWindowDrop(accept);
  const filesInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);

  const intake = useMemo(() => {
    const choose = async (
      pick: () => Promise<DroppedItem[] | null>,
      input: React.RefObject<HTMLInputElement | null>,
    ): Promise<void> => {
      const items = await pick();
      if (items === null) input.current?.click();
      else accept(items);
    };
    return {
      chooseFiles: () => void choose(pickFiles, filesInput),
      chooseFolder: () => void choose(pickFolder, folderInput),
    };
  }, [accept]);

  return (
    <FileIntakeContext value={intake}>
      {children}
      <input
        ref={filesInput}
        id="choose-files"
        type="file"
        multiple
        hidden
        onChange={(event) => {
          accept(filesAsItems([...(event.currentTarget.files ?? [])]));
          event.currentTarget.value = '';
        }}
      />
      <input
        ref={folderInput}
        id="choose-folder"
        type="file"
        multiple
        hidden
        {...{ webkitdirectory: '' }}
        onChange={(event) => {
          accept(directoriesFromInput([...(event.currentTarget.files ?? [])]));
          event.currentTarget.value = '';
        }}
      />
      {offered !== null && (
        <Suspense fallback={null}>
          <DropOverlay offered={offered} />
        </Suspense>
      )}
    </FileIntakeContext>
  );
}

import { createContext, useContext } from 'react';

/** Ways to bring files in besides dropping them. */
export interface FileIntake {
  readonly chooseFiles: () => void;
  readonly chooseFolder: () => void;
}

export const FileIntakeContext = createContext<FileIntake | null>(null);

export function useFileIntake(): FileIntake {
  const intake = useContext(FileIntakeContext);
  if (!intake) throw new Error('useFileIntake outside DropTarget');
  return intake;
}

// What Chromium offers beyond TypeScript's own declarations; absent elsewhere, hence optional.
declare global {
  interface DataTransferItem {
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
  }

  interface Window {
    showOpenFilePicker?(options?: { readonly multiple?: boolean }): Promise<FileSystemFileHandle[]>;
    showDirectoryPicker?(options?: {
      readonly mode?: 'read' | 'readwrite';
    }): Promise<FileSystemDirectoryHandle>;
    showSaveFilePicker?(options?: { readonly suggestedName?: string }): Promise<FileSystemFileHandle>;
  }
}

export {};

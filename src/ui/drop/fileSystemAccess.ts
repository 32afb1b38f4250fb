// What Chromium offers beyond TypeScript's own declarations; absent elsewhere, hence optional.
declare global {
  interface DataTransferItem {
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
  }

  interface Window {
    showOpenFilePicker?(options?: { readonly multiple?: boolean }): Promise<FileSystemFileHandle[]>;
    showDirectoryPicker?(): Promise<FileSystemDirectoryHandle>;
  }
}

export {};

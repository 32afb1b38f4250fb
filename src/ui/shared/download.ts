/** Hands text over as a file, under a name that says what it is and from when. */
export function download(text: string, name: string, type = 'application/json'): void {
  downloadBlob(new Blob([text], { type }), name);
}

/** The same of bytes. */
export function downloadBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Chromium reads it after the click returns, and a large one for a while.
  setTimeout(() => URL.revokeObjectURL(address), 600_000);
}

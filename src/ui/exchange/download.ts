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
  // Chromium reads it after the click returns.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** `my-workspace-2026-03-12.openlineage.json` */
export function exportName(workspaceName: string, ending: string, now: Date): string {
  const plain = workspaceName
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${plain === '' ? 'workspace' : plain}-${now.toISOString().slice(0, 10)}.${ending}.json`;
}

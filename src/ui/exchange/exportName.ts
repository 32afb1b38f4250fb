/** `my-workspace-2026-03-12.openlineage.json`, for the ending `openlineage.json`. */
export function exportName(workspaceName: string, ending: string, now: Date): string {
  const plain = workspaceName
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${plain === '' ? 'workspace' : plain}-${now.toISOString().slice(0, 10)}.${ending}`;
}

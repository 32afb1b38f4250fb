/** Whether the beginning of a JSON text (some 64 KiB) may be that of OpenLineage events; a JSON Schema of them is none. */
export function looksLikeOpenLineage(head: string): boolean {
  if (!/^\uFEFF?\s*[[{]/.test(head) || /"\$schema"\s*:/.test(head)) return false;
  return (
    /"event(?:Time|Type)"\s*:/.test(head) && /"(?:run|job|dataset|inputs|outputs)"\s*:\s*[{[]/.test(head)
  );
}

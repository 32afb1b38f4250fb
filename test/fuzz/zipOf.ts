import { nodeText } from '../../src/cli/nodePorts';
import { beginZip } from '../../src/formats/zip/writeZip';

/** A zip archive of these files. */
export async function zipOf(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const zip = beginZip(async (part) => void parts.push(part), nodeText);
  for (const [path, text] of Object.entries(files)) {
    const bytes = nodeText.encode(text);
    const entry = await zip.begin(path, bytes.length);
    await entry.write(bytes);
    await entry.close();
  }
  await zip.finish();
  return Buffer.concat(parts);
}

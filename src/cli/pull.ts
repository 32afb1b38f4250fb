import { stat } from 'node:fs/promises';
import { UnreadableBytes } from '../formats/pieces';
import { cutPacks } from '../operations/sharing/packs';
import { receiveFile } from '../operations/sharing/receiveFile';
import { bundleBytes, describeBundleConflict, joinOf } from './bundleBytes';
import { type Command, type ExitStatus, jsonFlag, UsageError } from './command';
import { nodeHashers, nodeText } from './nodePorts';
import { endpointFlag, remoteDetails, withRemote } from './openRemote';
import { printable } from './output';
import { writeWholeFile } from './writeFile';

/** `pull`: brings what a team shares into a bundle. */
export const pullCommand: Command = {
  details: [
    ...remoteDetails,
    'Where BUNDLE is there, only packs that it does not have are fetched, and its own records are kept: the two are merged by the rules of an import. The digest of every pack and of the whole bundle is checked.',
    'The file is written whole or not at all.',
    'Exit status 0: BUNDLE holds all of the store; 1: the two do not fit together, or nothing was pushed yet.',
    '--json prints {remote, state: "pulled"|"merged"|"ahead"|"empty"|"conflict", digest?, packCount?, fetchedPackCount?, fetchedBytes?, conflict?: {message, conflicts}}. digest is the SHA-256 of the bundle in the store; ahead: BUNDLE holds more than the store, and stays as it is.',
  ],
  flags: [
    jsonFlag,
    { name: 'output', short: 'o', value: 'BUNDLE', help: 'the bundle to write' },
    endpointFlag,
  ],
  argumentCount: { min: 1, max: 1 },
  async run({ arguments: [remote], flags, output }): Promise<ExitStatus> {
    const path = flags.get('output');
    if (path === null) throw new UsageError('pull takes -o BUNDLE, the file to write');
    const { state, lines, ...pulled } = await pull(remote!, path, flags);
    if (flags.has('json')) output.json({ remote, state, ...pulled });
    else lines.forEach((line) => output.line(printable(line)));
    return state === 'empty' || state === 'conflict' ? 1 : 0;
  },
};

async function pull(remote: string, path: string, flags: Parameters<typeof withRemote>[1]) {
  const own = (await isThere(path)) ? await bundleBytes(path) : null;
  const ports = { hashers: nodeHashers, text: nodeText };
  const known = new Map(
    (own === null ? [] : cutPacks(own, nodeHashers)).map((pack) => [pack.digest, pack.bytes]),
  );
  const received = await withRemote(remote, flags, (opened) => receiveFile(opened, known, ports));
  if (received === null) return { state: 'empty', lines: ['Nothing was pushed there yet.'] } as const;
  const { bytes, tree, fetchedPackCount, fetchedBytes } = received;
  const joined = await joinOf(remote, path)(bytes, own ?? bytes);
  if (joined.kind === 'conflict')
    return {
      state: 'conflict',
      lines: describeBundleConflict(joined.conflict),
      conflict: joined.conflict,
    } as const;
  const counts = { digest: tree.digest, packCount: tree.packs.length, fetchedPackCount, fetchedBytes };
  const fetched = `${fetchedPackCount} of ${tree.packs.length} packs fetched, ${fetchedBytes} bytes.`;
  if (joined.kind === 'own')
    return {
      state: 'ahead',
      lines: [`The bundle holds more than the store, and stays. ${fetched}`],
      ...counts,
    } as const;
  const written = await writeWholeFile(path, joined.kind === 'merged' ? joined.bytes : bytes, []);
  if (!written.ok) throw new UnreadableBytes(`${path}: ${written.error}`);
  return joined.kind === 'merged'
    ? ({ state: 'merged', lines: [`Merged with the bundle that was there. ${fetched}`], ...counts } as const)
    : ({ state: 'pulled', lines: [`Pulled. ${fetched}`], ...counts } as const);
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

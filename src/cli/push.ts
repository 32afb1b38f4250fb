import { setTimeout } from 'node:timers/promises';
import { pushFile, type Pushed } from '../operations/sharing/pushFile';
import { type BundleConflict, bundleBytes, describeBundleConflict, joinOf } from './bundleBytes';
import { type Command, type ExitStatus, jsonFlag } from './command';
import { nodeHashers, nodeText } from './nodePorts';
import { endpointFlag, remoteDetails, withRemote } from './openRemote';
import { printable } from './output';

const longestWaitMs = 2000;

/** `push`: brings a bundle to a store that a team shares. */
export const pushCommand: Command = {
  details: [
    ...remoteDetails,
    'The bundle is cut into packs of up to 8 MiB, named by their SHA-256. Only packs that the store does not have are written. The head moves last.',
    'Where others pushed meanwhile, their records and yours are merged by the rules of an import. An interrupted push changes nothing that others see; push again.',
    'Object storage has to keep If-None-Match and If-Match. A probe tells; the head is not moved where they are ignored.',
    'Exit status 0: the store holds all of the bundle; 1: the two do not fit together, the store ignores conditions, or others moved the head at every try.',
    '--json prints {remote, state: "pushed"|"merged"|"current"|"conflict"|"noConditions"|"busy"|"tooLong", digest?, packCount?, writtenPackCount?, writtenBytes?, tryCount?, conflict?: {message, conflicts}}. digest is the SHA-256 of the bundle that the store holds now.',
  ],
  flags: [jsonFlag, endpointFlag],
  argumentCount: { min: 2, max: 2 },
  async run({ arguments: [path, remote], flags, output }): Promise<ExitStatus> {
    const own = await bundleBytes(path!);
    const ports = { hashers: nodeHashers, text: nodeText, wait: waitAfter };
    const { kind, ...pushed } = await withRemote(remote!, flags, (opened) =>
      pushFile(opened, own, joinOf(remote!, path!), ports),
    );
    if (flags.has('json')) output.json({ remote, state: kind, ...pushed });
    else
      describePushed({ kind, ...pushed } as Pushed<BundleConflict>).forEach((line) =>
        output.line(printable(line)),
      );
    return kind === 'pushed' || kind === 'merged' || kind === 'current' ? 0 : 1;
  },
};

/** Longer after each try, and by chance, so that those who push at once do not meet again. */
function waitAfter(tryCount: number): Promise<void> {
  return setTimeout(Math.min(50 * 2 ** tryCount, longestWaitMs) * Math.random());
}

function describePushed(pushed: Pushed<BundleConflict>): readonly string[] {
  switch (pushed.kind) {
    case 'pushed':
    case 'merged': {
      const { writtenPackCount, packCount, writtenBytes } = pushed;
      const written = `Packs written: ${writtenPackCount} (${writtenBytes} bytes); packs of the bundle: ${packCount}.`;
      return pushed.kind === 'pushed'
        ? [`Pushed. ${written}`]
        : [`Merged with what the store had, and pushed. ${written}`, 'Pull to have the merged bundle here.'];
    }
    case 'current':
      return ['The store holds all of it. Nothing was written.'];
    case 'conflict':
      return describeBundleConflict(pushed.conflict);
    case 'noConditions':
      return [
        'This store ignores conditions: two pushes at once would lose one. The head was not moved.',
        'Use object storage that keeps If-None-Match and If-Match, or a folder on a file system with hard links.',
      ];
    case 'busy':
      return [`Others moved the head at each of ${pushed.tryCount} tries. Nothing is lost; push again.`];
    case 'tooLong':
      return [`A bundle of ${pushed.byteLength} bytes is too long for a shared store.`];
  }
}

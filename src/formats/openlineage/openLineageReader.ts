import { err, ok, type Result } from '../../lib/result';
import { runWithPauses } from '../../lib/steps';
import type { LineageFault } from '../../lineage/facts';
import type { LineageReader } from '../lineageFormat';
import { readKeptEvent, readOpenLineageInSteps } from './readOpenLineage';

/** Reads each file by itself: an event says all that it means. */
export const openLineageReader: LineageReader = {
  begin:
    (place, { badEvents, text: codec }) =>
    async (path, file) => {
      const text = await place.readText(path);
      if (!text?.ok) return text ?? absent;
      const decode = (bytes: Uint8Array): string | null => codec.decode(bytes, 'utf-8');
      const steps = readOpenLineageInSteps(text.value, (read) => file.add(read), badEvents, decode);
      const read = await runWithPauses(steps, (share) => file.pause(share));
      if (!read.ok) return read;
      const { warnings, badEventCount } = read.value;
      return ok({ warnings, badEventCount });
    },
  readKept: readKeptEvent,
};

const absent: Result<never, LineageFault> = err({ place: '', message: 'there is no such file' });

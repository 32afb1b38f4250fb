import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededRandom } from '../../src/lib/random';

/** A folder for files that are too large to be handed over in a message. */
export interface LargeFiles {
  /** A CSV of about so many megabytes; gives its path. */
  csv(name: string, megabytes: number, seed?: number): string;
  /** A file of zeros that takes no room on the disk, and as long to digest as any other. */
  zeros(name: string, megabytes: number): string;
  remove(): void;
}

export function largeFiles(): LargeFiles {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-large-'));
  return {
    csv(name, megabytes, seed = 1) {
      const file = path.join(folder, name);
      const random = seededRandom(seed);
      const block = Array.from({ length: 20_000 }, (_, index) => {
        const minutes = (random() * 90).toFixed(3);
        return `${index},2026-03-${10 + (index % 20)},dock ${Math.floor(random() * 400)},${minutes},${random() < 0.7}\n`;
      }).join('');
      const open = openSync(file, 'w');
      writeSync(open, 'number,day,station,minutes,is_member\n');
      for (let written = 0; written < megabytes * 1e6; written += block.length) writeSync(open, block);
      closeSync(open);
      return file;
    },
    zeros(name, megabytes) {
      const file = path.join(folder, name);
      writeFileSync(file, '');
      truncateSync(file, megabytes * 1e6);
      return file;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededRandom } from '../../src/lib/random';

/** A folder for files that are too large to be handed over in a message. */
export interface LargeFiles {
  /** A CSV of about so many megabytes; gives its path. */
  csv(name: string, megabytes: number, seed?: number): string;
  /** OpenLineage events as JSON Lines, of about so many megabytes: runs of 200 jobs that feed each other. */
  lineage(name: string, megabytes: number): string;
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
    lineage(name, megabytes) {
      const file = path.join(folder, name);
      const open = openSync(file, 'w');
      for (let written = 0, index = 0; written < megabytes * 1e6; index += 200) {
        const block = Array.from({ length: 200 }, (_, at) => `${JSON.stringify(lineageEvent(index + at))}\n`);
        written += writeSync(open, block.join(''));
      }
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

/** A start and an end of each run in turn, about 1.2 KB each. */
function lineageEvent(index: number): object {
  const run = index >> 1;
  const job = run % 200;
  const isEnd = index % 2 === 1;
  const dataset = (at: number) => ({
    namespace: 's3://warehouse',
    name: `tables/table_${at % 200}`,
    facets: {
      schema: { fields: ['trip', 'station', 'minutes', 'fare'].map((name) => ({ name, type: 'string' })) },
      documentation: { description: 'Trips of one day, a row each, as the docks report them. '.repeat(2) },
    },
  });
  return {
    eventType: isEnd ? 'COMPLETE' : 'START',
    eventTime: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    producer: 'https://example.org/scheduler',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `0190b5c4-3c1d-7000-8000-${String(run).padStart(12, '0')}` },
    job: { namespace: 'nightly', name: `job_${job}` },
    inputs: [dataset(job), dataset(job * 7)],
    outputs: isEnd ? [dataset(job + 1)] : [],
  };
}

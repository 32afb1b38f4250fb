import process from 'node:process';

const engineWords =
  /undefined|not a function|cannot read|typed array|array length|out of (?:bounds|range)|RangeError|TypeError|SyntaxError|not iterable|not valid JSON|unexpected token|\bNaN\b|\[object|call stack|offset is|invalid (?:distance|code|block|bit|stored|window)/i;

/** A message that has words of the platform or of the decoders of others, which nobody who drops a file should read; null where it has none but in what it quotes. */
export function ofEngine(message: string): string | null {
  return engineWords.test(message.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) ? message : null;
}

/** How many inputs are drawn for each kind: `npm run fuzz` asks for more. */
export function inputCount(share: number): number {
  return Math.ceil(Number(process.env['THROUGHLINE_FUZZ_INPUTS'] ?? 1000) * share);
}

const mostMemory = 512 * 1024 * 1024;

/** What reading some inputs took, held against what it may: a second and 20 µs a row, and 512 MB above idle. */
export class Budget {
  private readonly idle = process.memoryUsage().rss;
  private readonly peakBefore = process.resourceUsage().maxRSS;
  private count = 0;
  private refused = 0;
  private slowestMs = 0;

  /** Takes one input; `read` says whether it was refused, and how many rows it gave. Throws where it took too much. */
  async spend(
    read: () => Promise<{ readonly isRefused: boolean; readonly rowCount: number }>,
  ): Promise<void> {
    const before = process.cpuUsage();
    const { isRefused, rowCount } = await read();
    const milliseconds = process.cpuUsage(before).user / 1e3;
    this.count++;
    if (isRefused) this.refused++;
    this.slowestMs = Math.max(this.slowestMs, milliseconds);
    // Three times what is promised, as other tests run on the same cores.
    if (milliseconds > 3 * (1000 + rowCount * 0.02))
      throw new Error(`${rowCount} rows took ${milliseconds} ms of processor time`);
    const peak = process.resourceUsage().maxRSS;
    if (peak > this.peakBefore && peak * 1024 - this.idle > mostMemory)
      throw new Error(`it took ${peak * 1024 - this.idle} bytes above idle`);
  }

  /** What was tried, in a line. */
  describe(what: string): string {
    return `${what}: ${this.count} inputs, ${this.refused} refused, the slowest took ${Math.round(this.slowestMs)} ms`;
  }

  get share(): number {
    return this.count === 0 ? 0 : this.refused / this.count;
  }
}

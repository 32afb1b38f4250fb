import type { Worker } from 'node:worker_threads';
import { readingBudgetMs } from '../formats/readingBudget';

/** What reading one file may take of this process, besides what it took before. */
export interface ReadingBudget {
  /** Processor time, so that a busy machine or a slow disk is no fault of the file. */
  readonly processorMs: (byteLength: number, rowsRead: number) => number;
  readonly memoryBytes: (byteLength: number) => number;
}

const mebibyte = 1024 * 1024;

/** As on the page; the memory is several times what the readers' own limits leave them. */
const budgetOfFiles: ReadingBudget = {
  processorMs: readingBudgetMs,
  memoryBytes: (byteLength) => 1024 * mebibyte + 8 * byteLength,
};

/** What the watching thread sees: places in a shared list of numbers. */
const places = { reading: 0, processorMs: 1, memoryBytes: 2, stopped: 3 };

/**
 * What the thread runs: it is text, which no build has to place. A reading that decodes without end gives nobody a turn, so that the whole
 * command is ended from outside, as a debugger would; what then is said is said at its exit. Where a Node has no debugger there is no watchdog.
 */
const source = `
const { workerData: { seen, places } } = require('node:worker_threads');
const { Session } = require('node:inspector');
let reading = 0, begunMs = 0, begunBytes = 0;
const processorMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
setInterval(() => {
  const now = seen[places.reading];
  if (now !== reading) {
    reading = now;
    begunMs = processorMs();
    begunBytes = process.memoryUsage.rss();
  }
  if (reading === 0 || seen[places.stopped] !== 0) return;
  const isLate = processorMs() - begunMs > seen[places.processorMs];
  const isLarge = process.memoryUsage.rss() - begunBytes > seen[places.memoryBytes];
  if (!isLate && !isLarge) return;
  seen[places.stopped] = isLate ? 1 : 2;
  const session = new Session();
  session.connectToMainThread();
  session.post('Runtime.terminateExecution');
}, 100);
`;

/** Ends the command where a reading takes more than its budget; readings that overlap have theirs together. */
export class Watchdog {
  private readonly seen = new Float64Array(new SharedArrayBuffer(8 * Object.keys(places).length));
  private readonly budget: ReadingBudget;
  private worker: Worker | null = null;
  private readingCount = 0;
  /** The files that are read, the last one first. */
  private readonly open: string[] = [];
  private byteLength = 0;
  private rowsBefore = 0;
  private rowsOfFile = 0;

  constructor(budget: ReadingBudget) {
    this.budget = budget;
  }

  /** Watches what is done with a file; where it is ended it never settles. */
  async watch<T>(path: string, byteLength: number, work: () => Promise<T>): Promise<T> {
    this.begin(path, byteLength);
    try {
      return await work();
    } finally {
      this.end(path);
    }
  }

  /** How many rows of a file were read so far: few bytes can be many rows. */
  noteRows(rowCount: number): void {
    if (rowCount < this.rowsOfFile) this.rowsBefore += this.rowsOfFile;
    this.rowsOfFile = rowCount;
    this.tell();
  }

  /** Why the command was ended, and over which file; null where it was not. */
  stopped(): { readonly path: string; readonly message: string } | null {
    const [path] = this.open;
    const why = this.seen[places.stopped];
    if (why === 0 || path === undefined) return null;
    const most =
      why === 1
        ? `${Math.round(this.seen[places.processorMs]! / 1000)} s of processor time`
        : `${Math.round(this.seen[places.memoryBytes]! / mebibyte)} MB of memory`;
    return { path, message: `reading it was stopped after ${most}, more than a file of its size takes` };
  }

  private begin(path: string, byteLength: number): void {
    this.worker ??= this.start();
    this.byteLength += byteLength;
    this.open.unshift(path);
    this.tell();
    if (this.open.length === 1) this.seen[places.reading] = ++this.readingCount;
  }

  private end(path: string): void {
    this.open.splice(this.open.indexOf(path), 1);
    if (this.open.length > 0) return;
    this.seen[places.reading] = 0;
    this.byteLength = this.rowsBefore = this.rowsOfFile = 0;
  }

  private tell(): void {
    const { processorMs, memoryBytes } = this.budget;
    this.seen[places.processorMs] = processorMs(this.byteLength, this.rowsBefore + this.rowsOfFile);
    this.seen[places.memoryBytes] = memoryBytes(this.byteLength);
  }

  private start(): Worker {
    // What Node was told to load beforehand would be waited for by way of the thread that is watched.
    const options = { eval: true, execArgv: [], workerData: { seen: this.seen, places } };
    // Loaded here: most commands are over before a reading needs to be watched.
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const worker = new Worker(source, options);
    worker.unref();
    // Without it nothing is watched, and everything is read all the same.
    worker.on('error', () => {});
    return worker;
  }
}

/** Watches whatever the command line reads. */
export const watchdog = new Watchdog(budgetOfFiles);

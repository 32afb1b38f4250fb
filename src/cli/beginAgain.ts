import { writeSync } from 'node:fs';

/** A reading that was ended, with its command: over which file, and why in words. */
export interface StoppedReading {
  readonly path: string;
  readonly message: string;
}

/** What a command that was ended over some files knows when it begins again. */
interface Before {
  readonly stopped: readonly StoppedReading[];
  /** Lines of standard output and of standard error that are written already: the same come first again. */
  readonly lines: number;
  readonly messages: number;
}

const variable = 'THROUGHLINE_BEGUN_AGAIN';
/** Where a command that began again tells the one that waits for it that it was ended, too. */
const reportFile = 3;
/** So often a command begins again: each time takes ten seconds at the least. */
const mostBeginnings = 20;

/** What was known when this command began. */
export const before: Before = readBefore();

/** How often reading a file was ended, and the words of the last time; null where it never was. */
export function stopsOf(path: string): { readonly count: number; readonly message: string } | null {
  const own = before.stopped.filter((each) => each.path === path);
  return own.length === 0 ? null : { count: own.length, message: own.at(-1)!.message };
}

/**
 * Runs the command once more, which leaves out what its readings were ended over: the other files are told, and the one is named. Gives its
 * exit status; null where it cannot begin again. It is a process of its own, as all of this one was ended.
 */
export function beginAgain(
  words: readonly string[],
  stopped: StoppedReading,
  written: Pick<Before, 'lines' | 'messages'>,
): number | null {
  if (variable in process.env) {
    writeSync(reportFile, JSON.stringify({ stopped: [stopped], ...written } satisfies Before));
    return 2;
  }
  // What was read of standard input is gone.
  const script = process.argv[1];
  if (script === undefined || words.includes('-')) return null;
  // Loaded here: most commands end without it.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  let known: Before = { stopped: [stopped], ...written };
  for (let beginning = 0; beginning < mostBeginnings; beginning++) {
    const ran = spawnSync(process.execPath, [...process.execArgv, script, ...words], {
      stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
      env: { ...process.env, [variable]: JSON.stringify(known) },
    });
    const report = String(ran.output?.[reportFile] ?? '');
    if (ran.status === null) return null;
    if (report === '') return ran.status;
    const next = JSON.parse(report) as Before;
    known = {
      stopped: [...known.stopped, ...next.stopped],
      lines: Math.max(known.lines, next.lines),
      messages: Math.max(known.messages, next.messages),
    };
  }
  return null;
}

function readBefore(): Before {
  const given = process.env[variable];
  return given === undefined ? { stopped: [], lines: 0, messages: 0 } : (JSON.parse(given) as Before);
}

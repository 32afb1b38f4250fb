import { UnreadableBytes } from '../formats/pieces';
import { UsageError } from './command';
import { fileFault } from './fileFault';

/** Why a command did not do what was asked, and the exit status that says so. */
export interface Refusal {
  /** 2: bad usage or input; 3: a fault of our own. */
  readonly status: 2 | 3;
  readonly kind: 'usage' | 'unreadable' | 'unwritable' | 'internal';
  readonly message: string;
  /** The file that it is about, where the system says it. */
  readonly path: string | null;
}

/** What stands for a thrown error: how a command was used, what the system refused, and what is left is a fault of our own. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof UsageError) return { status: 2, kind: 'usage', message: error.message, path: null };
  if (error instanceof UnreadableBytes)
    return { status: 2, kind: 'unreadable', message: error.message, path: null };
  if (isSystemError(error)) {
    const isOutput = error.syscall === 'write' && error.path === undefined;
    const message = `${isOutput ? 'standard output cannot be written: ' : ''}${fileFault(error)}`;
    return { status: 2, kind: isOutput ? 'unwritable' : 'unreadable', message, path: error.path ?? null };
  }
  return { status: 3, kind: 'internal', message: ownFault(error), path: null };
}

/** A refusal as `--json` prints it. */
export function refusalOutput({ kind, message, path }: Refusal) {
  return { ...(path !== null && { path }), failure: { kind, message } };
}

/** What the operating system refused, with what it was asked. */
interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

/** One line: what happened, where, and how to report it. */
function ownFault(error: unknown): string {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const where =
    error instanceof Error ? /^ +at (?:async )?([^\s(]+)/m.exec(error.stack ?? '')?.[1] : undefined;
  const place = where === undefined ? '' : ` (in ${where})`;
  return `Throughline itself failed, not your input: ${said}${place}. Please report it as an issue of the project, with this line and the command, as CONTRIBUTING.md says.`;
}

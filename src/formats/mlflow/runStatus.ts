import type { RunStatus } from './records';

const ofNumber: readonly RunStatus[] = ['UNKNOWN', 'RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];

/** The state of a run as MLflow writes it: a number in files, a name in databases. */
export function runStatusOf(text: string | null): RunStatus {
  if (text === null) return 'UNKNOWN';
  return ofNumber.find((name) => name === text) ?? ofNumber[Number(text)] ?? 'UNKNOWN';
}

const modelStatuses = ['UNSPECIFIED', 'PENDING', 'READY', 'FAILED'];

/** The state of a logged model, a number or its name. */
export function modelStatusOf(text: string | null): string | null {
  return text === null ? null : (modelStatuses[Number(text)] ?? text.replace(/^LOGGED_MODEL_/, ''));
}

import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

const script = path.resolve(import.meta.dirname, '../../scripts/throughline.mjs');

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line, as `npm run -s throughline --` does. */
export function runCommand(...given: string[]): Promise<Ran> {
  return runAfter(null, ...given);
}

/** The same after a module was loaded, which may take something away from it. */
export function runAfter(preload: string | null, ...given: string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const options = preload === null ? [] : ['--import', preload];
    const child = spawn(process.execPath, [...options, script, ...given]);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** Runs it for a reader that takes the first bytes of its output and goes, as `head` does. */
export function runForHead(...given: string[]): Promise<Omit<Ran, 'stdout'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...given]);
    let stderr = '';
    child.stdout.once('data', () => child.stdout.destroy());
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stderr }));
  });
}

/** The one JSON value on standard output; anything besides it fails. */
export async function runJson(
  ...given: string[]
): Promise<{ readonly status: number | null; readonly value: unknown }> {
  const { status, stdout } = await runCommand(...given, '--json');
  return { status, value: JSON.parse(stdout) };
}

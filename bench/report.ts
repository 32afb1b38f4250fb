import type { Case } from './case';
import type { Standing } from './statistics';

/** A case as it is written with `--json`; `failure` and no median where it could not be measured. */
export interface CaseReport {
  readonly name: string;
  readonly goal: number;
  readonly ours: { readonly median: number | null; readonly unit: string };
  readonly peers: Standing['peers'];
  readonly met: boolean;
  readonly failure?: string;
}

export function reportStanding(bench: Case, standing: Standing): CaseReport {
  return {
    name: bench.name,
    goal: bench.goal,
    ours: { median: standing.median, unit: bench.unit },
    peers: standing.peers,
    met: standing.met,
  };
}

export function reportFailure(bench: Case, error: unknown): CaseReport {
  const failure = error instanceof Error ? error.message : String(error);
  const ours = { median: null, unit: bench.unit };
  return { name: bench.name, goal: bench.goal, ours, peers: [], met: false, failure };
}

/** A few lines for a person: our median, then each peer's with the ratio, the first beside the goal. */
export function describeReport(report: CaseReport): string {
  if (report.ours.median === null)
    return `${report.name}\n  could not be measured: ${report.failure ?? ''}\n`;
  const { unit } = report.ours;
  const width = Math.max(...report.peers.map((peer) => peer.name.length), 'Throughline'.length);
  const line = (name: string, value: number, rest: string): string =>
    `  ${name.padEnd(width)}  ${value.toPrecision(3).padStart(8)} ${unit}${rest}`;
  const verdict = `  goal at most ${report.goal} x: ${report.met ? 'met' : 'missed'}`;
  return [
    report.name,
    line(
      'Throughline',
      report.ours.median,
      report.peers.length > 0
        ? ''
        : `  goal at most ${report.goal} ${unit}: ${report.met ? 'met' : 'missed'}`,
    ),
    ...report.peers.map((peer, index) =>
      line(peer.name, peer.median, `  ${peer.ratio.toFixed(2)} x${index === 0 ? verdict : ''}`),
    ),
    '',
  ].join('\n');
}

import { faultOfVersion } from '../operations/taking/semanticVersion';
import { faultOfRange, highestInRange } from '../operations/lineage/versionRange';
import { jsonFlag, UsageError, type Command, type ExitStatus } from './command';
import { printable } from './output';

/** `range`: tells which versions a range takes in. */
export const rangeCommand: Command = {
  details: [
    'RANGE is what npm takes for one, such as "^2.1", "~1.2" or "1.x || >=3". A pre-release is admitted only by a range that names one of the same three numbers.',
    '--json prints {range, version}. Exits with 1 if nothing matches; version is then null.',
  ],
  flags: [jsonFlag],
  argumentCount: { min: 2, max: Number.POSITIVE_INFINITY },
  run({ arguments: [range = '', ...versions], flags, output }): Promise<ExitStatus> {
    const fault = [faultOfRange(range), ...versions.map(faultOfVersion)].find((each) => each !== null);
    if (fault !== undefined) throw new UsageError(fault);
    const version = versions[highestInRange(versions, range)] ?? null;
    if (flags.has('json')) output.json({ range, version });
    else if (version !== null) output.line(version);
    else {
      const count = versions.length === 1 ? 'the one version' : `any of the ${versions.length} versions`;
      output.message(printable(`${range} does not admit ${count}`));
    }
    return Promise.resolve(version === null ? 1 : 0);
  },
};

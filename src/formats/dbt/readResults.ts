import type { Json } from '../../lib/json';
import type { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { entryOf, figureOf, itemsOf, membersOf, textOf } from './artifactShape';
import type { ResultRecord } from './records';

/** What became of each node in one invocation. Throws a `Fault` where an entry is misshapen. */
export function readResults(root: Placed, warnings: WarningTally): readonly ResultRecord[] {
  const metadata = root.at('metadata');
  const ofAll = {
    kind: 'result',
    time: textOf(metadata.at('generated_at')),
    invocation: textOf(metadata.at('invocation_id')),
    dbtVersion: textOf(metadata.at('dbt_version')),
    command: textOf(root.at('args').at('which')) ?? textOf(root.at('args').at('rpc_method')),
  } as const;
  return itemsOf(root.at('results')).flatMap((result): ResultRecord[] => {
    const id = textOf(entryOf(result).at('unique_id'));
    if (id === null) {
      warnings.add('a result without a unique_id is left out', result.pointer);
      return [];
    }
    const steps = itemsOf(result.at('timing'));
    const failed = new Set(['error', 'fail', 'runtime error', 'partial success', 'warn']);
    const status = textOf(result.at('status')) ?? 'unknown';
    return [
      {
        ...ofAll,
        id,
        status,
        startedAt: ends(steps, 'started_at').at(0) ?? null,
        endedAt: ends(steps, 'completed_at').at(-1) ?? null,
        message: failed.has(status) ? textOf(result.at('message')) : null,
        metrics: metricsOf(result),
        parameters: parametersOf(result, ofAll.command),
      },
    ];
  });
}

/** dbt writes all times in UTC: they sort as text. */
function ends(steps: readonly Placed[], key: string): readonly string[] {
  return steps.flatMap((step) => textOf(step.at(key)) ?? []).sort();
}

function metricsOf(result: Placed): Readonly<Record<string, number>> {
  const figures = {
    execution_time: figureOf(result.at('execution_time')),
    failures: figureOf(result.at('failures')),
    rows_affected: figureOf(result.at('adapter_response').at('rows_affected')),
    bytes_processed: figureOf(result.at('adapter_response').at('bytes_processed')),
  };
  return Object.fromEntries(
    Object.entries(figures).filter((each): each is [string, number] => each[1] !== null),
  );
}

/** The command, and of a microbatch model how many batches went well. */
function parametersOf(result: Placed, command: string | null): Readonly<Record<string, Json>> {
  const batches = membersOf(result.at('batch_results')).map(([key, list]) => [
    `batches ${key}`,
    itemsOf(list).length,
  ]);
  return Object.fromEntries([...(command === null ? [] : [['command', command]]), ...batches]) as Record<
    string,
    Json
  >;
}

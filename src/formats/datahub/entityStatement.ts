import type { LineageStatement } from '../../lineage/facts';
import { timestampOf } from '../../lineage/metricHistory';
import { StatementDraft } from '../documents/statementDraft';
import type { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { addDataset } from './datasetAspects';
import { addAssertion, addJob, addRun } from './jobAspects';
import { urnParts } from './urns';

/** What a file says of one thing, by its type; things that hold no data and do nothing are counted. */
export function entityStatement(record: Placed, warnings: WarningTally): LineageStatement {
  const urn = record.at('urn').text ?? '';
  const aspects = (record.at('aspects').items() ?? []).filter((aspect) => {
    const isPlain = aspect.at('change').text !== 'PATCH' && aspect.at('json').object !== null;
    if (!isPlain) warnings.add('a change of a part (PATCH) is kept, and not shown', aspect.pointer);
    return isPlain;
  });
  const draft = new StatementDraft(timeOf(aspects));
  const aspect = (name: string): readonly Placed[] =>
    aspects.filter((each) => each.at('name').text === name).map((each) => each.at('json'));
  switch (urnParts(urn)?.type) {
    case 'dataJob':
    case 'dataFlow':
      addJob(urn, aspect, draft);
      break;
    case 'dataProcessInstance':
      addRun(urn, aspect, draft, warnings);
      break;
    case 'assertion':
      addAssertion(urn, aspect, draft);
      break;
    case 'dataset':
    case 'mlModel':
    case 'mlModelGroup':
    case 'mlFeature':
    case 'mlFeatureTable':
    case 'chart':
    case 'dashboard':
      addDataset(urn, aspect, record.at('jobs'), draft);
      break;
    default:
      warnings.add(`a thing of the type ${urnParts(urn)?.type ?? 'unknown'} is kept, and not shown`, urn);
  }
  return draft.end();
}

/** When the last of them was so; 0 means unknown. */
function timeOf(aspects: readonly Placed[]): ReturnType<typeof timestampOf> {
  const times = aspects.flatMap((aspect) => {
    const json = aspect.at('json');
    return [
      json.at('timestampMillis'),
      json.at('lastModified').at('time'),
      json.at('created').at('time'),
    ].flatMap(({ number }) => (number === null || number === 0 ? [] : number));
  });
  return times.length === 0 ? null : timestampOf(Math.max(...times));
}

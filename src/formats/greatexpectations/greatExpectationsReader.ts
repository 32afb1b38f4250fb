import type { Json, JsonObject } from '../../lib/json';
import type { LineageStatement } from '../../lineage/facts';
import { type DocumentRecord, documentReader, parseDocumentJson } from '../documents/documentReader';
import { datasetFact, jobFact, StatementDraft } from '../documents/statementDraft';
import { Fault, Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { gxNamespace, validationStatement } from './validation';

/** Results become verdicts on the data that they are of; what a suite demands is kept and not judged. */
export const greatExpectationsReader = documentReader({
  records(text, path) {
    const value = parseDocumentJson(text);
    const root = new Placed(value);
    if (!root.object) throw root.refuse('an object is expected');
    const runs = root.at('run_results').members();
    if (runs) {
      return runs.map(([name, placed]): DocumentRecord => {
        const found = placed.at('validation_result');
        if (!found.object) throw found.refuse('an object is expected');
        return { record: { validation: found.object, path: null, index: null }, place: name };
      });
    }
    const described = root.at('validation_results').items();
    if (described) {
      return described.map(({ value: each }, index): DocumentRecord => ({
        record: { validation: each ?? null, path, index },
        place: `/validation_results/${index}`,
      }));
    }
    return [{ record: recordOf(root.object), place: '' }];
  },
  say(record, warnings) {
    const root = new Placed(record);
    if (!root.at('validation').isAbsent) return validationStatement(root, warnings);
    return definitionStatement(root.at('definition'), warnings);
  },
});

function recordOf(value: JsonObject): Json {
  if (Array.isArray(value['results'])) return { validation: value, path: null, index: null };
  return { definition: value };
}

/** A suite is a job that validates; a validation definition says what data that job reads. */
function definitionStatement(definition: Placed, warnings: WarningTally): LineageStatement {
  const draft = new StatementDraft(null);
  const suite = definition.at('suite').at('name').text;
  const name = suite ?? definition.at('name').text ?? definition.at('expectation_suite_name').text;
  if (!name) throw new Fault('/name', 'a suite without a name');
  const job = draft.job(
    jobFact({ namespace: gxNamespace, name }, { description: definition.at('meta').at('notes').text }),
  );
  const expectations = definition.at('expectations').items() ?? [];
  for (const each of expectations)
    warnings.add('an expectation of a suite is kept, and not judged here', each.pointer);
  const data = definition.at('data');
  const [source, asset] = [data.at('datasource').at('name').text, data.at('asset').at('name').text];
  if (source && asset)
    draft.link('input', job, null, datasetFact({ namespace: gxNamespace, name: `${source}/${asset}` }));
  return draft.end();
}

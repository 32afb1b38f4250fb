import type { Assertion } from '../../lineage/claims';
import { placedName } from '../documents/placedName';
import { type DocumentRecord, documentReader, parseDocumentJson } from '../documents/documentReader';
import { datasetFact, StatementDraft, versionOfBytes } from '../documents/statementDraft';
import { Placed } from '../openlineage/place';

/** Each task of a report is a verdict on the file that it read, at the version of its bytes. */
export const frictionlessReportReader = documentReader({
  async records(text, path, place) {
    const root = new Placed(parseDocumentJson(text));
    const tasks = root.at('tasks').items();
    if (!tasks) throw root.at('tasks').refuse('a list is expected');
    const found: DocumentRecord[] = [];
    for (const task of tasks) {
      if (!task.object) throw task.refuse('an object is expected');
      const at = placeOf(task);
      const file = at === null ? null : await placedName(place, path, at);
      found.push({ record: { task: task.object, file }, place: task.pointer });
    }
    return found;
  },
  say(record, warnings) {
    const root = new Placed(record);
    const task = root.at('task');
    const draft = new StatementDraft(null);
    const name = placeOf(task) ?? task.at('name').text;
    if (!name) {
      warnings.add('a task that names no data was left out', '');
      return draft.end();
    }
    const stats = task.at('stats');
    const version = versionOfBytes({
      sha256: stats.at('sha256').text,
      md5: stats.at('md5').text,
      byteLength: stats.at('bytes').number,
    });
    const rowCount = stats.at('rows').number;
    const file = root.at('file').text;
    draft.dataset(
      datasetFact(
        { namespace: 'frictionless', name },
        {
          version,
          otherNames: file === null ? [] : [{ namespace: 'file', name: file }],
          claims: [
            { about: 'assertions', body: { assertions: assertionsOf(task), reportedBy: 'Frictionless' } },
            ...(rowCount === null ? [] : [{ about: 'statistics', body: { rowCount } } as const]),
          ],
        },
      ),
    );
    return draft.end();
  },
});

/** In version 4 the resource says where it is. */
function placeOf(task: Placed): string | null {
  return task.at('place').text ?? task.at('resource').at('path').text;
}

/** Whether all holds, and each error with its row (the header is row 1) and cell. */
function assertionsOf(task: Placed): readonly Assertion[] {
  const errors = task.at('errors').items() ?? [];
  const isSuccess = task.at('valid').value === true;
  return [
    { assertion: 'valid', isSuccess },
    ...errors.map((error): Assertion => {
      const [column, cell] = [error.at('fieldName').text, error.at('cell').text];
      const [message, note] = [error.at('message').text, error.at('note').text];
      return {
        assertion: error.at('type').text ?? error.at('code').text ?? 'error',
        isSuccess: false,
        ...(column && { column }),
        ...(cell !== null && { actual: cell }),
        ...(note && { expected: note }),
        ...(message !== null && { description: message }),
        params: {
          rowNumber: error.at('rowNumber').number ?? error.at('rowPosition').number,
          fieldNumber: error.at('fieldNumber').number ?? error.at('fieldPosition').number,
        },
      };
    }),
  ];
}

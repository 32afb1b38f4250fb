import { dbtReader } from '../../../src/formats/dbt/dbtReader';
import { placeOfText } from '../../../src/formats/lineagePlace';
import type { ReadStatement } from '../../../src/lineage/facts';
import { emptyPorts } from '../../operations/lineagePorts';

/** Reads one artifact by itself; a text is taken as it is. */
export async function readArtifact(artifact: unknown) {
  const { hashers, text } = emptyPorts();
  const place = placeOfText(
    'artifact.json',
    typeof artifact === 'string' ? artifact : JSON.stringify(artifact),
    text,
  );
  const all: ReadStatement[] = [];
  const read = await dbtReader.begin(place, { hashers, text, badEvents: 'refuse' })('artifact.json', {
    add: (statement) => all.push(statement),
    pause: () => Promise.resolve(),
  });
  const byId = new Map(all.map((each) => [each.place, each.statement]));
  return { read, all, of: (id: string) => byId.get(id)! };
}

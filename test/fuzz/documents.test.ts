import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeText } from '../../src/cli/nodePorts';
import { lineageFormats } from '../../src/formats/lineageFormats';
import type { Json } from '../../src/lib/json';
import { type LineageRequest, requestOfBytes } from '../../src/operations/lineage/lineageRequest';
import { smallDocuments } from '../formats/documents/smallDocuments';
import { logOf, smallRecords } from '../formats/wandb/smallLog';
import { emptyPorts } from '../operations/lineagePorts';
import { Budget, inputCount } from './budget';
import { ofBytes } from './mutateBytes';
import { jsonChanges, withJsonChange } from './mutateJson';
import { takeDamaged } from './taken';

function requestOf(format: string, bytes: Uint8Array): LineageRequest {
  const source = {
    byteLength: bytes.length,
    read: (start: number, end: number) => Promise.resolve(Uint8Array.from(bytes.subarray(start, end))),
  };
  return requestOfBytes('given.json', format, source, nodeText);
}

const printed = <T>(arbitrary: fc.Arbitrary<T>, make: (value: T) => LineageRequest) =>
  arbitrary.map((value) => ({
    request: make(value),
    [fc.toStringMethod]: () => fc.stringify(value).slice(0, 3000),
  }));

const documents = Object.entries(smallDocuments).map(
  ([format, document]) =>
    [
      format,
      printed(jsonChanges, (changes) => {
        const changed = changes.reduce<Json>(withJsonChange, document);
        return requestOf(format, new TextEncoder().encode(JSON.stringify(changed)));
      }),
    ] as const,
);
const notation = Buffer.from(`document
  prefix p <https://bikes.example.com/>
  entity(p:model@1, [p:sha256="${'c'.repeat(64)}", prov:type='p:Model', prov:label="m"@en, p:n=4, p:d="1.5" %% xsd:double])
  activity(p:fit, 2026-05-05T06:00:00+00:00, -)
  used(p:use1; p:fit, p:trips, -, [prov:role="""train"""])
  specializationOf(p:model@1, p:model)
  bundle p:night
    wasGeneratedBy(p:model@1, p:fit, -)
  endBundle
endDocument`);
const notations = ['prov-n', printed(ofBytes, (mutate) => requestOf('prov-n', mutate(notation)))] as const;
const cardText = Buffer.from(`---
license: mit
base_model: [org/base, https://hub.example/org/x]
datasets: org/trips
dataset_info:
  features: &f
  - {name: id, dtype: int64}
  splits:
  - {name: train, num_examples: 3}
model-index:
- name: m
  results:
  - task: {type: t}
    dataset: {type: org/trips}
    metrics:
    - {type: f1, value: 0.5}
---
# Card
`);
const cards = [
  'huggingface-card',
  printed(ofBytes, (mutate) => requestOf('huggingface-card', mutate(cardText))),
] as const;
const log = logOf(smallRecords);
const logs = ['wandb', printed(ofBytes, (mutate) => requestOf('wandb', mutate(log)))] as const;

describe('a damaged document', () => {
  it('is drawn for formats that are read', () => {
    const names = lineageFormats.map(({ name }) => name);
    for (const name of Object.keys(smallDocuments)) expect(names).toContain(name);
  });

  it.each([...documents, logs, notations, cards])(
    'of %s is taken whole or not at all, is read again as it was, and leaves a store that can be read',
    async (format, requests) => {
      const budget = new Budget();
      const reader = await lineageFormats.find(({ name }) => name === format)!.reader();
      await fc.assert(
        fc.asyncProperty(requests, ({ request }) =>
          budget.spend(async () => {
            const isRefused = await takeDamaged(request);
            const { place, files } = request.sources[0]!;
            const again = reader.begin(place, { ...emptyPorts(), badEvents: 'refuse' });
            await again(files[0]!.path, {
              add: ({ statement, record }) => expect(reader.readKept(record)).toEqual(statement),
              pause: () => Promise.resolve(),
            });
            return { isRefused, rowCount: 0 };
          }),
        ),
        { numRuns: inputCount(0.06) },
      );
      console.info(budget.describe(format));
    },
  );
});

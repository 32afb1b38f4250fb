import type { Json } from '../../lib/json';
import { type DocumentRecord, documentReader, parseDocumentJson } from '../documents/documentReader';
import { readStrictly } from '../jsonl/parseJson';
import { Placed } from '../openlineage/place';
import type { WarningTally } from '../warningTally';
import { entityStatement } from './entityStatement';

/** All that a file says of one thing is one record: a run's inputs, its job and how it went stand in proposals of their own. */
export const dataHubReader = documentReader({
  records(text) {
    const entities = new Map<string, { readonly place: string; readonly aspects: Json[] }>();
    const add = (urn: string, aspect: Json, place: string): void => {
      const known = entities.get(urn);
      if (known) known.aspects.push(aspect);
      else entities.set(urn, { place, aspects: [aspect] });
    };
    for (const proposal of proposalsOf(text)) {
      if (!proposal.object) throw proposal.refuse('a change proposal is an object');
      const [snapshot] = proposal.at('proposedSnapshot').members() ?? [];
      if (snapshot) takeSnapshot(snapshot[1], add);
      else takeProposal(proposal, add);
    }
    const templates = jobsOfRuns(entities);
    return [...entities].map(([urn, { place, aspects }]): DocumentRecord => {
      const jobs = Object.fromEntries(
        runsNamedIn(aspects).flatMap((run) => {
          const job = templates.get(run);
          return job === undefined ? [] : [[run, job] as const];
        }),
      );
      return { record: { urn, aspects, jobs }, place };
    });
  },
  say: (record, warnings: WarningTally) => entityStatement(new Placed(record), warnings),
});

type Add = (urn: string, aspect: Json, place: string) => void;

/** A list, one object, or one a line. */
function proposalsOf(text: string): readonly Placed[] {
  const isWhole = readStrictly(text).ok || !text.trim().includes('\n');
  if (isWhole) {
    const root = new Placed(parseDocumentJson(text));
    return root.items() ?? [root];
  }
  const lines = text.split('\n').map((line) => line.trim());
  if (!lines.every((line) => line === '' || (line.startsWith('{') && line.endsWith('}'))))
    return new Placed(parseDocumentJson(text)).items() ?? [];
  return lines.flatMap((line, index) =>
    line === '' ? [] : new Placed(parseDocumentJson(line), `line ${index + 1} `),
  );
}

function takeProposal(proposal: Placed, add: Add): void {
  const [urn, name] = [proposal.at('entityUrn').text, proposal.at('aspectName').text];
  if (urn === null || !urn.startsWith('urn:li:')) throw proposal.at('entityUrn').refuse('a urn is expected');
  const aspect = proposal.at('aspect');
  const inner = aspect.at('json');
  const value = aspect.at('value').text;
  const json = inner.isAbsent && value !== null ? parseDocumentJson(value) : (inner.value ?? null);
  add(urn, { name, change: proposal.at('changeType').text, json }, proposal.pointer);
}

/** `com.linkedin.pegasus2avro.dataset.UpstreamLineage` is the aspect `upstreamLineage`. */
function takeSnapshot(snapshot: Placed, add: Add): void {
  const urn = snapshot.at('urn').text;
  if (urn === null || !urn.startsWith('urn:li:')) throw snapshot.at('urn').refuse('a urn is expected');
  for (const aspect of snapshot.at('aspects').items() ?? []) {
    for (const [type, body] of aspect.members() ?? []) {
      const last = type.slice(type.lastIndexOf('.') + 1);
      const name = last.charAt(0).toLowerCase() + last.slice(1);
      add(urn, { name, change: 'UPSERT', json: body.value ?? null }, snapshot.pointer);
    }
  }
}

/** Which job a run is of, by the runs' urns. */
function jobsOfRuns(
  entities: ReadonlyMap<string, { readonly aspects: readonly Json[] }>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [urn, { aspects }] of entities) {
    for (const aspect of aspects) {
      const placed = new Placed(aspect);
      const job = placed.at('json').at('parentTemplate').text;
      if (placed.at('name').text === 'dataProcessInstanceRelationships' && job !== null) found.set(urn, job);
    }
  }
  return found;
}

/** Runs that trained a model. */
function runsNamedIn(aspects: readonly Json[]): readonly string[] {
  return aspects.flatMap((aspect) =>
    (new Placed(aspect).at('json').at('trainingJobs').items() ?? []).flatMap(({ text }) => text ?? []),
  );
}

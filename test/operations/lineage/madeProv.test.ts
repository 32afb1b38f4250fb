import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../sharedFolder';
import { distinct, type Graph, madeFolder, readJson, understood } from './madeGraph';

const made = madeFolder('prov');

interface Relation {
  readonly type: string;
  readonly formal: readonly (readonly [string, string])[];
}
interface Part {
  readonly namespaces: Readonly<Record<string, string>>;
  readonly default_namespace: string | null;
  readonly elements: readonly { readonly type: string; readonly id: string }[];
  readonly relations: readonly Relation[];
}
interface Truth {
  readonly document: Part;
  readonly bundles: Readonly<Record<string, Part>>;
}

/** What a reference reader tells of a document, as runs, their links and what came of what. */
function expectedOf({ document, bundles }: Truth) {
  const parts = [document, ...Object.values(bundles)];
  const relations = parts.flatMap((part) => part.relations);
  const at = ({ formal }: Relation, name: string) => formal.find(([own]) => own === `prov:${name}`)?.[1];
  const general = new Map<string, string>();
  for (const each of relations.filter(({ type }) => type === 'specializationOf')) {
    const [specific, whole] = [at(each, 'specificEntity')!, at(each, 'generalEntity')!];
    if (specific !== whole && !general.has(specific)) general.set(specific, whole);
  }
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  const dataset = (name: string): string => (general.has(name) ? dataset(general.get(name)!) : local(name));
  const link = (kind: string) =>
    relations.flatMap((each) => {
      const [entity, activity] = [at(each, 'entity'), at(each, 'activity')];
      if (each.type !== kind || entity === undefined || activity === undefined) return [];
      return [[local(activity), dataset(entity)]];
    });
  const derived = relations.flatMap((each) => {
    const ends =
      each.type === 'wasDerivedFrom'
        ? [at(each, 'usedEntity'), at(each, 'generatedEntity')]
        : each.type === 'hadMember'
          ? [at(each, 'entity'), at(each, 'collection')]
          : [];
    const [from, to] = ends.map((name) => name && dataset(name));
    return from !== undefined && to !== undefined && from !== to ? [[from, to]] : [];
  });
  const activities = parts.flatMap(({ elements }) => elements.filter(({ type }) => type === 'activity'));
  return {
    activities: distinct(activities.map(({ id }) => local(id))),
    used: distinct(link('used')),
    generated: distinct(link('wasGeneratedBy')),
    derived: distinct(derived),
  };
}

function shown(graph: Graph, parts: readonly Part[]) {
  const prefixes = parts.flatMap((part) => [...Object.values(part.namespaces), part.default_namespace ?? '']);
  const local = (id: string) => {
    const prefix = prefixes
      .filter((each) => each && id.startsWith(each))
      .sort((a, b) => b.length - a.length)[0];
    return prefix === undefined ? id : id.slice(prefix.length);
  };
  const links = (role: 'inputs' | 'outputs') =>
    graph.runs.flatMap((run) => run[role].map(({ dataset }) => [local(run.id), dataset.name]));
  return {
    activities: distinct(graph.runs.map(({ id }) => local(id))),
    used: distinct(links('inputs')),
    generated: distinct(links('outputs')),
    derived: distinct(
      graph.links.filter(({ kind }) => kind === 'derived').map(({ from, to }) => [from.name, to.name]),
    ),
  };
}

describe.skipIf(!sharedFolder)('documents of PROV', () => {
  const truths = sharedFolder
    ? (readJson(made, 'EXPECT.json') as { documents: Readonly<Record<string, { truth: Truth }>> }).documents
    : {};

  it.each(Object.keys(truths))(
    '%s is read as PROV-JSON and PROV-N alike, as a reference reads it',
    async (name) => {
      const { truth } = truths[name]!;
      const parts = [truth.document, ...Object.values(truth.bundles)];
      const json = await understood(path.join(made, `${name}.json`));
      const notation = await understood(path.join(made, `${name}.provn`));
      expect([json.failures, notation.failures]).toEqual([[], []]);
      const expected = expectedOf(truth);
      // An activity that only a relation names is a run all the same.
      const ours = shown(json.graph, parts);
      expect({ ...ours, activities: null }).toEqual({ ...expected, activities: null });
      expect(ours.activities).toEqual(expect.arrayContaining([...expected.activities]));
      expect(shown(notation.graph, parts)).toEqual(ours);
      expect(notation.graph.datasets.map(({ versions }) => versions.map(({ version }) => version))).toEqual(
        json.graph.datasets.map(({ versions }) => versions.map(({ version }) => version)),
      );
    },
  );

  it('versions are what specialises one entity, with their digests', async () => {
    const { graph, warnings } = await understood(path.join(made, 'pipeline.json'));
    expect(warnings).toEqual([]);
    const model = graph.datasets.find(({ name }) => name === 'model.onnx')!;
    expect(model.versions.map(({ version, sha256 }) => [version, sha256?.slice(0, 8)])).toEqual([
      ['model.onnx@1', '35833eee'],
      ['model.onnx@2', '20b0970e'],
    ]);
  });

  it('what breaks the constraints of PROV is warned of', async () => {
    const { warnings } = await understood(path.join(made, 'odd.provn'));
    expect(warnings.map((each) => each.replace(/: \d+$/, '')).sort()).toEqual([
      'an activity ends before it starts',
      'an entity that specialises itself is no version',
      'an entity was generated by two activities',
    ]);
  });

  it('what a tool of machine learning writes is read', async () => {
    const file = 'prov/bikes-fit_0/prov_bikes-fit_GR0_0.json';
    const truth = (readJson(made, 'yprov4ml/EXPECT.json') as { documents: Readonly<Record<string, Truth>> })
      .documents[file]!;
    const { graph, failures } = await understood(path.join(made, 'yprov4ml', file));
    expect(failures).toEqual([]);
    const parts = [truth.document];
    expect(shown(graph, parts)).toEqual(expectedOf(truth));
  });

  it.each([
    'truncated.json',
    'unknown-prefix.json',
    'unknown-relation.json',
    'entity-is-a-list-of-text.json',
    'bundle-in-bundle.json',
    'top-level-list.json',
    'no-end.provn',
    'unknown-statement.provn',
    'missing-comma.provn',
    'unknown-prefix.provn',
    'bad-time.provn',
  ])('%s is refused', async (name) => {
    const { failures } = await understood(path.join(made, 'invalid', name));
    expect(failures).toHaveLength(1);
  });

  it.each(['used-without-activity.json', 'used-without-entity.json', 'bad-time.json'])(
    '%s is read with a warning',
    async (name) => {
      const { failures, warnings } = await understood(path.join(made, 'invalid', name));
      expect([failures, warnings.length]).toEqual([[], 1]);
    },
  );
});

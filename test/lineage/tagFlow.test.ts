import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/lineage/buildGraph';
import type { Derivation, GraphKind } from '../../src/lineage/graph';
import type { ColumnLink, JobId, LinkPurpose, Observation, Origin } from '../../src/lineage/records';
import { flowTags } from '../../src/lineage/tagFlow';
import { type TagRemoval, wayOf } from '../../src/lineage/tags';
import type { ArtifactId, ArtifactKind } from '../../src/versioning/records';
import { artifact, job, observation, run, snapshot, time } from './graphs';

interface World {
  readonly kind?: GraphKind;
  readonly observations: readonly Observation[];
  readonly derivations?: readonly Derivation[];
  readonly removals?: readonly TagRemoval[];
  readonly kinds?: Readonly<Record<string, ArtifactKind>>;
}

/** What a tag of `raw` (or of a column of it) reaches, as `node`, `node.column`, with `?` where it is possible. */
function reached(start: string, world: World): readonly string[] {
  const { kind = 'definition', observations, derivations = [], removals = [], kinds = {} } = world;
  const names = (of: (each: Observation) => string | null): string[] =>
    [...new Set(observations.map(of))].flatMap((name) => name ?? []);
  const artifactIds = new Set([
    ...names(({ artifactId }) => artifactId),
    ...derivations.flatMap(({ from, to }) => [from, to]),
  ]);
  const graph = buildGraph(kind, {
    artifacts: [...artifactIds].map((id) => ({ ...artifact(id), kind: kinds[id] ?? 'dataset' })),
    snapshots: names(({ snapshotId }) => snapshotId).map((id) => {
      const [name = '', sequence] = id.split('@');
      return snapshot(name, Number(sequence));
    }),
    jobs: names(({ jobId }) => jobId).map(job),
    runs: names(({ runId }) => runId).map((id) => run(id.split('#')[0]!, id)),
    observations,
    derivations,
  });
  const [name = '', column] = start.split('.');
  const node = graph.indexOf.get(`${name.includes('@') ? 'snapshot' : 'artifact'}:${name}`)!;
  const byId = new Map(observations.map((each) => [each.id, each]));
  const flow = flowTags(
    graph,
    { observationOf: (id) => byId.get(id), derivations },
    [{ node, column: column ?? null, tag: 'email', certainty: 'certain' }],
    removals,
  );
  return [...flow.at]
    .flatMap(([index, arrivals]) =>
      arrivals
        .filter(({ node: own }) => !('jobId' in graph.nodes[own]!))
        .map(
          (each) =>
            graph.nodes[index]!.key.replace(/^\w+:/, '') +
            (each.column === null ? '' : `.${each.column}`) +
            (each.certainty === 'possible' ? '?' : ''),
        ),
    )
    .sort();
}

const read = (data: string, process: string, more: Partial<Observation> = {}): Observation =>
  observation(`${data}>${process}${JSON.stringify(more)}`, data, 'input', process, more);
const wrote = (process: string, data: string, more: Partial<Observation> = {}): Observation =>
  observation(`${process}>${data}${JSON.stringify(more)}`, data, 'output', process, more);
const columns = (...pairs: [from: string, input: string, output: string | null][]): ColumnLink[] =>
  pairs.map(([from, input, output]) => ({ output, inputArtifactId: from as ArtifactId, input }));

describe('what flows downstream', () => {
  it('[L60] goes along observed, declared and manual links', () => {
    for (const origin of ['observed', 'declared', 'manual'] as Origin[]) {
      const observations = [read('raw', 'clean', { origin }), wrote('clean', 'tidy', { origin })];
      expect(reached('raw', { observations })).toEqual(['raw', 'tidy']);
    }
  });

  it('[L61] arrives as possible along an inferred link, and stays so further down', () => {
    const observations = [
      read('raw', 'clean', { origin: 'inferred' }),
      wrote('clean', 'tidy'),
      read('tidy', 'fit'),
      wrote('fit', 'model'),
    ];
    expect(reached('raw', { observations })).toEqual(['model?', 'raw', 'tidy?']);
    expect(reached('raw', { observations: [...observations, read('raw', 'clean')] })).toEqual([
      'model',
      'raw',
      'tidy',
    ]);
  });

  it('[L62] goes by column where columns are known', () => {
    const observations = [
      read('raw', 'clean'),
      wrote('clean', 'tidy', { columns: columns(['raw', 'mail', 'contact'], ['raw', 'fare', 'price']) }),
    ];
    expect(reached('raw.mail', { observations })).toEqual(['raw.mail', 'tidy.contact']);
    expect(reached('raw.fare', { observations })).toEqual(['raw.fare', 'tidy.price']);
    expect(reached('raw.dropped', { observations })).toEqual(['raw.dropped']);
    expect(reached('raw', { observations })).toEqual(['raw', 'tidy']);
  });

  it('[L62] goes by table where columns of that input are not known, and from there on', () => {
    const observations = [
      read('raw', 'clean'),
      read('other', 'clean'),
      wrote('clean', 'tidy', { columns: columns(['other', 'fare', 'price']) }),
      read('tidy', 'next'),
      wrote('next', 'last', { columns: columns(['tidy', 'price', 'price']) }),
    ];
    expect(reached('raw.mail', { observations })).toEqual(['last', 'raw.mail', 'tidy']);
  });

  it('[L62] arrives as possible where a column only steers which rows there are', () => {
    const steering: ColumnLink = {
      output: 'count',
      inputArtifactId: 'raw' as ArtifactId,
      input: 'mail',
      transformations: [['INDIRECT', 'GROUP_BY', false]],
    };
    const observations = [read('raw', 'count'), wrote('count', 'counts', { columns: [steering] })];
    expect(reached('raw.mail', { observations })).toEqual(['counts.count?', 'raw.mail']);
  });

  it('[L62] lets a run speak as one: its end knows columns that its start did not', () => {
    const start = wrote('clean#1', 'tidy');
    const end = wrote('clean#1', 'tidy', { columns: columns(['raw', 'fare', 'price']) });
    expect(reached('raw.mail', { observations: [read('raw', 'clean#1'), start, end] })).toEqual(['raw.mail']);
    const another = wrote('clean#2', 'tidy');
    expect(reached('raw.mail', { observations: [read('raw', 'clean#1'), end, another] })).toEqual([
      'raw.mail',
      'tidy',
    ]);
  });

  it('[L63] tags a model by what trained it, and not by what only evaluated it', () => {
    const kinds = { model: 'model', shown: 'endpoint' } as const;
    const by = (purpose?: LinkPurpose): readonly string[] =>
      reached('raw', {
        kinds,
        observations: [
          read('raw', 'fit', purpose ? { purpose } : {}),
          wrote('fit', 'model'),
          wrote('fit', 'report'),
          read('model', 'serve'),
          wrote('serve', 'shown'),
        ],
      });
    expect(by('training')).toEqual(['model', 'raw', 'report', 'shown']);
    expect(by()).toEqual(['model', 'raw', 'report', 'shown']);
    expect(by('evaluation')).toEqual(['raw', 'report']);
  });

  it('[L64] ends at a job that is declared to remove the tag, and at no other', () => {
    const observations = [
      read('raw', 'hash'),
      wrote('hash', 'tidy'),
      read('raw', 'copy'),
      wrote('copy', 'backup'),
    ];
    const removal = { jobId: 'hash' as JobId, tag: 'email' };
    expect(reached('raw', { observations, removals: [removal] })).toEqual(['backup', 'raw']);
    expect(reached('raw', { observations, removals: [{ ...removal, tag: 'phone' }] })).toEqual([
      'backup',
      'raw',
      'tidy',
    ]);
  });

  it('[L60] follows derivations, by column where these are told', () => {
    const derivation: Derivation = {
      from: 'raw' as ArtifactId,
      to: 'tidy' as ArtifactId,
      way: 'derived',
      origin: 'declared',
      eventTime: time(0),
      columns: [
        {
          toColumn: 'contact',
          from: { namespace: 'n', name: 'raw' },
          fromColumn: 'mail',
          transformations: [],
        },
      ],
    };
    expect(reached('raw.mail', { observations: [], derivations: [derivation] })).toEqual([
      'raw.mail',
      'tidy.contact',
    ]);
  });

  it('[L65] may be meant where no version is told', () => {
    const observations = [
      read('raw@1', 'keep#1'),
      wrote('keep#1', 'kept@1'),
      read('raw', 'clean#1'),
      wrote('clean#1', 'tidy'),
      read('tidy@3', 'fit#1'),
      wrote('fit#1', 'model@1'),
    ];
    expect(reached('raw@1', { kind: 'version', observations })).toEqual([
      'kept@1',
      'model@1?',
      'raw?',
      'raw@1',
      'tidy?',
      'tidy@3?',
    ]);
  });

  it('[L60] shows the shortest way, with its edges', () => {
    const observations = [read('raw', 'clean'), wrote('clean', 'tidy'), read('tidy', 'clean')];
    const graph = buildGraph('definition', {
      artifacts: [artifact('raw'), artifact('tidy')],
      snapshots: [],
      jobs: [job('clean')],
      runs: [],
      observations,
      derivations: [],
    });
    const byId = new Map(observations.map((each) => [each.id, each]));
    const seed = {
      node: graph.indexOf.get('artifact:raw')!,
      column: null,
      tag: 't',
      certainty: 'certain',
    } as const;
    const flow = flowTags(graph, { observationOf: (id) => byId.get(id), derivations: [] }, [seed]);
    const way = wayOf(flow.at.get(graph.indexOf.get('artifact:tidy')!)![0]!);
    expect(way.map(({ node }) => graph.nodes[node]!.key)).toEqual([
      'artifact:raw',
      'job:clean',
      'artifact:tidy',
    ]);
    expect(way.map(({ edge }) => edge)).toEqual([null, 0, 1]);
  });
});

const drawnLink = fc.record({
  data: fc.constantFrom('raw', 'a', 'b', 'c', 'm'),
  job: fc.constantFrom('j', 'k', 'l'),
  role: fc.constantFrom('input' as const, 'output' as const),
  origin: fc.constantFrom<Origin>('observed', 'declared', 'inferred', 'manual'),
  purpose: fc.constantFrom<LinkPurpose>('training', 'evaluation', 'serving', 'other'),
  columns: fc.option(
    fc.array(
      fc.tuple(
        fc.constantFrom('raw', 'a', 'b'),
        fc.constantFrom('x', 'y'),
        fc.option(fc.constantFrom('x', 'y')),
      ),
      { maxLength: 3 },
    ),
  ),
});

/** Each by a source of its own, so that none says more of what another said. */
const linksOf = (
  drawn: readonly (typeof drawnLink extends fc.Arbitrary<infer T> ? T : never)[],
): Observation[] =>
  drawn.map(({ data, job: name, role, origin, purpose, columns: told }, index) =>
    observation(`o${index}`, data, role, name, {
      origin,
      purpose,
      source: `s${index}`,
      columns: told && columns(...told),
    }),
  );

describe('laws of what flows', () => {
  const kinds = { m: 'model' } as const;

  it('[L60] adding a link never removes a tag, and never makes a certain one possible', () => {
    fc.assert(
      fc.property(fc.array(drawnLink, { maxLength: 14 }), drawnLink, (drawn, added) => {
        const anchor = read('raw', 'j');
        const before = reached('raw.x', { kinds, observations: [anchor, ...linksOf(drawn)] });
        const after = new Set(
          reached('raw.x', { kinds, observations: [anchor, ...linksOf([...drawn, added])] }),
        );
        for (const tag of before)
          expect(after.has(tag) || (tag.endsWith('?') && after.has(tag.slice(0, -1)))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('[L60] the order of records changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(drawnLink, { maxLength: 14 }).chain((drawn) => {
          const links = [read('raw', 'j'), ...linksOf(drawn)];
          return fc.tuple(
            fc.constant(links),
            fc.shuffledSubarray(links, { minLength: links.length, maxLength: links.length }),
          );
        }),
        ([links, shuffled]) => {
          expect(reached('raw.x', { kinds, observations: shuffled })).toEqual(
            reached('raw.x', { kinds, observations: links }),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOpenLineage } from '../../../src/formats/openlineage/readOpenLineage';

const event = {
  eventType: 'START',
  eventTime: '2026-01-01T00:00:00Z',
  producer: 'urn:test',
  schemaURL: 'urn:schema',
  run: { runId: '11111111-1111-4111-8111-111111111111' },
  job: { namespace: 'n', name: 'j' },
};

function read(value: unknown) {
  const result = readOpenLineage(typeof value === 'string' ? value : JSON.stringify(value));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function fault(value: unknown) {
  const result = readOpenLineage(typeof value === 'string' ? value : JSON.stringify(value));
  return result.ok ? null : result.error;
}

describe('readOpenLineage', () => {
  it('reads an object, a list, JSON Lines and what an API wraps in `events`', () => {
    const texts = [
      JSON.stringify(event),
      JSON.stringify([event]),
      `\uFEFF${JSON.stringify(event)}\n\n`,
      JSON.stringify({ events: [event], totalCount: 1 }),
    ];
    for (const text of texts) expect(read(text).statements).toHaveLength(1);
    expect(read(`${JSON.stringify(event)}\r\n${JSON.stringify(event)}\n`).statements).toHaveLength(2);
  });

  const line = JSON.stringify(event);
  const pretty = JSON.stringify(event, null, 2);
  const lineLeftOut = { message: 'a line is no event and was left out', place: 'line 1' };
  it.each([
    ['objects one behind the other', `${pretty}\n${pretty}${line}${line}`, 4, []],
    ['a JSON text sequence', `\u001e${line}\n\u001e${pretty}\n`, 2, []],
    ['a log', `started\nINFO sent ${line}\n${line}\nended {1}\n`, 2, [{ ...lineLeftOut, count: 2 }]],
  ])('reads %s', (_what, text, count, warnings) => {
    expect(read(text)).toEqual({
      statements: Array.from(
        { length: count },
        () => expect.objectContaining({ runs: [expect.objectContaining({ transition: 'start' })] }) as object,
      ),
      warnings,
      badEventCount: 0,
    });
  });

  it('refuses a bad event with its place, or leaves it out, counted, where that is asked for', () => {
    const text = `${line}\n{"run": NaN}\n{"run": {"a": \n${line}\n{"x": 1}\n`;
    expect(fault(text)).toMatchObject({ place: 'line 2, column 9' });
    const result = readOpenLineage(text, 'leaveOut');
    expect(result.ok && [result.value.statements.length, result.value.badEventCount]).toEqual([2, 3]);
    expect(result.ok && result.value.warnings.map(({ place }) => place)).toEqual([
      'line 2, column 9',
      'line 3, column 15',
      'line 5 ',
    ]);
  });

  it('[I10] takes time linear in the text where values do not end', () => {
    // Each looked for to the end would be 2,000 times 8 MB.
    const long = JSON.stringify({ ...event, producer: 'x'.repeat(8_000_000) });
    const text = `${line}\n${'{"a": [\n'.repeat(2000)}${long}`;
    const before = performance.now();
    const result = readOpenLineage(text, 'leaveOut');
    expect(result.ok && [result.value.statements.length, result.value.badEventCount]).toEqual([2, 2000]);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it.each([
    ['2026-01-01T00:00:00.123456789Z', '2026-01-01T00:00:00.123456789Z'],
    ['2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00.000000000Z'],
    ['2026-01-01T00:00:00.5', '2026-01-01T00:00:00.500000000Z'],
    ['2026-01-01T01:00:00.5+01:00[Europe/Paris][u-ca=gregory]', '2026-01-01T00:00:00.500000000Z'],
  ])('takes the time %s for %s', (text, time) => {
    expect(read({ ...event, eventTime: text }).statements[0]?.time).toBe(time);
  });

  it.each([
    ['^2.1', '^2.1'],
    ['', null],
    [21, null],
    [{}, null],
    [undefined, null],
  ])('[L39] takes the range %s that an input asked for as %s', (requested, taken) => {
    const inputFacets = { throughline_observation: { origin: 'manual', requested } };
    const { statements } = read({ ...event, inputs: [{ namespace: 'n', name: 'd', inputFacets }] });
    expect(statements[0]?.links[0]?.requested).toBe(taken);
  });

  it.each([
    ['9007199254740993', '9007199254740993'],
    [' 8150000000000000004 ', '8150000000000000004'],
    ['"9007199254740993"', '9007199254740993'],
    ['7', '7'],
  ])('takes the version %s for %s', (version, name) => {
    const inputs = [{ namespace: 'n', name: 'd', facets: { version: { datasetVersion: 0 } } }];
    const text = JSON.stringify({ ...event, inputs }).replace(
      '"datasetVersion":0',
      `"datasetVersion":${version}`,
    );
    expect(read(text).statements[0]?.datasets[0]?.version?.name).toBe(name);
  });

  it('takes a facet with `_deleted` for none, and warns of nothing', () => {
    const gone = { _deleted: true };
    const facets = { symlinks: gone, version: gone, columnLineage: gone };
    const { statements, warnings } = read({ ...event, outputs: [{ namespace: 'n', name: 'd', facets }] });
    expect(statements[0]?.datasets[0]).toMatchObject({ version: null, otherNames: [], columnSources: [] });
    expect(warnings).toEqual([]);
  });

  it('reads what a job declares to read and write in the facet `lineage`', () => {
    const from = { namespace: 'n', name: 'a', type: 'DATASET' };
    const entry = {
      namespace: 'n',
      name: 'b',
      type: 'DATASET',
      inputs: [from],
      fields: { id: { inputs: [{ ...from, field: 'key' }] } },
    };
    const other = { namespace: 'n', name: 'j', type: 'JOB', inputs: [] };
    const job = { ...event.job, facets: { lineage: { entries: [entry, other] } } };
    const { statements, warnings } = read({ ...event, run: undefined, eventType: undefined, job });
    expect(statements[0]?.links).toMatchObject([
      { role: 'input', origin: 'declared', dataset: { name: 'a' } },
      {
        role: 'output',
        origin: 'declared',
        dataset: { name: 'b', columnSources: [{ toColumn: 'id', from: { name: 'a' }, fromColumn: 'key' }] },
      },
    ]);
    expect(warnings).toMatchObject([{ place: '/job/facets/lineage/entries/1', count: 1 }]);
  });

  it('warns of a name that nobody means', () => {
    const { warnings } = read({ ...event, inputs: [{ namespace: 's3://b\n', name: 't' }] });
    expect(warnings).toMatchObject([{ place: '/inputs/0', count: 1 }]);
    expect(warnings[0]?.message).toContain('line break');
  });

  it('says that a time has no zone, and that the schema is not named', () => {
    const { schemaURL: _schemaURL, ...rest } = event;
    const { warnings } = read([
      { ...rest, eventTime: '2026-01-01T00:00:00' },
      { ...rest, eventTime: '2026-01-01T00:00:01' },
    ]);
    expect(warnings).toEqual([
      { message: 'no schemaURL', place: '/0', count: 2 },
      { message: 'eventTime has no zone: taken as UTC', place: '/0/eventTime', count: 2 },
    ]);
  });

  it.each([
    [[event, event, event, { ...event, run: { runId: 7 } }], '/3/run/runId'],
    [{ ...event, run: 'x' }, '/run'],
    [{ ...event, eventType: 'DONE' }, '/eventType'],
    [{ ...event, eventTime: 'yesterday' }, '/eventTime'],
    [{ ...event, inputs: {} }, '/inputs'],
    [{ ...event, outputs: [{ namespace: 'n', name: 1 }] }, '/outputs/0/name'],
    [{ ...event, job: { namespace: ['n'], name: 'j' } }, '/job/namespace'],
    [[event, 5], '/1'],
    [{ hello: 'world' }, '/'],
    [{ events: [event, null] }, '/events/1'],
  ])('refuses %j at %s', (value, place) => {
    expect(fault(value)?.place).toBe(place);
  });

  it('says line and column of what is no JSON', () => {
    expect(fault('[{"eventType": "START",\n  "run": {]}')).toMatchObject({ place: 'line 2, column 11' });
    expect(fault('')).toMatchObject({ place: 'line 1' });
    const lines = `${JSON.stringify(event)}\n${JSON.stringify(event)}\n{"eventType": }\n`;
    expect(fault(lines)?.place).toBe('line 3, column 15');
    expect(fault(`${JSON.stringify(event)}\n${JSON.stringify({ ...event, eventType: 1 })}`)?.place).toBe(
      'line 2 /eventType',
    );
  });

  it('refuses what is nested without end', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const text = JSON.stringify({ ...event, more: 0 }).replace('"more":0', `"more":${deep}`);
    expect(fault(text)?.message).toContain('nested deeper');
  });

  it('leaves a misshapen facet out, and says so', () => {
    const facets = {
      schema: 5,
      symlinks: { identifiers: 'x' },
      version: {},
      columnLineage: { fields: { a: {} } },
    };
    const { statements, warnings } = read({ ...event, inputs: [{ namespace: 'n', name: 'd', facets }] });
    expect(statements[0]?.datasets[0]).toMatchObject({ version: null, otherNames: [], columnSources: [] });
    expect(warnings.map(({ place }) => place)).toEqual([
      '/inputs/0/facets/schema',
      '/inputs/0/facets/symlinks',
      '/inputs/0/facets/version',
      '/inputs/0/facets/columnLineage/fields/a',
    ]);
  });

  it('what an event says does not depend on those before it, and each warning is counted', () => {
    const facets: fc.Arbitrary<object | undefined> = fc.constantFrom<object | undefined>(
      undefined,
      {},
      { version: { datasetVersion: '1' } },
      { version: { datasetVersion: '2' }, schema: { fields: [{ name: 'a', type: 'int' }] } },
      { schema: { fields: [{ name: 'b' }] }, columnLineage: { fields: { b: { inputFields: [] } } } },
      { schema: 5 },
      { unheardOf: { a: 1 } },
      { schema: { _deleted: true } },
      { dataQualityMetrics: { rowCount: 3, columnMetrics: {} } },
    );
    const dataset = fc.record(
      {
        namespace: fc.constantFrom('n', 'm'),
        name: fc.constantFrom('d', 'e', ' d', '{{ d }}'),
        facets,
        outputFacets: fc.constantFrom({}, { outputStatistics: { size: 7 } }),
      },
      { requiredKeys: ['namespace', 'name'] },
    );
    const events = fc.array(
      fc.record({
        eventType: fc.constantFrom('START', 'COMPLETE'),
        job: fc.record({ namespace: fc.constantFrom('n', 'm'), name: fc.constantFrom('j', 'k'), facets }),
        inputs: fc.array(dataset, { maxLength: 2 }),
        outputs: fc.array(dataset, { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    const count = (files: readonly ReturnType<typeof read>[]): number =>
      files.flatMap(({ warnings }) => warnings).reduce((sum, warning) => sum + warning.count, 0);
    fc.assert(
      fc.property(events, (several) => {
        const whole = several.map((each) => ({ ...event, ...each }));
        const [together, alone] = [read(whole), whole.map((each) => read(each))];
        expect(together.statements).toEqual(alone.flatMap(({ statements }) => statements));
        expect(count([together])).toBe(count(alone));
      }),
    );
  });

  it('reads what facets say of a run, in the words of the specification and of training tools', () => {
    const facets = {
      parentRun: {
        run: { runId: 'AAAAAAAA-1111-4111-8111-111111111111' },
        job: { namespace: 'n', name: 'p' },
      },
      processing_engine: { name: 'spark', version: '3.5' },
      executionParameters: { parameters: [{ key: 'depth', value: '6' }] },
      mlflow: { params: { eta: 0.1 }, metrics: { auc: 0.9, bad: 'x' }, seed: 42 },
    };
    const job = { ...event.job, facets: { sourceCodeLocation: { type: 'git', url: 'u', version: 'abc' } } };
    const { statements, warnings } = read({ ...event, job, run: { ...event.run, facets } });
    expect(statements[0]?.runs[0]).toMatchObject({
      course: null,
      parent: { id: 'aaaaaaaa-1111-4111-8111-111111111111', job: { namespace: 'n', name: 'p' } },
      root: null,
      parameters: { depth: '6', eta: 0.1 },
      metrics: { auc: 0.9 },
      environment: 'spark 3.5',
      seed: 42,
      codeVersion: 'abc',
    });
    expect(warnings).toEqual([
      {
        message: 'a metric that is no number is left out',
        place: '/run/facets/mlflow/metrics/bad',
        count: 1,
      },
    ]);
  });
});

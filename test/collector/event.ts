/** An event of a run, small and with a number. */
export function eventOf(number: number, more: object = {}): string {
  return JSON.stringify({
    eventType: 'COMPLETE',
    eventTime: '2026-01-01T00:00:00Z',
    run: { runId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` },
    job: { namespace: 'shop', name: `load ${number}` },
    inputs: [],
    outputs: [{ namespace: 'file', name: `/data/${number}.csv` }],
    producer: 'https://example.com/jobs',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    ...more,
  });
}

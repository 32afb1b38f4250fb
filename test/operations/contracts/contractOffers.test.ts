import { describe, expect, it } from 'vitest';
import { namesPromised } from '../../../src/operations/contracts/contractOffers';

const head = 'apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\n';
const names = ['trips.csv', 'data/trips.csv', 'rides.parquet', 'export/2026/orders.csv', 'other.csv'];

describe('the artifacts that a contract promises something about', () => {
  it('have the name, or the physical name, of one of its tables', () => {
    const text = `${head}schema: [{name: trips}, {name: r, physicalName: rides}]\n`;
    expect(namesPromised(text, names)).toEqual(['trips.csv', 'data/trips.csv', 'rides.parquet']);
  });

  it('are the one that it chooses', () => {
    const chosen = '[{property: throughlineArtifact, value: data/trips.csv}]';
    const text = `${head}schema: [{name: trips, customProperties: ${chosen}}]\n`;
    expect(namesPromised(text, names)).toEqual(['data/trips.csv']);
  });

  it('lie where a local server of it has the table', () => {
    const servers = "servers: [{server: f, type: local, path: './export/2026/{model}s.csv', format: csv}]\n";
    expect(namesPromised(`${head}${servers}schema: [{name: order}]\n`, names)).toEqual([
      'export/2026/orders.csv',
    ]);
  });

  it('are none of what is no contract', () => {
    expect(namesPromised('a: 1', names)).toEqual([]);
  });
});

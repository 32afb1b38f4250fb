import { describe, expect, it } from 'vitest';

import { countFilters, filterOf, parseAuditSearch } from '../../../src/ui/audit/auditSearch';

describe('the address of the audit view', () => {
  it('keeps what it knows and drops the rest', () => {
    expect(
      parseAuditSearch({
        q: 7,
        artifact: 'a',
        by: '',
        action: 'undo',
        from: '2026-03-12',
        to: 'soon',
        entry: -1,
      }),
    ).toEqual({ q: '7', artifact: 'a', action: 'undo', from: '2026-03-12' });
    expect(parseAuditSearch({ from: '2026-13-45', to: '2026-03-12T08:30', entry: 3 })).toEqual({
      to: '2026-03-12T08:30',
      entry: 3,
    });
  });

  it('includes the whole last minute or day, of the reader’s zone', () => {
    const at = (text: string) => `${new Date(text).toISOString().slice(0, -1)}000000Z`;
    expect(filterOf({ from: '2026-03-12', to: '2026-03-12' })).toMatchObject({
      from: at('2026-03-12T00:00'),
      until: at('2026-03-13T00:00'),
    });
    expect(filterOf({ to: '2026-03-12T08:30' })).toMatchObject({ from: null, until: at('2026-03-12T08:31') });
  });

  it('does not count the open entry as a filter', () => {
    expect(countFilters({ entry: 3, q: 'x' })).toBe(1);
  });
});

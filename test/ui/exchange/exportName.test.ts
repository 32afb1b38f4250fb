import { describe, expect, it } from 'vitest';

import { exportName } from '../../../src/ui/exchange/exportName';

describe('exportName', () => {
  const day = new Date(Date.UTC(2026, 2, 12));

  it('says what it is and from when', () => {
    expect(exportName('Bike share', 'openlineage.json', day)).toBe('bike-share-2026-03-12.openlineage.json');
  });

  it('holds no path and is never empty', () => {
    expect(exportName('../..', 'throughline.json', day)).toBe('workspace-2026-03-12.throughline.json');
    expect(exportName('räder/2026', 'throughline.json', day)).toBe('räder-2026-2026-03-12.throughline.json');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worstVerdict, type ClauseVerdict } from '../../../src/gates/contract/verdict';
import { endOfWaiver, waivedVerdict, withWaivers, type Waiver } from '../../../src/gates/contract/waiver';
import type { ActorId, ArtifactId } from '../../../src/versioning/records';
import { timestampFromMilliseconds } from '../../../src/versioning/timestamp';

const waiver = (of: Partial<Waiver['of']>, more: Partial<Waiver> = {}): Waiver => ({
  id: 'w',
  artifactId: 'a' as ArtifactId,
  of: { clause: 'maximum', column: 'fare', use: 0, ...of },
  author: 'Ada',
  reason: 'the meter was broken',
  until: '2026-03-31',
  isEnded: false,
  actor: 'tester' as ActorId,
  recordedAt: timestampFromMilliseconds(0),
  ...more,
});
const check = (clause: string, column: string | null, verdict: ClauseVerdict) => ({
  clause,
  column,
  verdict,
});
const march = Date.UTC(2026, 2, 12);

describe('a waiver', () => {
  it('[K29] holds through its last day in UTC, and not a millisecond longer', () => {
    const checks = [check('maximum', 'fare', 'fail')];
    const verdictAt = (at: number) => waivedVerdict(withWaivers(checks, [waiver({})], at));
    const end = Date.UTC(2026, 3, 1);
    expect(endOfWaiver('2026-03-31')).toBe(end);
    expect([verdictAt(march), verdictAt(end - 1), verdictAt(end)]).toEqual(['warn', 'warn', 'fail']);
  });

  it('[K29] ends on a day that there is', () => {
    for (const text of ['2026-02-29', '2026-13-01', 'tomorrow', '2026-3-1', '2026-03-01T00:00:00Z'])
      expect(endOfWaiver(text)).toBeNaN();
    expect(endOfWaiver('2028-02-29')).toBe(Date.UTC(2028, 2, 1));
  });

  it('[K29] is of one of several clauses with one name and column, and of none that passes', () => {
    const checks = [
      check('rowCount', null, 'pass'),
      check('maximum', 'fare', 'fail'),
      check('maximum', 'fare', 'fail'),
      check('maximum', 'tip', 'fail'),
    ];
    const waived = withWaivers(
      checks,
      [waiver({ use: 1 }), waiver({ clause: 'rowCount', column: null })],
      march,
    );
    expect(waived.map((each) => each.waiver?.reason ?? null)).toEqual([
      null,
      null,
      'the meter was broken',
      null,
    ]);
    expect(waivedVerdict(waived)).toBe('fail');
  });

  it('[K29] that was taken back holds no more', () => {
    const checks = [check('maximum', 'fare', 'unknown')];
    expect(waivedVerdict(withWaivers(checks, [waiver({})], march))).toBe('warn');
    expect(waivedVerdict(withWaivers(checks, [waiver({}, { isEnded: true })], march))).toBe('unknown');
  });

  it('[K29] never makes a check worse, and never a broken one pass', () => {
    const clause = fc.record({
      clause: fc.constantFrom('maximum', 'required'),
      column: fc.constantFrom('fare', 'tip', null),
      verdict: fc.constantFrom<ClauseVerdict>('pass', 'warn', 'fail', 'unknown', 'notChecked'),
    });
    const key = fc.record({
      clause: fc.constantFrom('maximum', 'required'),
      column: fc.constantFrom('fare', 'tip', null),
      use: fc.nat(2),
    });
    const order = ['pass', 'warn', 'unknown', 'fail'];
    fc.assert(
      fc.property(fc.array(clause), fc.array(key), (checks, keys) => {
        const plain = worstVerdict(checks.map(({ verdict }) => verdict));
        const waived = waivedVerdict(
          withWaivers(
            checks,
            keys.map((of) => waiver(of)),
            march,
          ),
        );
        if (!checks.some(({ verdict }) => verdict !== 'notChecked')) return waived === 'unknown';
        return order.indexOf(waived) <= order.indexOf(plain) && (waived === 'pass') === (plain === 'pass');
      }),
    );
  });
});

import type { PromotionEvidence } from './promotionEvidence';
import type { UsedReadings } from './usedReadings';

/** What spoke for a promotion, and the readings of both versions that were in use then. */
export interface PromotionMove extends PromotionEvidence {
  readonly kind: 'promotion';
  /** Not there where neither version is a table, and in moves from before readings could be chosen. */
  readonly readings?: UsedReadings;
}

/** What a move has as its evidence. */
export type MoveEvidence =
  | PromotionMove
  | {
      readonly kind: 'rollback';
      /** The move that it takes back. */
      readonly of: string;
    };

import type { Activity } from './activities';

/** What the id of the sample's activity begins with. */
export const sampleActivityPrefix = 'sample-';

/** The sample has an activity of its own; whether it is under way. */
export function isSampleComingIn({ id, endedAtMs }: Activity): boolean {
  return id.startsWith(sampleActivityPrefix) && endedAtMs === null;
}

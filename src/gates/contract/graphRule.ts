/** What a contract promises of the lineage around its tables: rules of `throughlineLineage` in its `customProperties` [K25]. Nodes go by name. */
export type GraphRule =
  | { readonly kind: 'link'; readonly from: string; readonly to: string; readonly mustExist: boolean }
  | { readonly kind: 'produced'; readonly sources: readonly string[] }
  | { readonly kind: 'declared' }
  | { readonly kind: 'noCycle' }
  | {
      readonly kind: 'reaches';
      readonly from: string;
      readonly to: string;
      /** The digest that the latest version of `from` must have; null for any. */
      readonly digest: string | null;
    }
  | {
      readonly kind: 'count';
      readonly of: 'artifacts' | 'jobs' | 'links';
      /** The closure that is counted; null for the whole graph. */
      readonly downstreamOf: string | null;
      readonly upstreamOf: string | null;
      readonly minimum: number | null;
      readonly maximum: number | null;
    };

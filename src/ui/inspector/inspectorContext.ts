import { createContext, useContext } from 'react';

import type { InspectorProps } from './InspectorPanel';

/** What every part of the inspector needs to name other nodes and to lead to them. */
export const InspectorContext = createContext<InspectorProps | null>(null);

export function useInspector(): InspectorProps {
  const value = useContext(InspectorContext);
  if (!value) throw new Error('useInspector outside InspectorContext');
  return value;
}

import { useState } from 'react';

/** What a person enters about one thing: it begins anew when it is about another one, and nothing is drawn anew for that. */
export function useDraft<T>(about: string, initial: T): readonly [T, (value: T) => void] {
  const [kept, setKept] = useState({ about, value: initial });
  return [kept.about === about ? kept.value : initial, (value) => setKept({ about, value })];
}

import { useSyncExternalStore } from 'react';

import type { Workspace } from '../operations/core/workspace';
import type { FoundState } from './foundState';
import { type Services, useServices } from './services';
import { workspaceSource } from './workspaceSource';

interface FoundSource {
  readonly current: () => FoundState;
  readonly subscribe: (listener: () => void) => () => void;
}

const nothingYet: FoundState = { findings: null, openCounts: new Map() };

const sources = new WeakMap<Services, FoundSource>();

/** What is found, anew some time after each change: in small steps while the page is idle, once for all views. */
export function useFound(): FoundState {
  const services = useServices();
  const source = sources.get(services) ?? watch(services);
  return useSyncExternalStore(source.subscribe, source.current);
}

/** Changes that come in a row are looked at together. */
const restMs = 400;

function watch(services: Services): FoundSource {
  let state = nothingYet;
  const listeners = new Set<() => void>();
  let isWatching = false;
  let seen: Workspace | null = null;
  let asked = new AbortController();
  const set = (next: FoundState): void => {
    state = next;
    for (const notify of listeners) notify();
  };
  const look = async (workspace: Workspace, { signal }: AbortController): Promise<void> => {
    const { judgeAnew, lookForFindings } = await import('./lookForFindings');
    // What was accepted a moment ago is told at once.
    if (state.findings && !signal.aborted) set(judgeAnew(workspace, state.findings));
    await new Promise((resolve) => setTimeout(resolve, state.findings ? restMs : 0));
    const found = signal.aborted ? null : await lookForFindings(services, workspace, signal);
    if (found && !signal.aborted) set(found);
  };
  const source: FoundSource = {
    current: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      if (!isWatching) {
        isWatching = true;
        const { current, subscribe } = workspaceSource(services);
        const onChange = (): void => {
          const now = current();
          if (now.status !== 'ready' || now.workspace === seen) return;
          seen = now.workspace;
          asked.abort();
          asked = new AbortController();
          void look(now.workspace, asked);
        };
        subscribe(onChange);
        onChange();
      }
      return () => listeners.delete(listener);
    },
  };
  sources.set(services, source);
  return source;
}

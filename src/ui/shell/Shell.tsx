import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';

import { usePanels } from '../../state/panels';
import { useServices } from '../../state/services';
import { useIdentityDialog } from '../../state/identityDialog';
import { DropTarget } from '../drop/DropTarget';
import { CommandPalette } from './CommandPalette';
import { Header } from './Header';
import { Rail } from './Rail';
import classes from './Shell.module.css';
import { UnreadableNotice } from './UnreadableNotice';
import { useFocusOnArrival } from './useFocusOnArrival';
import { useShellKeys } from './useShellKeys';

const BaselineDialog = lazy(async () => ({
  default: (await import('../drift/BaselineDialog')).BaselineDialog,
}));
const KeysDialog = lazy(async () => ({ default: (await import('./KeysDialog')).KeysDialog }));
const IdentityDialog = lazy(() => import('../identities/IdentityDialog'));

/** What few ask for is loaded when it is asked for. */
function AskedIdentity() {
  const isAsked = useIdentityDialog(({ asked }) => asked !== null);
  return (
    isAsked && (
      <Suspense>
        <IdentityDialog />
      </Suspense>
    )
  );
}

function AskedKeys() {
  const isOpen = usePanels(({ isKeysOpen }) => isKeysOpen);
  return (
    isOpen && (
      <Suspense>
        <KeysDialog />
      </Suspense>
    )
  );
}

export function Shell() {
  const isBaselineChosen = usePanels(({ baselineOf }) => baselineOf !== null);
  const main = useRef<HTMLElement>(null);
  useFocusOnArrival(main);
  useShellKeys();
  const { events } = useServices();
  useEffect(() => events.start(), [events]);
  return (
    <DropTarget>
      <a
        className={classes.skip}
        href="#main"
        onClick={(event) => {
          // The address after # is the view's.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <div className={classes.shell}>
        <Rail />
        <Header />
        <main ref={main} id="main" className={classes.main} tabIndex={-1}>
          <UnreadableNotice />
          <Outlet />
        </main>
      </div>
      <CommandPalette />
      <AskedKeys />
      {isBaselineChosen && (
        <Suspense fallback={null}>
          <BaselineDialog />
        </Suspense>
      )}
      <AskedIdentity />
    </DropTarget>
  );
}

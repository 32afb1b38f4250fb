import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';

import { parseArtifactSearch, parseArtifactsSearch } from '../artifacts/artifactsSearch';
import { parseAuditSearch } from '../audit/auditSearch';
import { parseCheckSearch } from '../check/checkSearch';
import { parseCompareSearch } from '../compare/compareSearch';
import { parseDriftedSearch } from '../drift/driftedSearch';
import { parseExchangeSearch } from '../exchange/exchangeSearch';
import { parseFindingsSearch } from '../findings/findingsSearch';
import { parseLineageSearch } from '../lineage/lineageSearch';
import { parseNewRunSearch, parseRunsSearch } from '../runs/runsSearch';
import { parseGateSearch } from '../contracts/gateSearch';
import { parseGatesSearch } from '../contracts/gatesSearch';
import { parseReleaseSearch, parseReleasesSearch } from '../releases/releasesSearch';
import { chosen, nothingBut, optionalText } from '../shared/searchParameters';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { parseStorageSearch } from '../storage/storageSearch';
import { parseWorkspacesSearch } from '../workspaces/workspacesSearch';
import { HomePage } from './HomePage';
import { NotFoundPage } from './NotFoundPage';
import { RouteError } from './RouteError';
import { Shell } from './Shell';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  /** `drop`: the drop of this visit whose result is shown. */
  validateSearch: nothingBut((raw): { readonly drop?: string } =>
    chosen({ drop: optionalText(raw['drop']) }),
  ),
  component: HomePage,
});

const lineage = createRoute({
  getParentRoute: () => root,
  path: '/lineage',
  validateSearch: nothingBut(parseLineageSearch),
  component: lazyRouteComponent(() => import('./LineageRoute'), 'LineageRoute'),
});

const artifacts = createRoute({
  getParentRoute: () => root,
  path: '/artifacts',
  validateSearch: nothingBut(parseArtifactsSearch),
  component: lazyRouteComponent(() => import('../artifacts/ArtifactsPage'), 'ArtifactsPage'),
});

const artifact = createRoute({
  getParentRoute: () => root,
  path: '/artifacts/$artifactId',
  validateSearch: nothingBut(parseArtifactSearch),
  component: lazyRouteComponent(() => import('../artifacts/ArtifactPage'), 'ArtifactPage'),
});

const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  validateSearch: nothingBut(parseCompareSearch),
  component: lazyRouteComponent(() => import('./CompareRoute'), 'CompareRoute'),
});

const drift = createRoute({
  getParentRoute: () => root,
  path: '/drift',
  validateSearch: nothingBut(parseDriftedSearch),
  component: lazyRouteComponent(() => import('../drift/DriftedPage'), 'DriftedPage'),
});

const check = createRoute({
  getParentRoute: () => root,
  path: '/check',
  validateSearch: nothingBut(parseCheckSearch),
  component: lazyRouteComponent(() => import('../check/CheckPage'), 'CheckPage'),
});

const runs = createRoute({
  getParentRoute: () => root,
  path: '/runs',
  validateSearch: nothingBut(parseRunsSearch),
  component: lazyRouteComponent(() => import('../runs/RunsPage'), 'RunsPage'),
});

const newRun = createRoute({
  getParentRoute: () => root,
  path: '/runs/new',
  validateSearch: nothingBut(parseNewRunSearch),
  component: lazyRouteComponent(() => import('../runs/NewRunPage'), 'NewRunPage'),
});

const run = createRoute({
  getParentRoute: () => root,
  path: '/runs/$runId',
  component: lazyRouteComponent(() => import('../runs/RunPage'), 'RunPage'),
});

const releases = createRoute({
  getParentRoute: () => root,
  path: '/releases',
  validateSearch: nothingBut(parseReleasesSearch),
  component: lazyRouteComponent(() => import('../releases/ReleasesPage'), 'ReleasesPage'),
});

const release = createRoute({
  getParentRoute: () => root,
  path: '/releases/$artifactId',
  validateSearch: nothingBut(parseReleaseSearch),
  component: lazyRouteComponent(() => import('../releases/ReleasePage'), 'ReleasePage'),
});

const evidence = createRoute({
  getParentRoute: () => root,
  path: '/evidence',
  component: lazyRouteComponent(() => import('../releases/VerifyReleasePage'), 'VerifyReleasePage'),
});

const findings = createRoute({
  getParentRoute: () => root,
  path: '/findings',
  validateSearch: nothingBut(parseFindingsSearch),
  component: lazyRouteComponent(() => import('../findings/FindingsPage'), 'FindingsPage'),
});

const sources = createRoute({
  getParentRoute: () => root,
  path: '/sources',
  component: lazyRouteComponent(() => import('../sources/SourcesPage'), 'SourcesPage'),
});

const revisions = createRoute({
  getParentRoute: () => root,
  path: '/revisions',
  component: lazyRouteComponent(() => import('../revisions/RevisionsPage'), 'RevisionsPage'),
});

const gates = createRoute({
  getParentRoute: () => root,
  path: '/gates',
  validateSearch: nothingBut(parseGatesSearch),
  component: lazyRouteComponent(() => import('../contracts/GatesPage'), 'GatesPage'),
});

const freshness = createRoute({
  getParentRoute: () => root,
  path: '/freshness',
  component: lazyRouteComponent(() => import('../freshness/FreshnessPage'), 'FreshnessPage'),
});

const licences = createRoute({
  getParentRoute: () => root,
  path: '/licences',
  component: lazyRouteComponent(() => import('../licences/LicencesPage'), 'LicencesPage'),
});

const gate = createRoute({
  getParentRoute: () => root,
  path: '/gates/$artifactId',
  validateSearch: nothingBut(parseGateSearch),
  component: lazyRouteComponent(() => import('../contracts/GatePage'), 'GatePage'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: nothingBut(parseAuditSearch),
  component: lazyRouteComponent(() => import('../audit/AuditPage'), 'AuditPage'),
});

const exchange = createRoute({
  getParentRoute: () => root,
  path: '/exchange',
  validateSearch: nothingBut(parseExchangeSearch),
  component: lazyRouteComponent(() => import('../exchange/ExchangePage'), 'ExchangePage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/SettingsPage'), 'SettingsPage'),
});

const storage = createRoute({
  getParentRoute: () => root,
  path: '/storage',
  validateSearch: nothingBut(parseStorageSearch),
  component: lazyRouteComponent(() => import('../storage/StoragePage'), 'StoragePage'),
});

const workspaces = createRoute({
  getParentRoute: () => root,
  path: '/workspaces',
  validateSearch: nothingBut(parseWorkspacesSearch),
  component: lazyRouteComponent(() => import('../workspaces/WorkspacesPage'), 'WorkspacesPage'),
});

const routeTree = root.addChildren([
  home,
  lineage,
  artifacts,
  artifact,
  compare,
  drift,
  check,
  runs,
  newRun,
  run,
  findings,
  gates,
  freshness,
  licences,
  gate,
  releases,
  release,
  evidence,
  audit,
  exchange,
  sources,
  revisions,
  storage,
  settings,
  workspaces,
]);

/** The address of a view stands behind the `#`, so that the app works from any path of any static host. */
export function createAppRouter(history: RouterHistory = createHashHistory(), basepath = '/') {
  return createRouter({
    routeTree,
    history,
    // Another workspace than the first stands before the view: #/w/3f2c9a…/lineage.
    basepath,
    defaultErrorComponent: RouteError,
    defaultPendingComponent: SlowSkeleton,
    // A view's code is small and local: it is fetched when a link is pointed at.
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

import { Page } from '../shared/Page';

export function RunsPage() {
  return <Page title="RunsPage">{null}</Page>;
}

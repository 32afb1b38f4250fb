import { Page } from '../shared/Page';

export function RunPage() {
  return <Page title="RunPage">{null}</Page>;
}

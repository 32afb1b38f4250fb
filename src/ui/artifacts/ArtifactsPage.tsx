import { Page } from '../shared/Page';

export function ArtifactsPage() {
  return <Page title="ArtifactsPage">{null}</Page>;
}

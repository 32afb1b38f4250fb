import { Page } from '../shared/Page';

export function ArtifactPage() {
  return <Page title="ArtifactPage">{null}</Page>;
}

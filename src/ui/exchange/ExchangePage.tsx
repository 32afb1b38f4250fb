import { Page } from '../shared/Page';

export function ExchangePage() {
  return <Page title="ExchangePage">{null}</Page>;
}

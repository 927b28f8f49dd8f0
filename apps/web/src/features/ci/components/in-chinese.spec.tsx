import { QueryClient } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import type { CiBuildDetail, CiDelivery, CiSource, LocalizedText } from '../../../lib/api';
import { around } from '../../../testing/around';
import { readingIn } from '../../../testing/reading-in';
import { ciDeliveriesQuery } from '../api/deliveries';
import { BuildPanel } from './build-panel';
import { DeliveriesPanel } from './deliveries-panel';
import { SourcePanel } from './source-panel';

const said = (what: string): LocalizedText => ({ en: `said of ${what}`, zh: `关于 ${what} 的说明` });
const AT = '2026-01-01T00:00:00.000Z';

const delivery: CiDelivery = {
  ...{ id: 'd', sourceId: 's', sourceName: 'CI', sourceKind: 'jenkins', projectId: 'p', event: 'FINALIZED' },
  ...{ key: 'k', state: 'processed', fate: said('fate'), buildId: null, attempts: 1, duplicates: 0 },
  ...{ sizeBytes: 9, receivedAt: AT, processedAt: AT },
};
const source: CiSource = {
  ...{ id: 's', projectId: 'p', projectCode: 'p', kind: 'jenkins', name: 'CI', webhookUrl: 'http://x/' },
  ...{ baseUrl: 'http://ci/', userName: null, hasToken: false, pollSeconds: 0, isEnabled: true, revision: 1 },
  ...{ secrets: [], lastDeliveryAt: null, lastPolledAt: null, rules: 0, createdAt: AT, createdByName: 'Ann' },
  circuit: { isOpen: true, failures: 3, nextTryAt: null, error: said('circuit') },
};
const build: CiBuildDetail = {
  ...{ id: 'b', sourceId: 's', sourceName: 'CI', projectId: 'p', job: 'app', number: 7, state: 'succeeded' },
  ...{ url: null, ref: null, commit: null, by: null, origin: 'delivery', startedAt: null, finishedAt: null },
  ...{ seenAt: AT, files: 0, parameters: {}, fileList: [] },
  runs: [
    {
      ...{ ruleId: 'r', ruleName: 'builds', ruleRevision: 1, bin: 'app', version: '1', editorName: 'Ann' },
      ...{ releaseState: 'refused', releaseId: null, releaseNumber: null, errorCode: 'X' },
      error: said('run'),
    },
  ],
  imports: [
    {
      ...{ id: 'i', buildId: 'b', job: 'app', number: 7, ruleName: 'builds', path: 'dist/app', bin: 'app' },
      ...{ version: '1', arch: 'amd64', state: 'refused', attempts: 1, nextTryAt: null, sha256: null },
      ...{ sizeBytes: null, errorCode: 'X', error: said('import'), changedAt: AT },
    },
  ],
};

const PAGES: readonly (readonly [string, ReactElement, readonly string[]])[] = [
  ['calls', <DeliveriesPanel sourceId="s" state="" mayReplay onFilter={() => undefined} />, ['fate']],
  ['a source', <SourcePanel source={source} mayConfigure />, ['circuit']],
  ['a build', <BuildPanel build={build} mayRetry />, ['run', 'import']],
];

async function show(page: ReactElement, language: 'en' | 'zh'): Promise<void> {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  const calls = { items: [delivery], nextCursor: null };
  cache.setQueryData(ciDeliveriesQuery('s', '').queryKey, { pages: [calls], pageParams: [null] });
  cleanup();
  await readingIn(language, 'ci');
  render(around(page, cache));
}

describe('what the console says of builds', () => {
  it.each(PAGES)('is shown with %s in the language of the reader', async (_, page, names) => {
    for (const language of ['en', 'zh'] as const) {
      await show(page, language);
      for (const name of names) expect(screen.getByText(said(name)[language], { exact: false })).toBeTruthy();
    }
  });
});

import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Panel, QueryView } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { someBuildsQuery } from '../api/builds';
import { ciRulesOfProjectQuery } from '../api/rules';
import { jobsOf, newestOf } from '../model/bin-builds';
import { BuildsList } from './builds-list';

/** Builds that became versions of a bin, and those of the same jobs that did not; nothing where none come in. */
export function BinBuilds({ bin, projectId }: { readonly bin: string; readonly projectId: string }) {
  const t = useTranslate();
  const query = useQuery(someBuildsQuery({ bin }));
  const rules = useQuery(ciRulesOfProjectQuery(projectId)).data?.items ?? [];
  const ofJobs = useQueries({ queries: jobsOf(bin, rules).map((job) => someBuildsQuery(job)) });
  const builds = newestOf([query.data?.items ?? [], ...ofJobs.map(({ data }) => data?.items ?? [])]);
  const source = rules.find((rule) => rule.bin === bin)?.sourceId;
  if (query.data && builds.length === 0) return null;
  return (
    <Panel
      title={t('ci.builds')}
      isFlush
      aside={source && <Link to={`/settings/builds/${source}?tab=builds`}>{t('common.showAll')}</Link>}
    >
      <QueryView query={query} what={t('ci.builds')} rows={2} rowHeight={72}>
        {() => <BuildsList builds={builds} />}
      </QueryView>
    </Panel>
  );
}

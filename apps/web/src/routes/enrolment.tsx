import { useQuery } from '@tanstack/react-query';
import { Page } from '../components/layout';
import { QueryView } from '../components/ui';
import { Enrolment } from '../features/nodes/components/enrolment';
import { projectsQuery } from '../features/projects/api/list-projects';
import { useTranslate } from '../lib/i18n';
import { roleCan } from '../lib/session';

export default function EnrolmentRoute() {
  const t = useTranslate();
  const query = useQuery(projectsQuery({}));
  return (
    <Page title={t('enrol.title')} crumb={{ to: '/nodes', label: t('nav.nodes') }} lead={t('enrol.lead')}>
      <QueryView query={query} what={t('enrol.tokens')}>
        {({ items }) => (
          <Enrolment projects={items.filter(({ myRole }) => roleCan(myRole, 'operateNodes'))} />
        )}
      </QueryView>
    </Page>
  );
}

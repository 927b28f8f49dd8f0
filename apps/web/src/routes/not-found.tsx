import { IconMapOff } from '@tabler/icons-react';
import { Page } from '../components/layout';
import { EmptyState, LinkButton, Panel } from '../components/ui';
import { useTranslate } from '../lib/i18n';

export default function NotFoundRoute() {
  const t = useTranslate();
  return (
    <Page title={t('notFound.title')}>
      <Panel isFlush>
        <EmptyState
          icon={<IconMapOff size={22} />}
          title={t('notFound.title')}
          text={t('notFound.text')}
          action={<LinkButton to="/">{t('notFound.home')}</LinkButton>}
        />
      </Panel>
    </Page>
  );
}

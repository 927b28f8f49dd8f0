import { useQuery } from '@tanstack/react-query';
import { IconCircleCheck, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { Page } from '../components/layout';
import { Button, EmptyState, Panel, QueryView } from '../components/ui';
import { emergencyStopsQuery } from '../features/emergency/api/emergency-stops';
import { StopDialog } from '../features/emergency/components/stop-dialog';
import { StopProof } from '../features/emergency/components/stop-proof';
import { projectsQuery } from '../features/projects/api/list-projects';
import { useTranslate } from '../lib/i18n';
import { canAnywhere, canIn, useMe } from '../lib/session';

export default function EmergencyStopRoute() {
  const t = useTranslate();
  const me = useMe();
  const [isOpen, setIsOpen] = useState(false);
  const query = useQuery(emergencyStopsQuery);
  const projects = useQuery(projectsQuery({}));
  const mayStop = canAnywhere(me, 'emergencyStop');
  const stoppable = projects.data?.items.filter(({ id }) => canIn(me, id, 'emergencyStop')) ?? [];
  const canLift = (projectId: string | null): boolean =>
    projectId === null ? me.isAdmin : canIn(me, projectId, 'emergencyStop');
  return (
    <Page
      title={t('emergency.title')}
      lead={t('emergency.lead')}
      actions={
        <Button
          tone="danger"
          icon={<IconHandStop size={16} />}
          unavailable={mayStop ? null : t('emergency.mayNot')}
          onClick={() => setIsOpen(true)}
        >
          {t('emergency.stopDots')}
        </Button>
      }
    >
      <QueryView query={query} what={t('emergency.title')} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Panel>
              <EmptyState
                icon={<IconCircleCheck size={22} />}
                title={t('emergency.none')}
                text={t('emergency.noneText')}
              />
            </Panel>
          ) : (
            items.map((stop) => (
              <StopProof key={stop.id} stop={stop} canLift={canLift(stop.project?.id ?? null)} />
            ))
          )
        }
      </QueryView>
      {isOpen && <StopDialog projects={stoppable} onClose={() => setIsOpen(false)} />}
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, Dialog, EmptyState, Panel, QueryView } from '../../../../components/ui';
import type { Labels, Project, StrategyTemplate } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { strategyTemplatesQuery } from '../../api/strategy-templates';
import { RemoveTemplate } from './remove-template';
import { TemplateForm } from './template-form';
import { TemplateRow } from './template-row';

/** The ways in which releases of a project go out, kept under names. */
export function StrategyTemplates(props: {
  readonly project: Project;
  readonly nodeLabels: readonly Labels[];
  readonly canConfigure: boolean;
}) {
  const { project, nodeLabels, canConfigure } = props;
  const t = useTranslate();
  const query = useQuery(strategyTemplatesQuery(project.id));
  const [edited, setEdited] = useState<StrategyTemplate | 'new' | null>(null);
  const [removed, setRemoved] = useState<StrategyTemplate | null>(null);
  return (
    <Panel
      title={t('template.templates')}
      isFlush
      aside={
        canConfigure && (
          <Button size="xs" icon={<IconPlus size={14} />} onClick={() => setEdited('new')}>
            {t('template.add')}
          </Button>
        )
      }
    >
      <QueryView query={query} what={t('template.templates')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<IconStack2 size={22} />}
              title={t('template.empty')}
              text={t('template.emptyText')}
            />
          ) : (
            <ul>
              {items.map((template) => (
                <TemplateRow
                  key={template.id}
                  template={template}
                  environments={project.environments}
                  {...(canConfigure
                    ? { onEdit: () => setEdited(template), onRemove: () => setRemoved(template) }
                    : {})}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
      <Dialog
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
        size="xl"
        title={t(edited === 'new' ? 'template.add' : 'template.edit')}
      >
        <TemplateForm
          projectId={project.id}
          template={edited === 'new' ? null : edited}
          environments={project.environments}
          nodeLabels={nodeLabels}
          onDone={() => setEdited(null)}
        />
      </Dialog>
      {removed && <RemoveTemplate project={project} template={removed} onClose={() => setRemoved(null)} />}
    </Panel>
  );
}

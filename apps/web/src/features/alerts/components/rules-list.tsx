import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button, ConfirmDialog, Panel, Pill, QueryView, Time, toastDone } from '../../../components/ui';
import type { AlertRule } from '../../../lib/api';
import { pagedRows } from '../../../lib/api/paged-rows';
import { queryKeys } from '../../../lib/api/query-keys';
import { useLanguage, useTranslate } from '../../../lib/i18n';
import { alertRulesQuery, deleteAlertRule } from '../api/alert-rules';
import { conditionText } from '../model/condition-text';
import { AlertPlace } from './alert-place';
import styles from './alerts.module.css';
import { OlderButton } from './older-button';
import { SeverityPill } from './severity-pill';

export function RulesList(props: {
  readonly filter: { readonly projectId: string; readonly environmentId: string };
  readonly mayConfigure: (projectId: string) => boolean;
  readonly onEdit: (rule: AlertRule) => void;
  readonly whenEmpty: ReactNode;
}) {
  const { filter, mayConfigure, onEdit, whenEmpty } = props;
  const t = useTranslate();
  const query = useInfiniteQuery(alertRulesQuery(filter));
  const [removed, setRemoved] = useState<AlertRule | null>(null);
  const { rows } = pagedRows(query);
  return (
    <Panel isFlush>
      <QueryView query={query} what={t('alert.tab.rules')} rows={3} rowHeight={84}>
        {() =>
          rows.length === 0 ? (
            whenEmpty
          ) : (
            <ul className={styles.list}>
              {rows.map((rule) => (
                <RuleRow key={rule.id} rule={rule}>
                  {mayConfigure(rule.project.id) && (
                    <span className={styles.actions}>
                      <Button size="xs" onClick={() => onEdit(rule)}>
                        {t('common.edit')}
                      </Button>
                      <Button size="xs" tone="danger-text" onClick={() => setRemoved(rule)}>
                        {t('common.delete')}
                      </Button>
                    </span>
                  )}
                </RuleRow>
              ))}
            </ul>
          )
        }
      </QueryView>
      <OlderButton query={query} />
      {removed && <RemoveRule rule={removed} onClose={() => setRemoved(null)} />}
    </Panel>
  );
}

function RuleRow({ rule, children }: { readonly rule: AlertRule; readonly children: ReactNode }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <li className={styles.row} data-alert-rule={rule.name}>
      <span className={styles.what}>
        <span className={styles.head}>
          <SeverityPill severity={rule.severity} />
          <strong className={styles.name}>{rule.name}</strong>
          {!rule.isEnabled && <Pill tone="grey">{t('alertRule.off')}</Pill>}
          {rule.firing > 0 && <Pill tone="red">{t('alertRule.firing', { count: rule.firing })}</Pill>}
          {rule.pending > 0 && <Pill tone="amber">{t('alertRule.pending', { count: rule.pending })}</Pill>}
        </span>
        <span>{conditionText(rule.condition, t, language)}</span>
        <span className={styles.words}>
          <AlertPlace
            project={rule.project}
            environment={rule.environment}
            everywhere={t('alertRule.eachEnvironment')}
          />
          {rule.bin && <span className={styles.dim}>{rule.bin}</span>}
        </span>
      </span>
      <span className={`${styles.when} ${styles.dim}`}>
        {t('alertRule.changedBy', { name: rule.changedBy })} · <Time iso={rule.changedAt} />
      </span>
      {children}
    </li>
  );
}

function RemoveRule(props: { readonly rule: AlertRule; readonly onClose: () => void }) {
  const { rule, onClose } = props;
  const t = useTranslate();
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteAlertRule(rule.id),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: queryKeys.alerts });
      toastDone(t('alertRule.deleted', { name: rule.name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={t('alertRule.deleteTitle', { name: rule.name })}
      confirmLabel={t('common.delete')}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('alertRule.deleteText')}</p>
    </ConfirmDialog>
  );
}

import { Button, Pill } from '../../../../components/ui';
import type { Environment, StrategyTemplate } from '../../../../lib/api';
import { formatWeeklyHours } from '../../../../lib/format';
import { useLanguage, useTranslate } from '../../../../lib/i18n';
import { strategyText } from '../../model/plan-facts';
import styles from './templates.module.css';

export function TemplateRow(props: {
  readonly template: StrategyTemplate;
  readonly environments: readonly Environment[];
  readonly onEdit?: () => void;
  readonly onRemove?: () => void;
}) {
  const { template, environments, onEdit, onRemove } = props;
  const t = useTranslate();
  const language = useLanguage();
  const defaults = environments.filter(({ id }) => template.defaultForEnvironmentIds.includes(id));
  return (
    <li className={styles.row} data-template={template.name}>
      <div className={styles.about}>
        <p className={styles.name}>
          <strong>{template.name}</strong>
          {defaults.map(({ id, name }) => (
            <Pill key={id} tone="grey">
              {t('template.defaultIn', { name })}
            </Pill>
          ))}
        </p>
        <p className={styles.rules}>
          {strategyText(template.strategy, t, language)}
          {template.hours && <> · {formatWeeklyHours(template.hours, language)}</>}
        </p>
      </div>
      {onEdit && onRemove && (
        <span className={styles.actions}>
          <Button size="xs" onClick={onEdit}>
            {t('common.edit')}
          </Button>
          <Button size="xs" tone="danger-text" onClick={onRemove}>
            {t('common.delete')}
          </Button>
        </span>
      )}
    </li>
  );
}

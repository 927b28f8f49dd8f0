import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Button, MultiSelect, Select } from '../../../components/ui';
import type { EventType } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { messageKindsQuery } from '../api/texts';
import { SEVERITIES } from '../model/looks';
import { EMPTY_SUBSCRIPTION, type SubscriptionValues } from '../model/subscription-values';
import styles from './notifications.module.css';

export interface PlaceChoice {
  readonly id: string;
  readonly name: string;
  readonly environments: readonly { readonly id: string; readonly name: string }[];
}

const MOST = 50;

/** What somebody, or a channel, wants to hear of: any of several wishes is enough. */
export function SubscriptionsField(props: {
  readonly values: readonly SubscriptionValues[];
  readonly projects: readonly PlaceChoice[];
  /** The only project that there is to hear of. */
  readonly onlyProjectId?: string;
  readonly onChange: (values: readonly SubscriptionValues[]) => void;
}) {
  const { values, projects, onlyProjectId, onChange } = props;
  const t = useTranslate();
  return (
    <>
      <ul className={styles.subscriptions} aria-label={t('subscription.title')}>
        {values.map((value, index) => (
          // A wish has nothing of its own but its place.
          <li key={index} className={styles.subscription}>
            <One
              value={value}
              projects={projects}
              onlyProjectId={onlyProjectId}
              onChange={(part) =>
                onChange(values.map((one, at) => (at === index ? { ...one, ...part } : one)))
              }
            />
            <div>
              <Button
                size="xs"
                tone="danger-text"
                aria-label={t('subscription.remove', { number: index + 1 })}
                onClick={() => onChange(values.filter((_, at) => at !== index))}
              >
                {t('common.remove')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <div>
        <Button
          size="xs"
          icon={<IconPlus size={14} />}
          unavailable={values.length >= MOST ? t('subscription.most', { count: MOST }) : null}
          onClick={() => onChange([...values, EMPTY_SUBSCRIPTION])}
        >
          {t('subscription.add')}
        </Button>
      </div>
    </>
  );
}

function One(props: {
  readonly value: SubscriptionValues;
  readonly projects: readonly PlaceChoice[];
  readonly onlyProjectId: string | undefined;
  readonly onChange: (part: Partial<SubscriptionValues>) => void;
}) {
  const { value, projects, onlyProjectId, onChange } = props;
  const t = useTranslate();
  const localized = useLocalized();
  const kinds = useQuery(messageKindsQuery).data?.items ?? [];
  const projectId = onlyProjectId ?? value.projectId;
  const environments = projects.find(({ id }) => id === projectId)?.environments ?? [];
  return (
    <div className={styles.pair}>
      {onlyProjectId === undefined && (
        <Select
          label={t('release.project')}
          searchable
          data={[
            { value: '', label: t('filter.anyProject') },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={value.projectId}
          allowDeselect={false}
          onChange={(id) => onChange({ projectId: id ?? '', environmentId: '' })}
        />
      )}
      {projectId !== '' && (
        <Select
          label={t('release.environment')}
          data={[
            { value: '', label: t('filter.anyEnvironment') },
            ...environments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={value.environmentId}
          allowDeselect={false}
          onChange={(id) => onChange({ environmentId: id ?? '' })}
        />
      )}
      <MultiSelect
        label={t('subscription.events')}
        {...(value.eventTypes.length === 0 ? { placeholder: t('subscription.allEvents') } : {})}
        data={kinds.map(({ eventType, label }) => ({ value: eventType, label: localized(label) }))}
        value={[...value.eventTypes]}
        searchable
        clearable
        onChange={(chosen) => onChange({ eventTypes: chosen as EventType[] })}
      />
      <Select
        label={t('subscription.least')}
        data={SEVERITIES.map((severity) => ({ value: severity, label: t(`subscription.least.${severity}`) }))}
        value={value.leastSeverity}
        allowDeselect={false}
        onChange={(chosen) =>
          onChange({ leastSeverity: SEVERITIES.find((severity) => severity === chosen) ?? 'info' })
        }
      />
    </div>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import {
  Button,
  Group,
  Notice,
  NumberInput,
  ProblemNotice,
  Radio,
  Stack,
  Switch,
  toastDone,
} from '../../../components/ui';
import type { ApprovalPolicy } from '../../../lib/api';
import { queryKeys } from '../../../lib/api/query-keys';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { replaceApprovalPolicy } from '../api/approval-policy';
import {
  isLevelComplete,
  MOST_LEVELS,
  newLevel,
  policyValues,
  type LevelValues,
  type PolicyValues,
} from '../model/policy-values';
import { LevelFields } from './level-fields';

const DAY_HOURS = 24;

export function ApprovalPolicyForm(props: {
  readonly projectId: string;
  readonly environmentId: string;
  readonly policy: ApprovalPolicy;
  readonly onDone: () => void;
}) {
  const { projectId, environmentId, policy, onDone } = props;
  const t = useTranslate();
  const localized = useLocalized();
  const cache = useQueryClient();
  // What somebody else saved meanwhile must not be overwritten unseen.
  const [revision] = useState(policy.revision);
  const [values, setValues] = useState<PolicyValues>(() => policyValues(policy));
  const change = (part: Partial<PolicyValues>): void => setValues({ ...values, ...part });
  const changeLevel = (at: number, level: LevelValues | null): void =>
    change({
      levels: values.levels.flatMap((other, index) => (index !== at ? [other] : level ? [level] : [])),
    });
  const save = useMutation({
    mutationFn: () =>
      replaceApprovalPolicy(projectId, environmentId, { ...values, expectedRevision: revision }),
    onSuccess: (saved) => {
      cache.setQueryData(queryKeys.approvalPolicy(environmentId), saved);
      void cache.invalidateQueries({ queryKey: queryKeys.projects });
      void cache.invalidateQueries({ queryKey: queryKeys.releases });
      toastDone(t('policy.saved'));
      onDone();
    },
  });
  const isComplete = values.levels.every(isLevelComplete);
  return (
    <Stack gap="md">
      {policy.warnings.map((warning) => (
        <Notice key={warning.en} kind="warning">
          {localized(warning)}
        </Notice>
      ))}
      <p>{t(values.levels.length === 0 ? 'policy.noLevels' : 'policy.help')}</p>
      {values.levels.map((level, index) => (
        <LevelFields
          // Levels have no names of their own; their place is what they are.
          key={index}
          number={index + 1}
          level={level}
          candidates={policy.candidates}
          onChange={(next) => changeLevel(index, next)}
        />
      ))}
      <Group>
        <Button
          icon={<IconPlus size={14} />}
          unavailable={values.levels.length >= MOST_LEVELS ? t('policy.enoughLevels') : null}
          onClick={() => change({ levels: [...values.levels, newLevel()] })}
        >
          {t('policy.addLevel')}
        </Button>
      </Group>
      <Switch
        label={t('policy.ownWork')}
        description={t('policy.ownWorkHelp')}
        checked={values.allowsOwnWork}
        onChange={(event) => change({ allowsOwnWork: event.currentTarget.checked })}
      />
      <Switch
        label={t('policy.expires')}
        description={t('policy.expiresHelp')}
        checked={values.expiresAfterHours !== null}
        onChange={(event) => change({ expiresAfterHours: event.currentTarget.checked ? DAY_HOURS : null })}
      />
      {values.expiresAfterHours !== null && (
        <NumberInput
          label={t('policy.hours')}
          min={1}
          max={2160}
          allowDecimal={false}
          value={values.expiresAfterHours}
          onChange={(hours) => change({ expiresAfterHours: Number(hours) || DAY_HOURS })}
        />
      )}
      {policy.openRequests > 0 && (
        <Radio.Group
          label={t('policy.open', { count: policy.openRequests })}
          value={values.openRequests}
          onChange={(chosen) => change({ openRequests: chosen === 'void' ? 'void' : 'keep' })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="keep" label={t('policy.keep')} />
            <Radio value="void" label={t('policy.void')} description={t('policy.voidHelp')} />
          </Stack>
        </Radio.Group>
      )}
      {save.error && <ProblemNotice error={save.error} />}
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button
          tone={values.openRequests === 'void' ? 'danger' : 'primary'}
          isBusy={save.isPending}
          unavailable={isComplete ? null : t('policy.incomplete')}
          onClick={() => save.mutate()}
          data-save-policy
        >
          {t(values.openRequests === 'void' ? 'policy.saveAndVoid' : 'common.save')}
        </Button>
      </Group>
    </Stack>
  );
}

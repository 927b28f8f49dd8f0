import { Button, Checkbox, Group, MultiSelect, NumberInput, Stack } from '../../../components/ui';
import type { ApprovalPolicy, ApprovalRole } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { APPROVING_ROLES, type LevelValues } from '../model/policy-values';
import styles from './project.module.css';

export function LevelFields(props: {
  readonly number: number;
  readonly level: LevelValues;
  readonly candidates: ApprovalPolicy['candidates'];
  /** Null: take it away. */
  readonly onChange: (level: LevelValues | null) => void;
}) {
  const { number, level, candidates, onChange } = props;
  const t = useTranslate();
  const change = (part: Partial<LevelValues>): void => onChange({ ...level, ...part });
  return (
    <fieldset className={styles.level}>
      <legend>{t('approval.level', { number })}</legend>
      <Stack gap="sm">
        <NumberInput
          label={t('policy.minimum')}
          min={1}
          max={5}
          allowDecimal={false}
          value={level.minimum}
          onChange={(minimum) => change({ minimum: Number(minimum) || 1 })}
        />
        <Checkbox.Group
          label={t('policy.roles')}
          value={[...level.roles]}
          onChange={(roles) => change({ roles: roles as ApprovalRole[] })}
        >
          <Group gap="md" mt={4}>
            {APPROVING_ROLES.map((role) => (
              <Checkbox key={role} value={role} label={t(`role.${role}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <MultiSelect
          label={t('policy.people')}
          data={candidates.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...level.userIds]}
          searchable
          nothingFoundMessage={t('empty.noMatch')}
          onChange={(userIds) => change({ userIds })}
        />
        <Group justify="flex-end">
          <Button size="xs" tone="danger-text" onClick={() => onChange(null)}>
            {t('policy.removeLevel')}
          </Button>
        </Group>
      </Stack>
    </fieldset>
  );
}

import { useMemo } from 'react';
import { Button, Group, Panel, Stack, TagsInput, Text } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { valuesByLabel } from '../../model/values-by-label';
import type { BlockProps } from './wizard-context';
import styles from './wizard.module.css';

const NAMED = 5;

/** Nothing chosen means every node of the environment; each label narrows it. */
export function WhereBlock({ state, sources, onChange }: BlockProps) {
  const t = useTranslate();
  const known = useMemo(() => valuesByLabel(sources.nodeLabels), [sources.nodeLabels]);
  const keys = [...new Set([...known.keys(), ...Object.keys(state.labels)])];
  return (
    <Panel title={t('wizard.where')}>
      <Stack gap="md">
        {state.nodeIds.length > 0 ? (
          <NamedNodes state={state} sources={sources} onChange={onChange} />
        ) : (
          <Text size="sm" c="dimmed">
            {t(keys.length === 0 ? 'wizard.whereAll' : 'wizard.whereText')}
          </Text>
        )}
        {keys.length > 0 && (
          <div className={styles.pair}>
            {keys.map((key) => (
              <TagsInput
                key={key}
                label={key}
                placeholder={(state.labels[key]?.length ?? 0) === 0 ? t('wizard.any') : ''}
                data={[...(known.get(key) ?? [])]}
                value={[...(state.labels[key] ?? [])]}
                onChange={(values) => onChange({ labels: { ...state.labels, [key]: values } })}
                clearable
                clearButtonProps={{ 'aria-label': t('common.clear') }}
              />
            ))}
          </div>
        )}
      </Stack>
    </Panel>
  );
}

function NamedNodes({ state, sources, onChange }: Omit<BlockProps, 'faults'>) {
  const t = useTranslate();
  const { nodeIds } = state;
  const names = nodeIds.slice(0, NAMED).map((id) => sources.nodeNames.get(id) ?? id);
  const rest = nodeIds.length > NAMED ? ' …' : '';
  return (
    <Group gap="sm">
      <Text size="sm">
        {t('wizard.whereNamed', { count: nodeIds.length, names: names.join(', ') + rest })}
      </Text>
      <Button size="xs" onClick={() => onChange({ nodeIds: [] })}>
        {t('wizard.clearNamed')}
      </Button>
    </Group>
  );
}

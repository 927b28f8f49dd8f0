import { IconFileSettings } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, Group, ProblemNotice, Text } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { chosenBins, withBins, type ChosenBin } from '../../model/released-bins';
import type { BlockProps, ChangedConfig } from './wizard-context';
import styles from './wizard.module.css';

/** Changed configuration of the same project: what it says now can go along, and go back together with the program. */
export function ConfigFields({ state, sources, onChange }: BlockProps) {
  const t = useTranslate();
  const { configs, makeConfigVersion } = sources;
  if (configs.length === 0 || state.environmentId === '') return null;
  const chosen = chosenBins(state);
  const take = async (fileId: string): Promise<void> => {
    const made = await makeConfigVersion(fileId);
    onChange((now) =>
      now.environmentId === state.environmentId ? withBins(withTaken(chosenBins(now), made)) : {},
    );
  };
  return (
    <section className={styles.full} aria-label={t('wizard.config')} data-wizard-config>
      <Text size="sm" fw={500} mb={4}>
        {t('wizard.config')}
      </Text>
      {configs.map((config) => (
        <ConfigRow
          key={config.fileId}
          config={config}
          taken={chosen.find(({ bin }) => bin === config.bin)?.version ?? null}
          onTake={() => take(config.fileId)}
          onLeave={() => onChange(withBins(chosen.filter(({ bin }) => bin !== config.bin)))}
        />
      ))}
    </section>
  );
}

const withTaken = (chosen: readonly ChosenBin[], made: ChosenBin): readonly ChosenBin[] => [
  ...chosen.filter(({ bin }) => bin !== made.bin && bin !== ''),
  made,
];

function ConfigRow(props: {
  readonly config: ChangedConfig;
  /** The version that is in the release already. */
  readonly taken: string | null;
  readonly onTake: () => Promise<void>;
  readonly onLeave: () => void;
}) {
  const { config, taken, onTake, onLeave } = props;
  const t = useTranslate();
  const [isOpen, setIsOpen] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const take = (): void => {
    setIsBusy(true);
    setError(null);
    onTake()
      .catch(setError)
      .finally(() => setIsBusy(false));
  };
  return (
    <div className={styles.config} data-config={config.name}>
      <Group gap="sm" justify="space-between">
        <span>
          <IconFileSettings size={15} aria-hidden /> <b>{config.name}</b>{' '}
          <span className={styles.dim}>{taken ?? t('wizard.configChanged')}</span>
        </span>
        <Group gap="xs">
          <Button size="xs" tone="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {t('wizard.configDiff')}
          </Button>
          {taken === null ? (
            <Button size="xs" isBusy={isBusy} onClick={take}>
              {t('wizard.configTake')}
            </Button>
          ) : (
            <Button size="xs" onClick={onLeave}>
              {t('wizard.configLeave')}
            </Button>
          )}
        </Group>
      </Group>
      {isOpen && config.renderChange()}
      {error !== null && <ProblemNotice error={error} />}
    </div>
  );
}

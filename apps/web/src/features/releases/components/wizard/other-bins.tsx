import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { Button, Group, IconButton, Notice, SearchSelect, type Choice } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { chosenBins, earlier, withBins, type ChosenBin } from '../../model/released-bins';
import type { BlockProps, Searchable } from './wizard-context';
import styles from './wizard.module.css';

const MOST_BINS = 20;

/** Further bins of the same release: staged together, activated in this order, and going back together. */
export function OtherBins({ state, sources, faults, onChange }: BlockProps) {
  const t = useTranslate();
  const bins = chosenBins(state);
  const set = (next: readonly ChosenBin[]): void => onChange(withBins(next));
  const replace = (index: number, next: ChosenBin): void =>
    set(bins.map((old, at) => (at === index ? next : old)));
  return (
    <div className={styles.full}>
      {state.otherBins.map((chosen, position) => (
        <OtherBin
          key={position}
          number={position + 2}
          chosen={chosen}
          bins={sources.bins}
          versions={sources.otherVersions[position]}
          onChange={(next) => replace(position + 1, next)}
          onEarlier={() => set(earlier(bins, position + 1))}
          onRemove={() => set(bins.filter((_, at) => at !== position + 1))}
        />
      ))}
      {faults.includes('otherBins') && <Notice kind="error">{t('wizard.otherBinsFault')}</Notice>}
      {state.bin !== '' && bins.length < MOST_BINS && (
        <Button
          size="xs"
          icon={<IconPlus size={14} aria-hidden />}
          onClick={() => set([...bins, { bin: '', version: '' }])}
        >
          {t('wizard.addBin')}
        </Button>
      )}
    </div>
  );
}

function OtherBin(props: {
  readonly number: number;
  readonly chosen: ChosenBin;
  readonly bins: Searchable;
  readonly versions: Searchable | undefined;
  readonly onChange: (chosen: ChosenBin) => void;
  readonly onEarlier: () => void;
  readonly onRemove: () => void;
}) {
  const t = useTranslate();
  const { number, chosen, bins, versions, onChange } = props;
  const place = { number };
  return (
    <Group gap="sm" align="flex-end" mb="sm" data-other-bin={number}>
      <SearchSelect
        label={t('wizard.binNumber', place)}
        placeholder={t('wizard.pickBin')}
        value={chosen.bin || null}
        {...bins}
        choices={withOwn(bins.choices, chosen.bin)}
        onChange={(bin) => onChange({ bin: bin ?? '', version: '' })}
      />
      <SearchSelect
        label={t('wizard.versionNumber', place)}
        placeholder={t('wizard.pickVersion')}
        value={chosen.version || null}
        {...(versions ?? NOTHING)}
        choices={withOwn(versions?.choices ?? [], chosen.version)}
        isDisabled={chosen.bin === ''}
        onChange={(version) => onChange({ ...chosen, version: version ?? '' })}
      />
      <IconButton label={t('wizard.binEarlier', place)} onClick={props.onEarlier}>
        <IconArrowUp size={16} />
      </IconButton>
      <IconButton label={t('wizard.removeBin', place)} onClick={props.onRemove}>
        <IconTrash size={16} />
      </IconButton>
    </Group>
  );
}

const NOTHING: Searchable = { choices: [], isLoading: false, onSearch: () => undefined };

const withOwn = (choices: readonly Choice[], own: string): readonly Choice[] =>
  own === '' || choices.some(({ value }) => value === own)
    ? choices
    : [...choices, { value: own, label: own }];

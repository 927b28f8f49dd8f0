import { useQuery } from '@tanstack/react-query';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, IconButton, Panel, QueryView, Select } from '../../../components/ui';
import type { ConfigFile } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import { diffQuery } from '../api/layers';
import { comparisonText, promotionOf, refLabel, refsOf, type Comparison } from '../model/comparison';
import type { ConfigRights } from '../model/rights';
import styles from './config.module.css';
import { ConfigDiff } from './diff/config-diff';
import { KeyChanges } from './key-changes';
import { PromoteDialog } from './promote-dialog';

/** Any two texts of a file. Of two environments, keys can be taken over from the first to the second. */
export function ComparePanel(props: {
  readonly file: ConfigFile;
  readonly comparison: Comparison;
  readonly rights: ConfigRights;
  readonly onChange: (comparison: Comparison) => void;
  readonly onClose: () => void;
}) {
  const { file, comparison, onChange, onClose } = props;
  const t = useTranslate();
  const { from, to } = comparison;
  const query = useQuery(diffQuery(file.id, from, to));
  const choices = [...new Set([...refsOf(file), from, to])].map((ref) => ({
    value: ref,
    label: refLabel(ref, file, t),
  }));
  return (
    <Panel
      title={t('config.compare')}
      aside={
        <Button size="xs" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <div className={styles.stack} data-compare>
        <div className={styles.compared}>
          <Select
            label={t('config.compareFrom')}
            data={choices}
            value={from}
            searchable
            onChange={(ref) => ref && onChange({ from: ref, to })}
          />
          <IconButton label={t('config.swap')} onClick={() => onChange({ from: to, to: from })}>
            <IconArrowsLeftRight size={16} />
          </IconButton>
          <Select
            label={t('config.compareTo')}
            data={choices}
            value={to}
            searchable
            onChange={(ref) => ref && onChange({ from, to: ref })}
          />
        </div>
        <QueryView query={query} what={t('config.compare')} rows={5} rowHeight={18}>
          {(diff) => (
            <>
              <ConfigDiff diff={diff} label={`${refLabel(from, file, t)} → ${refLabel(to, file, t)}`} />
              {diff.keys.length > 0 && (
                <Keys key={comparisonText(comparison)} {...props} changes={diff.keys} />
              )}
            </>
          )}
        </QueryView>
      </div>
    </Panel>
  );
}

function Keys(
  props: Parameters<typeof ComparePanel>[0] & {
    readonly changes: Parameters<typeof KeyChanges>[0]['changes'];
  },
) {
  const { file, comparison, rights, changes } = props;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isPromoting, setIsPromoting] = useState(false);
  const promotion = promotionOf(comparison);
  const target = promotion && file.environments.find(({ code }) => code === promotion.to);
  const t = useTranslate();
  return (
    <>
      <KeyChanges
        changes={changes}
        chosen={chosen}
        canChoose={promotion !== null && rights.mayEdit}
        onChoose={setChosen}
      />
      {promotion && target && (
        <span>
          <Button
            unavailable={
              !rights.mayEdit ? t('config.mayNotEdit') : chosen.length === 0 ? t('config.chooseKeys') : null
            }
            onClick={() => setIsPromoting(true)}
          >
            {t('config.promote', { count: chosen.length, name: target.name })}
          </Button>
        </span>
      )}
      {isPromoting && promotion && target && (
        <PromoteDialog
          file={file}
          from={promotion.from}
          target={target}
          keys={chosen}
          onDone={() => {
            setIsPromoting(false);
            setChosen([]);
          }}
          onClose={() => setIsPromoting(false)}
        />
      )}
    </>
  );
}

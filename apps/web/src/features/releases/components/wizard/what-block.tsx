import { Link } from 'react-router';
import { Notice, Panel, SearchSelect, Select } from '../../../../components/ui';
import { useTranslate } from '../../../../lib/i18n';
import { ALL_NODES } from '../../model/wizard-state';
import { ConfigFields } from './config-fields';
import { OtherBins } from './other-bins';
import type { BlockProps } from './wizard-context';
import styles from './wizard.module.css';

export function WhatBlock(props: BlockProps) {
  const { state, sources, faults, onChange } = props;
  const t = useTranslate();
  const { projects, bins, versions, environments } = sources;
  const required = (fault: 'environment' | 'bin' | 'version'): string | null =>
    faults.includes(fault) ? t('form.required') : null;
  const hasNoBins =
    state.projectId !== '' && !bins.isLoading && bins.choices.length === 0 && state.bin === '';
  return (
    <Panel title={t('wizard.what')}>
      <div className={styles.pair}>
        <SearchSelect
          label={t('release.project')}
          placeholder={t('wizard.pickProject')}
          value={state.projectId || null}
          {...projects}
          onChange={(projectId) =>
            onChange({
              projectId: projectId ?? '',
              environmentId: '',
              bin: '',
              version: '',
              otherBins: [],
              ...ALL_NODES,
            })
          }
        />
        <Select
          label={t('release.environment')}
          placeholder={t('wizard.pickEnvironment')}
          data={environments.map(({ id, name, nodeCount }) => ({
            value: id,
            label: `${name} · ${t('count.nodes', { count: nodeCount })}`,
          }))}
          value={state.environmentId || null}
          disabled={environments.length === 0}
          error={required('environment')}
          onChange={(environmentId) => onChange({ environmentId: environmentId ?? '', ...ALL_NODES })}
        />
        <SearchSelect
          label={t('wizard.bin')}
          placeholder={t('wizard.pickBin')}
          value={state.bin || null}
          {...bins}
          isDisabled={state.projectId === ''}
          error={required('bin')}
          onChange={(bin) => onChange({ bin: bin ?? '', version: '' })}
        />
        <SearchSelect
          label={t('bin.version')}
          placeholder={t('wizard.pickVersion')}
          value={state.version || null}
          {...versions}
          isDisabled={state.bin === ''}
          error={required('version')}
          onChange={(version) => onChange({ version: version ?? '' })}
        />
        {!hasNoBins && <OtherBins {...props} />}
        <ConfigFields {...props} />
        {hasNoBins && (
          <div className={styles.full}>
            <Notice kind="info" title={t('wizard.noBins')}>
              <Link to={`/bins?project=${state.projectId}`}>{t('wizard.noBinsLink')}</Link>
            </Notice>
          </div>
        )}
      </div>
    </Panel>
  );
}

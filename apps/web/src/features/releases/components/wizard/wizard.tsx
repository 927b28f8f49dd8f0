import { useState } from 'react';
import { Button, ProblemNotice, Stack, useMediaQuery } from '../../../../components/ui';
import type { ReleaseDetail } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { rulesFaultsOf, type RulesState } from '../../model/rules-state';
import {
  faultsOf,
  fromRelease,
  toDraft,
  type WizardChange,
  type WizardState,
} from '../../model/wizard-state';
import { DraftChanged } from './draft-changed';
import { HowBlock } from './how-block';
import { LimitsBlock } from './limits-block';
import { PreviewPanel } from './preview-panel';
import { WhatBlock } from './what-block';
import { WhereBlock } from './where-block';
import { WhyBlock } from './why-block';
import { PhoneSteps } from './phone-steps';
import { useDefaultTemplate } from './use-default-template';
import { useSaveRelease } from './use-save-release';
import type { WizardSources } from './wizard-context';
import styles from './wizard.module.css';

export function Wizard(props: {
  readonly state: WizardState;
  readonly sources: WizardSources;
  /** The draft as it was when the form was filled from it; null: a new release. */
  readonly existing: ReleaseDetail | null;
  readonly onChange: (change: WizardChange) => void;
  readonly onSaved: (release: ReleaseDetail) => void;
}) {
  const { state, sources, existing, onChange, onSaved } = props;
  const t = useTranslate();
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  const [wasAsked, setWasAsked] = useState(false);
  const save = useSaveRelease(existing, onSaved);
  useDefaultTemplate(state, sources.templates, onChange);
  const faults = faultsOf(state);
  const block = { state, sources, onChange, faults: wasAsked ? faults : [] };
  const rules = {
    state,
    nodeLabels: sources.nodeLabels,
    onChange: (part: Partial<RulesState>): void => onChange({ ...part, areRulesByHand: true }),
    faults: wasAsked ? rulesFaultsOf(state) : [],
    place: { environmentId: state.environmentId, bin: state.bin },
  };
  const go = (isSubmitted: boolean): void => {
    setWasAsked(true);
    const draft = toDraft(state);
    if (draft) save.run({ ...draft, submit: isSubmitted });
  };
  const preview = <PreviewPanel draft={toDraft(state)} />;
  const problem = (
    <>
      {save.error && <ProblemNotice error={save.error} />}
      {existing && <DraftChanged save={save} onTake={() => onChange(fromRelease(existing))} />}
    </>
  );
  const buttons = (
    <>
      <Button isBusy={save.busy === 'draft'} onClick={() => go(false)}>
        {t(existing ? 'wizard.saveDraft' : 'wizard.createDraft')}
      </Button>
      <Button tone="primary" isBusy={save.busy === 'submit'} onClick={() => go(true)}>
        {t(existing ? 'wizard.saveSubmit' : 'wizard.createSubmit')}
      </Button>
    </>
  );
  if (isPhone) {
    return (
      <PhoneSteps
        onAsk={() => setWasAsked(true)}
        steps={[
          {
            id: 'what',
            label: t('wizard.stepWhat'),
            isDone: !faults.some((f) => ['environment', 'bin', 'version', 'otherBins'].includes(f)),
            body: <WhatBlock {...block} />,
          },
          { id: 'where', label: t('wizard.stepWhere'), isDone: true, body: <WhereBlock {...block} /> },
          {
            id: 'how',
            label: t('wizard.stepHow'),
            isDone: faults.length === 0,
            body: (
              <Stack gap="md">
                <HowBlock block={block} rules={rules} />
                <LimitsBlock {...rules} />
              </Stack>
            ),
          },
          {
            id: 'review',
            label: t('wizard.stepReview'),
            isDone: faults.length === 0,
            body: (
              <Stack gap="md">
                {preview}
                <WhyBlock {...block} />
                {problem}
              </Stack>
            ),
          },
        ]}
        buttons={buttons}
      />
    );
  }
  return (
    <div className={styles.layout}>
      <div className={styles.blocks}>
        <WhatBlock {...block} />
        <WhereBlock {...block} />
        <HowBlock block={block} rules={rules} />
        <LimitsBlock {...rules} />
        <WhyBlock {...block} />
      </div>
      <div className={styles.side}>
        {preview}
        {problem}
        <div className={styles.footer}>{buttons}</div>
      </div>
    </div>
  );
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconCircleCheck, IconFlame, IconHelpCircle } from '@tabler/icons-react';
import { EnvironmentTag, Pill, ProblemNotice, useDebouncedValue } from '../../../components/ui';
import type { AlertPreview, AlertRuleInput } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { alertPreviewQuery } from '../api/alert-rules';
import styles from './alerts.module.css';

const TYPING_PAUSE_MS = 400;
const REFRESH_MS = 10_000;
const SHOWN = 5;

/** What the rule in the form would find at this moment, told by the server. */
export function RulePreview({ rule }: { readonly rule: AlertRuleInput | null }) {
  const t = useTranslate();
  // As text, so that typing the same again asks nothing.
  const [asked] = useDebouncedValue(rule && JSON.stringify(rule), TYPING_PAUSE_MS);
  const { data, error } = useQuery({
    ...alertPreviewQuery(asked === null ? null : (JSON.parse(asked) as AlertRuleInput)),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  return (
    <section className={styles.preview} aria-label={t('alertRule.preview')} data-preview>
      <strong>{t('alertRule.preview')}</strong>
      <div role="status">
        {rule === null || (!data && !error) ? (
          <p className={styles.dim}>{t('alertRule.previewWait')}</p>
        ) : (
          data && !error && <Found preview={data} />
        )}
      </div>
      {rule !== null && error && <ProblemNotice error={error} />}
    </section>
  );
}

function Found({ preview }: { readonly preview: AlertPreview }) {
  const t = useTranslate();
  const localized = useLocalized();
  const { items, places } = preview;
  const shown = items.slice(0, SHOWN);
  return (
    <>
      <Sum preview={preview} />
      <ul>
        {shown.map((item) => (
          <li key={`${item.environment.id} ${item.bin ?? item.releaseNumber ?? ''}`}>
            <EnvironmentTag name={item.environment.name} isProduction={item.environment.isProduction} />
            {item.bin && <span className={styles.dim}>{item.bin}</span>}
            <span>{localized(item.text)}</span>
          </li>
        ))}
      </ul>
      {places > shown.length && (
        <p className={styles.dim}>{t('alertRule.previewMore', { count: places - shown.length })}</p>
      )}
    </>
  );
}

function Sum({ preview: { places, firing, holding, unknown } }: { readonly preview: AlertPreview }) {
  const t = useTranslate();
  if (places === 0) return <p>{t('alertRule.previewNone')}</p>;
  return (
    <p className={styles.words}>
      {firing > 0 && (
        <Pill tone="red" icon={IconFlame}>
          {t('alertRule.previewFires', { count: firing })}
        </Pill>
      )}
      {holding > firing && (
        <Pill tone="amber" icon={IconFlame}>
          {t('alertRule.previewLater', { count: holding - firing })}
        </Pill>
      )}
      {unknown > 0 && (
        <Pill tone="hatched" icon={IconHelpCircle}>
          {t('alertRule.previewUnknown', { count: unknown })}
        </Pill>
      )}
      {holding === 0 && unknown === 0 && (
        <Pill tone="green" icon={IconCircleCheck}>
          {t('alertRule.previewQuiet')}
        </Pill>
      )}
    </p>
  );
}

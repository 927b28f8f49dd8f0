import { NumberInput, Select, Text, Textarea, TextInput } from '../../../../components/ui';
import type { Check } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { BOUNDS, boundOf, withBound } from '../../model/checks';
import { TryQuery } from './try-query';
import type { RulesProps } from './wizard-context';
import styles from './wizard.module.css';

interface AskedProps {
  readonly check: Check;
  readonly number: number;
  readonly place: RulesProps['place'];
  readonly onChange: (check: Check) => void;
}

/** What is asked of a system outside, and when its answer is bad. */
export function AskedFields(props: AskedProps) {
  return props.check.kind === 'alerts' ? <AlertsFields {...props} /> : <PromqlFields {...props} />;
}

function PromqlFields({ check, number, place, onChange }: AskedProps) {
  const t = useTranslate();
  return (
    <div className={styles.asked}>
      <TextInput
        label={t('asked.name')}
        aria-label={`${t('asked.name')} ${number}`}
        value={check.name ?? ''}
        maxLength={80}
        onChange={(event) => onChange({ ...check, name: event.currentTarget.value })}
      />
      <Bounds check={check} number={number} onChange={onChange} />
      <Textarea
        label={t('asked.query')}
        aria-label={`${t('asked.query')} ${number}`}
        description={t('asked.queryHelp')}
        placeholder={EXAMPLE}
        className={styles.full ?? ''}
        classNames={{ input: styles.code ?? '' }}
        value={check.query ?? ''}
        maxLength={2_000}
        rows={3}
        spellCheck={false}
        onChange={(event) => onChange({ ...check, query: event.currentTarget.value })}
      />
      {place !== null && place.environmentId !== '' && <TryQuery check={check} place={place} />}
    </div>
  );
}

const EXAMPLE = 'sum(rate(http_requests_total{ {{nodes}}, code=~"5.." }[{{window}}]))';

function Bounds({ check, number, onChange }: Omit<AskedProps, 'place'>) {
  const t = useTranslate();
  const bound = boundOf(check);
  const factor = bound === 'minIncrease' ? 100 : 1;
  const shown = Number(((check[bound] ?? 0) * factor).toPrecision(9));
  return (
    <div className={styles.bounds}>
      <Select
        label={t('asked.badWhen')}
        aria-label={`${t('asked.badWhen')} ${number}`}
        allowDeselect={false}
        data={BOUNDS.map((value) => ({ value, label: t(`asked.${value}`) }))}
        value={bound}
        onChange={(value) => onChange(withBound(check, BOUNDS.find((each) => each === value) ?? bound, 0))}
      />
      <NumberInput
        label={t(bound === 'minIncrease' ? 'asked.percent' : 'asked.value')}
        aria-label={`${t('asked.value')} ${number}`}
        value={shown}
        onChange={(value) =>
          onChange(withBound(check, bound, Number(((Number(value) || 0) / factor).toPrecision(9))))
        }
        w={140}
      />
    </div>
  );
}

function AlertsFields({ check, number, onChange }: AskedProps) {
  const t = useTranslate();
  return (
    <div className={styles.asked}>
      <TextInput
        label={t('asked.matchers')}
        aria-label={`${t('asked.matchers')} ${number}`}
        description={t('asked.matchersHelp')}
        placeholder='service="shop", severity=~"critical|page"'
        className={styles.full ?? ''}
        classNames={{ input: styles.code ?? '' }}
        value={check.matchers ?? ''}
        maxLength={1_000}
        spellCheck={false}
        onChange={(event) => onChange({ ...check, matchers: event.currentTarget.value })}
      />
      <Text size="sm" c="dimmed" className={styles.full ?? ''}>
        {t('asked.alertsText')}
      </Text>
    </div>
  );
}

import { IconAlertTriangle, IconCheck, IconHourglass } from '@tabler/icons-react';
import { Panel, Pill, QueryView, Time } from '../../../../components/ui';
import type { AnalysisCheck, AnalysisVerdict, ReleaseDetail } from '../../../../lib/api';
import { formatDuration } from '../../../../lib/format';
import { useLanguage, useTranslate } from '../../../../lib/i18n';
import { useAnalysis } from '../../api/get-analysis';
import styles from './judge-panel.module.css';

/** What the judge says now, check by check, and every verdict that something came of. */
export function JudgePanel({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const { isJudged, query } = useAnalysis(release);
  if (!isJudged) return null;
  return (
    <Panel id="judge" title={t('judge.title')} isFlush>
      <QueryView query={query} what={t('judge.title')} rows={3}>
        {({ current, history }) => (
          <>
            {current ? <Verdict verdict={current} /> : <NotNow history={history} />}
            {history.length > 0 && <History history={history} />}
          </>
        )}
      </QueryView>
    </Panel>
  );
}

/** Once it is over the last verdict says it all. */
function NotNow({ history }: { readonly history: readonly AnalysisVerdict[] }) {
  const t = useTranslate();
  return history.length > 0 ? null : <p className={styles.none}>{t('judge.notNow')}</p>;
}

function History({ history }: { readonly history: readonly AnalysisVerdict[] }) {
  const t = useTranslate();
  return (
    <section aria-label={t('judge.before')}>
      {[...history].reverse().map((verdict) => (
        <Verdict key={`${verdict.step} ${verdict.at ?? ''}`} verdict={verdict} />
      ))}
    </section>
  );
}

const VERDICT_TONES = {
  running: 'blue',
  waiting: 'amber',
  pass: 'green',
  fail: 'red',
  inconclusive: 'amber',
} as const;

function Verdict({ verdict }: { readonly verdict: AnalysisVerdict }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <div className={styles.verdict}>
      <div className={styles.head}>
        <Pill tone={VERDICT_TONES[verdict.verdict]}>{t(`judge.verdict.${verdict.verdict}`)}</Pill>
        <span className={styles.facts}>
          {t('judge.atStep', { step: verdict.step + 1 })} ·{' '}
          {t('judge.judgedFor', { time: formatDuration(verdict.elapsedSeconds, language) })}
          {verdict.at && (
            <>
              {' · '}
              <Time iso={verdict.at} />
            </>
          )}
        </span>
      </div>
      <ul className={styles.checks}>
        {verdict.checks.map((check, index) => (
          <li key={index} className={styles.check}>
            <CheckWords check={check} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const STATE_LOOKS = {
  good: { tone: 'green', icon: IconCheck },
  bad: { tone: 'red', icon: IconAlertTriangle },
  unknown: { tone: 'grey', icon: IconHourglass },
} as const;

function CheckWords({ check: { check, state, isShadow, text } }: { readonly check: AnalysisCheck }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <>
      <Pill tone={STATE_LOOKS[state].tone} icon={STATE_LOOKS[state].icon}>
        {t(`check.state.${state}`)}
      </Pill>
      <p className={styles.words}>
        <strong>{t(`check.${check.kind}`)}</strong>
        {isShadow && <span className={styles.shadow}> ({t('check.shadow')})</span>} {text[language]}
      </p>
    </>
  );
}

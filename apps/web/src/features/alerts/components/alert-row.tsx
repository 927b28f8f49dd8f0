import { IconBellOff, IconHelpCircle, IconUserCheck, IconWaveSine } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Button, Pill, Time } from '../../../components/ui';
import type { Alert } from '../../../lib/api';
import { useLocalized, useTranslate } from '../../../lib/i18n';
import { alertLink } from '../model/alert-link';
import styles from './alerts.module.css';

/** One thing that is or was wrong: the sentence, what is known about it, and where to look. */
export function AlertRow(props: { readonly alert: Alert; readonly onTake: (() => void) | null }) {
  const { alert, onTake } = props;
  const t = useTranslate();
  const localized = useLocalized();
  return (
    <li className={styles.alert} data-alert={alert.state}>
      <span className={styles.what}>
        <span className={styles.sentence}>{localized(alert.text)}</span>
        <Marks alert={alert} />
      </span>
      <span className={styles.when}>
        {alert.resolvedAt ? (
          <>
            <Time iso={alert.since} /> – <Time iso={alert.resolvedAt} />
          </>
        ) : (
          <>
            {t('alert.since')} <Time iso={alert.since} />
          </>
        )}
      </span>
      <span className={styles.actions}>
        <Link className={styles.link} to={alertLink(alert)}>
          <LinkWords alert={alert} />
        </Link>
        {onTake && (
          <Button size="xs" onClick={onTake}>
            {t('alert.take')}
          </Button>
        )}
      </span>
    </li>
  );
}

function LinkWords({ alert: { release, condition } }: { readonly alert: Alert }) {
  const t = useTranslate();
  if (release) return t('alert.toRelease', { number: release.number });
  return t(condition.kind === 'nodes' ? 'alert.toNodes' : 'alert.toFigures');
}

/** Everything beside the sentence that changes what somebody would do. */
function Marks({ alert }: { readonly alert: Alert }) {
  const t = useTranslate();
  const { silenced, acknowledged, isStale, staleSince, calmSince, ending } = alert;
  const words = [
    ...(silenced ? [silenced.reason] : []),
    ...(acknowledged?.comment ? [acknowledged.comment] : []),
    ...(isStale ? [t('alert.staleText')] : []),
    ...(calmSince && !ending ? [t('alert.calmingText')] : []),
    ...(ending ? [t(`alert.ending.${ending}`)] : []),
  ];
  return (
    <>
      <span className={styles.words}>
        {silenced && (
          <Pill tone="slate" icon={IconBellOff}>
            {t('alert.silenced', { name: silenced.by })} · {t('alert.until')} <Time iso={silenced.until} />
          </Pill>
        )}
        {acknowledged && (
          <Pill tone="blue" icon={IconUserCheck}>
            {t('alert.taken', { name: acknowledged.by })}
          </Pill>
        )}
        {isStale && staleSince && (
          <Pill tone="hatched" icon={IconHelpCircle}>
            {t('alert.stale')} · {t('alert.since')} <Time iso={staleSince} />
          </Pill>
        )}
        {calmSince && !ending && (
          <Pill tone="green" icon={IconWaveSine}>
            {t('alert.calming')}
          </Pill>
        )}
      </span>
      {words.map((text) => (
        <span key={text} className={styles.dim}>
          {text}
        </span>
      ))}
    </>
  );
}

import { lazy, Suspense, useState } from 'react';
import { Button, Group, Name, Time } from '../../../../components/ui';
import type { ReleaseDetail } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import { canIn, useMe } from '../../../../lib/session';
import styles from './approval.module.css';

const AskForm = lazy(() => import('./ask-form'));
const OPEN: readonly string[] = ['pending_approval', 'approved', 'scheduled'];

/** What was asked before deciding, and what the makers answered; the request goes on waiting. */
export function Questions({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const me = useMe();
  const { questions } = release.approval;
  const canAsk = OPEN.includes(release.status) && canIn(me, release.project.id, 'draft');
  return (
    <>
      {questions.length > 0 && (
        <ul className={styles.questions} aria-label={t('approval.questions')}>
          {questions.map((question) => (
            <li key={question.id} className={styles.question}>
              <span>
                <strong>
                  <Name>{question.author.name}</Name>
                </strong>{' '}
                <span className={styles.muted}>
                  {t(question.isByMaker ? 'approval.answered' : 'approval.asked')} ·{' '}
                  <Time iso={question.at} />
                </span>
              </span>
              <p>{question.text}</p>
            </li>
          ))}
        </ul>
      )}
      {canAsk && <Ask release={release} />}
    </>
  );
}

function Ask({ release }: { readonly release: ReleaseDetail }) {
  const t = useTranslate();
  const [isAsking, setIsAsking] = useState(false);
  const button = (
    <Group>
      <Button size="sm" onClick={() => setIsAsking(true)} data-ask>
        {t('approval.ask')}
      </Button>
    </Group>
  );
  if (!isAsking) return button;
  return (
    <Suspense fallback={button}>
      <AskForm release={release} onDone={() => setIsAsking(false)} />
    </Suspense>
  );
}

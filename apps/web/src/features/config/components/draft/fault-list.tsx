import { IconAlertCircle } from '@tabler/icons-react';
import type { ConfigFault } from '../../../../lib/api';
import { useTranslate } from '../../../../lib/i18n';
import styles from './draft.module.css';

/** Each with a way to its place; those of what base and environment make together have none in this text. */
export function FaultList(props: {
  readonly faults: readonly ConfigFault[];
  readonly isOfThisText: (fault: ConfigFault) => boolean;
  readonly onGo: (fault: ConfigFault) => void;
}) {
  const { faults, isOfThisText, onGo } = props;
  const t = useTranslate();
  return (
    <div role="status" aria-label={t('config.faults')} className={styles.faults}>
      {faults.length > 0 && (
        <ul className={styles.faultList} data-faults>
          {faults.map((fault) => (
            <li key={`${fault.of}-${fault.environment}-${fault.line}-${fault.column}-${fault.message}`}>
              <IconAlertCircle size={16} className={styles.faultIcon} aria-hidden />
              {isOfThisText(fault) ? (
                <button type="button" className={styles.faultPlace} onClick={() => onGo(fault)}>
                  {t('config.place', { line: fault.line, column: fault.column })}
                </button>
              ) : (
                <span className={styles.faultWhere}>
                  {fault.environment
                    ? t('config.faultIn', { name: fault.environment, line: fault.line })
                    : t('config.place', { line: fault.line, column: fault.column })}
                </span>
              )}
              <span className={styles.faultText}>{fault.message}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

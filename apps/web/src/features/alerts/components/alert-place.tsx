import { EnvironmentTag, Name } from '../../../components/ui';
import type { Alert, AlertRule } from '../../../lib/api';
import styles from './alerts.module.css';

/** Of which project, and where in it. */
export function AlertPlace(props: {
  readonly project: Alert['project'];
  readonly environment: AlertRule['environment'];
  readonly everywhere: string;
}) {
  const { project, environment, everywhere } = props;
  return (
    <span className={styles.words}>
      <span className={styles.dim}>
        <Name>{project.name}</Name>
      </span>
      {environment ? (
        <EnvironmentTag name={environment.name} isProduction={environment.isProduction} />
      ) : (
        <span className={styles.dim}>{everywhere}</span>
      )}
    </span>
  );
}

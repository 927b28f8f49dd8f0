import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { EnvironmentTag, Name, Pill } from '../../../components/ui';
import type { Environment, Project } from '../../../lib/api';
import { useTranslate } from '../../../lib/i18n';
import styles from './project-grid.module.css';

/** Project by environment; the cell's content is the caller's, because versions belong to another feature. */
export function ProjectGrid(props: {
  readonly projects: readonly Project[];
  readonly cell: (project: Project, environment: Environment) => ReactNode;
}) {
  return (
    <ul className={styles.list}>
      {props.projects.map((project) => (
        <li key={project.id} className={styles.project}>
          <About project={project} />
          <div className={styles.environments}>
            {project.environments.map((environment) => (
              <Link
                key={environment.id}
                to={`/releases?project=${project.id}&environment=${environment.id}`}
                className={styles.cell}
              >
                <span>
                  <EnvironmentTag name={environment.name} isProduction={environment.isProduction} />
                </span>
                <NodeCount count={environment.nodeCount} />
                {props.cell(project, environment)}
              </Link>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

function About({ project }: { readonly project: Project }) {
  const t = useTranslate();
  return (
    <div className={styles.about}>
      <Link to={`/projects/${project.code}`} className={styles.name}>
        <Name>{project.name}</Name>
      </Link>{' '}
      {project.archivedAt && <Pill tone="grey">{t('project.archived')}</Pill>}
      <p className={styles.meta}>
        <code>{project.code}</code>
        {project.owner && ` · ${project.owner}`}
      </p>
      {project.description && <p className={styles.meta}>{project.description}</p>}
    </div>
  );
}

function NodeCount({ count }: { readonly count: number }) {
  const t = useTranslate();
  return (
    <span className={styles.dim}>{count === 0 ? t('project.noNodes') : t('count.nodes', { count })}</span>
  );
}

export function RunningVersion(props: { readonly bin: string; readonly version: string | null }) {
  const t = useTranslate();
  return (
    <span className={styles.versions}>
      {props.bin} <span className={styles.dim}>{props.version ?? t('bin.unknownVersion')}</span>
    </span>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Select } from '../../../components/ui';
import { useTranslate } from '../../../lib/i18n';
import { projectsQuery } from '../api/list-projects';

interface Place {
  /** Id of a project; empty for any. */
  readonly project: string;
  /** Id of an environment of that project; empty for any. */
  readonly environment: string;
}

/** Narrows a list down to a project, and then to one of its environments. */
export function PlaceFilter({
  project,
  environment,
  onChange,
}: Place & { readonly onChange: (place: Partial<Place>) => void }) {
  const t = useTranslate();
  const projects = useQuery(projectsQuery({})).data?.items ?? [];
  const environments = projects.find(({ id }) => id === project)?.environments ?? [];
  return (
    <>
      <ProjectFilter value={project} onChange={(chosen) => onChange({ project: chosen, environment: '' })} />
      {environments.length > 0 && (
        <Select
          aria-label={t('release.environment')}
          placeholder={t('filter.anyEnvironment')}
          clearable
          data={environments.map(({ id, name }) => ({ value: id, label: name }))}
          value={environment || null}
          onChange={(chosen) => onChange({ environment: chosen ?? '' })}
          w={170}
        />
      )}
    </>
  );
}

/** Narrows a list down to a project; an empty text is any. */
export function ProjectFilter(props: {
  readonly value: string;
  readonly onChange: (project: string) => void;
}) {
  const t = useTranslate();
  const projects = useQuery(projectsQuery({})).data?.items ?? [];
  return (
    <Select
      aria-label={t('release.project')}
      placeholder={t('filter.anyProject')}
      clearable
      searchable
      data={projects.map(({ id, name }) => ({ value: id, label: name }))}
      value={props.value || null}
      onChange={(chosen) => props.onChange(chosen ?? '')}
      w={180}
    />
  );
}

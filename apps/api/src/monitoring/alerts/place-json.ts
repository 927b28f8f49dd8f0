/** Of a project `p` that is there. */
export const PROJECT_JSON = `jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name)`;

/** Of an environment `e`; null where there is none. */
export const ENVIRONMENT_JSON = `CASE WHEN e.id IS NOT NULL THEN
  jsonb_build_object('id', e.id, 'code', e.code, 'name', e.name, 'isProduction', e.is_production) END`;

/** All cache keys, so that the live connection can find what an event touches. */
export const queryKeys = {
  projects: ['projects'] as const,
  project: (id: string) => ['projects', 'detail', id] as const,
  members: (projectId: string) => ['projects', 'members', projectId] as const,
  users: ['users'] as const,
  bins: ['bins'] as const,
  bin: (name: string) => ['bins', 'detail', name] as const,
  nodes: ['nodes'] as const,
  node: (id: string) => ['nodes', 'detail', id] as const,
  nodeSummary: ['nodes', 'summary'] as const,
  environmentSteering: (projectId: string) => ['projects', 'steering', projectId] as const,
  enrolmentTokens: ['enrolment-tokens'] as const,
  releases: ['releases'] as const,
  releaseLists: ['releases', 'list'] as const,
  release: (id: string) => ['releases', 'detail', id] as const,
  releaseTargets: (id: string) => ['releases', 'targets', id] as const,
  releaseEvents: (id: string) => ['releases', 'events', id] as const,
} as const;

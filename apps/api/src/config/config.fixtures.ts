import type { Answer, Person, TestConsole } from '../../test/with-console.js';

export interface ConfigProject {
  readonly id: string;
  readonly code: string;
  readonly environments: readonly { readonly id: string; readonly code: string }[];
  readonly developer: Person;
  readonly viewer: Person;
}

export async function aProject(console: TestConsole, code: string): Promise<ConfigProject> {
  const { id, environments } = await console.newProject(code);
  const developer = await console.member(id, 'developer');
  const viewer = await console.member(id, 'viewer');
  return { id, code, environments, developer, viewer };
}

export interface NewFile {
  readonly name?: string;
  readonly format?: string;
  readonly text?: string;
  readonly isSecret?: boolean;
}

/** Its id. */
export async function aFile({ id, developer }: ConfigProject, file: NewFile = {}): Promise<string> {
  const body = { projectId: id, name: 'app.yaml', format: 'yaml', text: 'a: 1\n', ...file };
  const answer = await developer.call('POST', '/configs', body);
  if (answer.status !== 201) throw new Error(`creating answered ${JSON.stringify(answer.body)}`);
  return answer.body.id as string;
}

export function save(
  person: Person,
  fileId: string,
  layer: string,
  body: {
    readonly text: string | null;
    readonly parentVersion: number;
    readonly removedKeys?: readonly string[];
    readonly message?: string;
  },
): Promise<Answer> {
  return person.call('PUT', `/configs/${fileId}/layers/${layer}`, body);
}

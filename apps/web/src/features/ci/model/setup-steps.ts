import type { CiSecret, CiSource, SourceKind } from '../../../lib/api';
import type { MessageKey } from '../../../lib/i18n';

/** Something to do on the other side, with what is to be pasted there. */
export interface SetupStep {
  readonly text: MessageKey;
  readonly paste: string | null;
}

type Source = Pick<CiSource, 'kind' | 'webhookUrl'>;

/** `secret`: at hand for this moment only; without it the steps say where it belongs. */
export function setupSteps(source: Source, secret: CiSecret | null): readonly SetupStep[] {
  const { webhookUrl } = source;
  const secretStep: SetupStep = { text: SECRET_STEP[source.kind], paste: secret?.secret ?? null };
  switch (source.kind) {
    case 'jenkins':
      return [
        secretStep,
        { text: 'ci.setup.jenkinsfile', paste: jenkinsfile(webhookUrl) },
        { text: 'ci.setup.plugin', paste: secret?.urlWithSecret ?? `${webhookUrl}~<secret>` },
      ];
    case 'gitlab':
      return [
        { text: 'ci.setup.gitlabUrl', paste: webhookUrl },
        secretStep,
        { text: 'ci.setup.gitlabEvents', paste: null },
      ];
    case 'github':
      return [
        { text: 'ci.setup.githubUrl', paste: webhookUrl },
        secretStep,
        { text: 'ci.setup.githubEvents', paste: null },
      ];
    case 'generic':
      return [secretStep, { text: 'ci.setup.curl', paste: curl(webhookUrl) }];
  }
}

const SECRET_STEP = {
  jenkins: 'ci.setup.jenkinsSecret',
  gitlab: 'ci.setup.gitlabSecret',
  github: 'ci.setup.githubSecret',
  generic: 'ci.setup.genericSecret',
} as const satisfies Record<SourceKind, MessageKey>;

const jenkinsfile = (url: string): string => `post {
  always {
    script {
      writeFile file: 'release-console.json', text: groovy.json.JsonOutput.toJson([build: [
        job: env.JOB_NAME, number: env.BUILD_NUMBER, status: currentBuild.currentResult,
        url: env.BUILD_URL, branch: env.GIT_BRANCH, commit: env.GIT_COMMIT,
        parameters: [VERSION: params.VERSION],
        artifacts: [[path: 'dist/my-svc-amd64']],
      ]])
    }
    withCredentials([string(credentialsId: 'release-console-source', variable: 'RC_SECRET')]) {
      sh '''curl -fsS --retry 5 -H "Authorization: Bearer $RC_SECRET" \\
        -H 'Content-Type: application/json' --data-binary @release-console.json \\
        ${url}'''
    }
  }
}`;

const curl = (url: string): string => `curl -fsS --retry 5 -H "Authorization: Bearer $RC_SECRET" \\
  -H 'Content-Type: application/json' \\
  -d '{"build": {"job": "team/my-svc", "number": 1, "status": "success", "branch": "main",
       "artifacts": [{"path": "dist/my-svc-amd64", "url": "https://files.example.com/my-svc-amd64"}]}}' \\
  ${url}`;

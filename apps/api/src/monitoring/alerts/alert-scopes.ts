import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ProjectScopes } from '../../platform/auth-guard/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { AlertRulesRepository } from './definitions/alert-rules.repository.js';
import { AlertsRepository } from './firing/alerts.repository.js';
import { AlertSilencesRepository } from './silences/alert-silences.repository.js';

interface Owned {
  projectOf(tx: Tx, id: string): Promise<string | undefined>;
}

/** Says of which project an alert, a rule or a silence is. */
@Injectable()
export class AlertScopes implements OnModuleInit {
  constructor(
    private readonly scopes: ProjectScopes,
    private readonly database: Database,
    private readonly rules: AlertRulesRepository,
    private readonly alerts: AlertsRepository,
    private readonly silences: AlertSilencesRepository,
  ) {}

  onModuleInit(): void {
    this.register('alert', this.alerts);
    this.register('alert rule', this.rules);
    this.register('alert silence', this.silences);
  }

  private register(kind: string, things: Owned): void {
    this.scopes.register(kind, async (id) => {
      const projectId = await things.projectOf(this.database.reader, id);
      return projectId === undefined ? undefined : [projectId];
    });
  }
}

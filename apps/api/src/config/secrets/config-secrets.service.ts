import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { invalidField, notFound } from '../../platform/http/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { Realtime } from '../../realtime/index.js';
import { archivedProject, secretInUse } from '../config.errors.js';
import { SECRET_NAME } from '../content/index.js';
import { EnvironmentNames } from '../files/environment-names.js';
import { ConfigFilesRepository } from '../files/config-files.repository.js';
import { SEALED_SECRETS } from '../sealed-columns.js';
import type {
  ConfigSecret,
  ConfigSecretList,
  RevealedText,
  RevealSecret,
  SecretPlace,
  SetSecret,
} from './config-secret.dto.js';
import type { ConfigSecretEntity } from './config-secret.entity.js';
import { ConfigSecretsRepository, type StoredSecret } from './config-secrets.repository.js';
import { SecretUses, type SecretUse } from './secret-uses.js';

const MOST_SECRETS = 500;

@Injectable()
export class ConfigSecretsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly secrets: ConfigSecretsRepository,
    private readonly files: ConfigFilesRepository,
    private readonly environments: EnvironmentNames,
    private readonly uses: SecretUses,
    private readonly box: SecretBox,
    private readonly audit: AuditLog,
    private readonly realtime: Realtime,
  ) {}

  async list(actor: Actor, projectId: string): Promise<ConfigSecretList> {
    actor.require('project.read', projectId);
    const tx = this.database.reader;
    const stored = await this.secrets.listOf(tx, projectId);
    const uses = await this.uses.of(tx, projectId);
    const names = [...new Set(stored.map(({ name }) => name))];
    return {
      items: names.map((name) => viewOf(name, stored, uses)),
    };
  }

  set(actor: Actor, name: string, body: SetSecret): Promise<ConfigSecret> {
    const { projectId, environment, value } = body;
    actor.require('config.edit', projectId);
    if (!SECRET_NAME.test(name))
      throw invalidField('name', 'not_a_name', {
        en: 'A secret has up to 128 of A-Z, a-z, 0-9 and _ . - in its name, and begins with a letter or _.',
        zh: '机密的名称最多 128 个字符，可用 A-Z、a-z、0-9 和 _ . -，以字母或 _ 开头。',
      });
    return this.database.transaction(async (tx) => {
      const environmentId = await this.placeOf(tx, projectId, environment);
      await this.ensureActive(tx, projectId);
      await this.secrets.lock(tx, projectId);
      const before = await this.secrets.find(tx, projectId, name, environmentId);
      if (!before) await this.ensureRoom(tx, projectId);
      const id = before?.id ?? (await this.secrets.newId(tx));
      const secret: ConfigSecretEntity = {
        ...{ id, projectId, name, environmentId, revision: (before?.revision ?? 0) + 1 },
        sealed: this.box.seal(SEALED_SECRETS, [id], value),
        ...{ changedByName: actor.name, changedAt: this.clock.now() },
      };
      await (before ? this.secrets.save(tx, secret) : this.secrets.insert(tx, secret));
      const data = { environment: environment ?? null, revision: secret.revision };
      await this.tell(tx, actor, secret, 'config_secret.set', data);
      const stored = await this.secrets.listOf(tx, projectId, name);
      return viewOf(name, stored, await this.uses.of(tx, projectId));
    });
  }

  async forget(actor: Actor, name: string, { projectId, environment }: SecretPlace): Promise<void> {
    actor.require('config.edit', projectId);
    await this.database.transaction(async (tx) => {
      const environmentId = await this.placeOf(tx, projectId, environment);
      await this.secrets.lock(tx, projectId);
      const secret = await this.secrets.find(tx, projectId, name, environmentId);
      if (!secret) throw notFound('value of this secret');
      const others = (await this.secrets.listOf(tx, projectId, name)).filter(({ id }) => id !== secret.id);
      const bereft = (await this.uses.of(tx, projectId)).filter(
        (use) => use.name === name && use.environmentId !== null && !hasValue(others, use.environmentId),
      );
      if (bereft.length > 0) throw secretInUse([...new Set(bereft.map(({ file }) => file))]);
      await this.secrets.remove(tx, secret.id);
      await this.tell(tx, actor, secret, 'config_secret.forgotten', { environment: environment ?? null });
    });
  }

  reveal(actor: Actor, name: string, body: RevealSecret): Promise<RevealedText> {
    const { projectId, environment, reason } = body;
    actor.require('secret.reveal', projectId);
    return this.database.transaction(async (tx) => {
      const environmentId = await this.placeOf(tx, projectId, environment);
      const secret = await this.secrets.find(tx, projectId, name, environmentId);
      if (!secret) throw notFound('value of this secret');
      const data = { environment: environment ?? null, revision: secret.revision };
      await this.audit.record(tx, {
        ...{ actor, action: 'config_secret.revealed', projectId, data, reason },
        subject: { type: 'config_secret', id: secret.id, name },
      });
      return { text: this.box.open(SEALED_SECRETS, [secret.id], secret.sealed) };
    });
  }

  private async placeOf(tx: Tx, projectId: string, code: string | undefined): Promise<string | null> {
    if (code === undefined) return null;
    const { id } = await this.environments.named(tx, projectId, code);
    return id;
  }

  private async ensureActive(tx: Tx, projectId: string): Promise<void> {
    const project = await this.files.holdProject(tx, projectId);
    if (!project) throw notFound('project');
    if (project.isArchived) throw archivedProject();
  }

  private async ensureRoom(tx: Tx, projectId: string): Promise<void> {
    if ((await this.secrets.listOf(tx, projectId)).length < MOST_SECRETS) return;
    throw invalidField('name', 'too_many', {
      en: `A project has at most ${MOST_SECRETS} values of secrets. Forget one that nobody needs.`,
      zh: `一个项目最多 ${MOST_SECRETS} 个机密值。请清除不再需要的值。`,
    });
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    { id, name, projectId }: ConfigSecretEntity,
    action: string,
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const subject = { type: 'config_secret', id, name };
    await this.audit.record(tx, { actor, action, subject, projectId, data });
    await this.realtime.publish(tx, { topic: 'config', id, projectId });
  }
}

function hasValue(secrets: readonly StoredSecret[], environmentId: string): boolean {
  return secrets.some((one) => one.environmentId === null || one.environmentId === environmentId);
}

function viewOf(name: string, stored: readonly StoredSecret[], uses: readonly SecretUse[]): ConfigSecret {
  return {
    name,
    values: stored
      .filter((secret) => secret.name === name)
      .map(({ environmentCode, revision, changedByName, changedAt }) => ({
        environment: environmentCode,
        ...{ revision, changedByName },
        changedAt: changedAt.toISOString(),
      })),
    usedBy: [...new Set(uses.filter((use) => use.name === name).map(({ file }) => file))],
  };
}

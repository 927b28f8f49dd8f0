import { Injectable } from '@nestjs/common';
import { violatedConstraint, type Tx } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { looksLike } from '../platform/names/index.js';
import { EnvironmentEntity } from './environment.entity.js';
import { environmentCodeTaken, environmentNameTaken } from './project.errors.js';

@Injectable()
export class EnvironmentsRepository {
  async listOf(tx: Tx, projectId: string): Promise<EnvironmentEntity[]> {
    return tx.find(EnvironmentEntity, { where: { projectId }, order: { position: 'ASC', code: 'ASC' } });
  }

  /** People tell the environments of a project apart by their names: no other one's may look like this. */
  async ensureOwnName(tx: Tx, own: Omit<EnvironmentEntity, 'id'> & { readonly id?: string }): Promise<void> {
    const others = (await this.listOf(tx, own.projectId)).filter(({ id }) => id !== own.id);
    if (others.some(({ name }) => looksLike(name, own.name))) throw environmentNameTaken();
  }

  async get(tx: Tx, projectId: string, id: string): Promise<EnvironmentEntity> {
    const environment = await tx.findOneBy(EnvironmentEntity, { id, projectId });
    if (!environment) throw notFound('environment');
    return environment;
  }

  async create(tx: Tx, environment: Omit<EnvironmentEntity, 'id'>): Promise<string> {
    try {
      const { identifiers } = await tx.insert(EnvironmentEntity, environment);
      return identifiers[0]?.['id'] as string;
    } catch (error) {
      throw translated(error, environment.code);
    }
  }

  async save(tx: Tx, { id, ...fields }: EnvironmentEntity): Promise<void> {
    try {
      await tx.update(EnvironmentEntity, { id }, fields);
    } catch (error) {
      throw translated(error, fields.code);
    }
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(EnvironmentEntity, { id });
  }
}

function translated(error: unknown, code: string): unknown {
  return violatedConstraint(error) === 'uq_environments_project_id_code' ? environmentCodeTaken(code) : error;
}

import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { Tx } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import { FreezeEntity } from './freeze.entity.js';

@Injectable()
export class FreezesRepository {
  /** Those of the projects and those everywhere; without a project only the latter. */
  async listOf(tx: Tx, projectIds: readonly string[]): Promise<FreezeEntity[]> {
    const where = [{ projectId: IsNull() }, { projectId: In([...projectIds]) }];
    return tx.find(FreezeEntity, { where, order: { id: 'ASC' } });
  }

  /** Holds it against every other change until the transaction ends. */
  async lock(tx: Tx, projectId: string | null, id: string): Promise<FreezeEntity> {
    const freeze = await tx.findOne(FreezeEntity, {
      where: { id, projectId: projectId ?? IsNull() },
      lock: { mode: 'pessimistic_write' },
    });
    if (!freeze) throw notFound('freeze');
    return freeze;
  }

  async create(tx: Tx, freeze: Omit<FreezeEntity, 'id' | 'revision'>): Promise<string> {
    const { identifiers } = await tx.insert(FreezeEntity, freeze);
    return identifiers[0]?.['id'] as string;
  }

  async save(tx: Tx, { id, ...fields }: FreezeEntity): Promise<void> {
    await tx.update(FreezeEntity, { id }, fields);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(FreezeEntity, { id });
  }
}

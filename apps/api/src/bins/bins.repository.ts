import { Injectable } from '@nestjs/common';
import { violatedConstraint, type Tx } from '../platform/database/index.js';
import { BinEntity } from './bin.entity.js';
import { binNameTaken } from './bin.errors.js';

@Injectable()
export class BinsRepository {
  async find(tx: Tx, name: string): Promise<BinEntity | null> {
    return tx.findOneBy(BinEntity, { name });
  }

  async create(tx: Tx, bin: Omit<BinEntity, 'id'>): Promise<string> {
    try {
      const { identifiers } = await tx.insert(BinEntity, bin);
      return identifiers[0]?.['id'] as string;
    } catch (error) {
      throw violatedConstraint(error) === 'uq_bins_name' ? binNameTaken() : error;
    }
  }

  /** Undefined when there is no such project. A shared lock: it is neither archived nor removed meanwhile. */
  async isProjectArchived(tx: Tx, projectId: string): Promise<boolean | undefined> {
    const rows = await tx.query<{ isArchived: boolean }[]>(
      'SELECT archived_at IS NOT NULL AS "isArchived" FROM projects WHERE id = $1 FOR SHARE',
      [projectId],
    );
    return rows[0]?.isArchived;
  }
}

import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { violatedConstraint, type Tx } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { looksLike } from '../platform/names/index.js';
import { emailTaken } from './auth.errors.js';
import { UserEntity } from './user.entity.js';

/** One number for every change that could leave the console without an admin, or give it a first one. */
const ADMINS_LOCK = 7_201_840;

/** One number for everybody who adds a person, so that no two addresses meet. */
const EMAILS_LOCK = 7_201_852;

export type NewUser = Pick<UserEntity, 'email' | 'name' | 'passwordHash' | 'isAdmin' | 'createdAt'>;

@Injectable()
export class UsersRepository {
  async findByEmail(tx: Tx, email: string): Promise<UserEntity | null> {
    return tx.findOneBy(UserEntity, { email });
  }

  async get(tx: Tx, id: string): Promise<UserEntity> {
    return tx.findOneByOrFail(UserEntity, { id });
  }

  async find(tx: Tx, id: string): Promise<UserEntity | null> {
    return tx.findOneBy(UserEntity, { id });
  }

  async lock(tx: Tx, id: string): Promise<UserEntity> {
    const user = await tx.findOne(UserEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!user) throw notFound('user');
    return user;
  }

  /** As `lock`, but lets others refer to the person meanwhile: whoever makes them a member does. */
  async lockForChange(tx: Tx, id: string): Promise<UserEntity> {
    return tx.findOneOrFail(UserEntity, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  async create(tx: Tx, user: NewUser): Promise<UserEntity> {
    await this.refuseLookalike(tx, user.email);
    try {
      const { identifiers } = await tx.insert(UserEntity, user);
      return await tx.findOneByOrFail(UserEntity, { id: identifiers[0]?.['id'] as string });
    } catch (error) {
      throw violatedConstraint(error) === 'uq_users_email' ? emailTaken() : error;
    }
  }

  /** An address is who somebody is; one that only looks like another's is meant to be taken for it. */
  private async refuseLookalike(tx: Tx, email: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [EMAILS_LOCK]);
    const all = await tx.find(UserEntity, { select: { email: true } });
    if (all.some((other) => looksLike(other.email, email))) throw emailTaken();
  }

  async save(tx: Tx, user: UserEntity): Promise<void> {
    const { id, ...fields } = user;
    await tx.update(UserEntity, { id }, fields);
  }

  async lockAdmins(tx: Tx): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [ADMINS_LOCK]);
  }

  async countActiveAdmins(tx: Tx): Promise<number> {
    return tx.countBy(UserEntity, { isAdmin: true, disabledAt: IsNull() });
  }

  async hasAny(tx: Tx): Promise<boolean> {
    return tx.exists(UserEntity);
  }
}

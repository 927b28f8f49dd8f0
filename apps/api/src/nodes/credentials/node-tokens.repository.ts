import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';

export interface TokenRow {
  readonly id: string;
  readonly nodeId: string;
  readonly sha256: string;
  readonly isRevoked: boolean;
}

export interface EnrolmentKeyRow {
  readonly id: string;
  readonly sha256: string;
}

export interface NewTokenRow {
  readonly nodeId: string;
  readonly sha256: Buffer;
  readonly createdBy: string | null;
}

export interface NodeTokenFact {
  readonly id: string;
  readonly createdAt: string;
  readonly firstUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly isEnrolmentToken: boolean;
}

interface TokenListRow extends Omit<NodeTokenFact, 'createdAt' | 'firstUsedAt' | 'revokedAt'> {
  readonly createdAt: Date;
  readonly firstUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const NOTE_FIRST_USE = `
  UPDATE node_tokens t SET first_used_at = COALESCE(t.first_used_at, now())
  FROM (SELECT id FROM node_tokens WHERE sha256 = ANY ($1::bytea[]) AND first_used_at IS NULL AND revoked_at IS NULL ORDER BY id FOR UPDATE) used
  WHERE t.id = used.id`;
const SELECT = `
  SELECT t.id, t.node_id AS "nodeId", encode(t.sha256, 'hex') AS sha256,
    (t.revoked_at IS NOT NULL OR e.revoked_at IS NOT NULL) AS "isRevoked", t.first_used_at IS NULL AS "isNew"
  FROM node_tokens t LEFT JOIN enrolment_tokens e ON e.id = t.enrolment_token_id
  WHERE t.sha256 = ANY ($1::bytea[])`;
const INSERT = `
  INSERT INTO node_tokens (node_id, sha256, created_by)
  SELECT * FROM unnest($1::text[], $2::bytea[], $3::uuid[])
  RETURNING id, node_id AS "nodeId", created_at AS "createdAt"`;
const BIND = `
  INSERT INTO node_tokens (node_id, sha256, enrolment_token_id, first_used_at) VALUES ($1, $2, $3, now())
  ON CONFLICT (sha256, node_id) DO UPDATE SET revoked_at = NULL, first_used_at = COALESCE(node_tokens.first_used_at, now())`;
const LIST = `
  SELECT id, created_at AS "createdAt", first_used_at AS "firstUsedAt", revoked_at AS "revokedAt",
    enrolment_token_id IS NOT NULL AS "isEnrolmentToken"
  FROM node_tokens WHERE node_id = $1 ORDER BY id DESC`;

@Injectable()
export class NodeTokensRepository {
  constructor(private readonly database: Database) {}

  /** By the hash of what was shown; a token's first use is noted, because it ends the right to be issued again. */
  async find(sha256: readonly Buffer[]): Promise<readonly TokenRow[]> {
    const rows = await this.database.reader.query<(TokenRow & { readonly isNew: boolean })[]>(SELECT, [
      sha256,
    ]);
    if (rows.some(({ isNew, isRevoked }) => isNew && !isRevoked))
      await this.database.reader.query(NOTE_FIRST_USE, [sha256]);
    return rows;
  }

  async findEnrolmentKeys(sha256: readonly Buffer[]): Promise<readonly EnrolmentKeyRow[]> {
    return this.database.reader.query<EnrolmentKeyRow[]>(
      "SELECT id, encode(sha256, 'hex') AS sha256 FROM enrolment_tokens WHERE sha256 = ANY ($1::bytea[])",
      [sha256],
    );
  }

  async insert(
    tx: Tx,
    rows: readonly NewTokenRow[],
  ): Promise<readonly { id: string; nodeId: string; createdAt: Date }[]> {
    return tx.query<{ id: string; nodeId: string; createdAt: Date }[]>(INSERT, [
      rows.map(({ nodeId }) => nodeId),
      rows.map(({ sha256 }) => sha256),
      rows.map(({ createdBy }) => createdBy),
    ]);
  }

  /** Lets an enrolment token speak for one node. */
  async bind(tx: Tx, nodeId: string, sha256: Buffer, enrolmentTokenId: string): Promise<void> {
    await tx.query(BIND, [nodeId, sha256, enrolmentTokenId]);
  }

  async isBound(tx: Tx, nodeId: string, sha256: Buffer): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT 1 FROM node_tokens t JOIN enrolment_tokens e ON e.id = t.enrolment_token_id
       WHERE t.node_id = $1 AND t.sha256 = $2 AND t.revoked_at IS NULL AND e.revoked_at IS NULL`,
      [nodeId, sha256],
    );
    return rows.length > 0;
  }

  async list(nodeId: string): Promise<readonly NodeTokenFact[]> {
    const rows = await this.database.reader.query<TokenListRow[]>(LIST, [nodeId]);
    return rows.map(({ createdAt, firstUsedAt, revokedAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      firstUsedAt: firstUsedAt?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
    }));
  }

  /** False when the node has no such token that still works. */
  async revoke(tx: Tx, nodeId: string, tokenId: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown, number]>(
      'UPDATE node_tokens SET revoked_at = now() WHERE node_id = $1 AND id = $2 AND revoked_at IS NULL',
      [nodeId, tokenId],
    );
    return count > 0;
  }

  async revokeAll(tx: Tx, nodeId: string): Promise<void> {
    await tx.query('UPDATE node_tokens SET revoked_at = now() WHERE node_id = $1 AND revoked_at IS NULL', [
      nodeId,
    ]);
  }

  /** Has the node ever shown a token of its own? */
  async wasEverUsed(tx: Tx, nodeId: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      'SELECT 1 FROM node_tokens WHERE node_id = $1 AND first_used_at IS NOT NULL LIMIT 1',
      [nodeId],
    );
    return rows.length > 0;
  }

  async hasAny(tx: Tx, nodeId: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>('SELECT 1 FROM node_tokens WHERE node_id = $1 LIMIT 1', [nodeId]);
    return rows.length > 0;
  }
}

import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditLog } from '../../audit/index.js';
import { BlobDownloads } from '../../bins/index.js';
import type { Actor } from '../../platform/auth-guard/index.js';
import { Database } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import type { DeliveryQuery } from './delivery.dto.js';
import { StableTexts, type StableText } from './stable-texts.read-model.js';
import { TextWaiters } from './text-waiters.js';

/** Hands programs the text of their environment. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly database: Database,
    private readonly texts: StableTexts,
    private readonly waiters: TextWaiters,
    private readonly blobs: BlobDownloads,
    private readonly audit: AuditLog,
  ) {}

  async answer(
    actor: Actor,
    { project, environment, name, wait }: DeliveryQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const place = await this.texts.placeOf(this.database.reader, project, environment, name);
    if (!place || !actor.may('project.read', place.projectId)) throw notFound('configuration file');
    const known = request.headers['if-none-match'];
    const isKnown = (text: StableText | undefined): boolean =>
      text !== undefined && known === `"${text.sha256}"`;
    let text = await this.texts.of(this.database.reader, place);
    if (wait > 0 && text && isKnown(text)) {
      await this.waiters.wait(place, text.sha256, wait, (wake) => reply.raw.once('close', wake));
      text = await this.texts.of(this.database.reader, place);
    }
    if (!text) throw notFound('configuration file');
    if (text.isSecret) actor.require('secret.reveal', text.projectId);
    if (text.isSecret && !isKnown(text)) await this.note(actor, text, name);
    void reply.header('x-config-version', text.version);
    await this.blobs.send(request, reply, {
      sha256: text.sha256,
      sizeBytes: text.sizeBytes,
      fileName: name,
      contentType: 'text/plain; charset=utf-8',
    });
  }

  private async note(actor: Actor, { fileId, projectId, version }: StableText, name: string): Promise<void> {
    await this.database.transaction((tx) =>
      this.audit.record(tx, {
        actor,
        action: 'config.delivered',
        subject: { type: 'config', id: fileId, name },
        projectId,
        data: { version },
      }),
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/http/index.js';
import type { Publication, PublicationChange, PublicationQuery } from './publication.dto.js';

@Injectable()
export class PublicationViewsService {
  list(_id: string, _query: PublicationQuery): Promise<Page<Publication>> {
    throw new Error('to do');
  }
  change(_bin: string, _version: string): Promise<PublicationChange> {
    throw new Error('to do');
  }
}

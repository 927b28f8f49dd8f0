import { Injectable } from '@nestjs/common';
import type { InstancePage, InstanceQuery } from './instance.dto.js';

@Injectable()
export class InstancesReadModel {
  list(_fileId: string, _query: InstanceQuery): Promise<InstancePage> {
    throw new Error('to do');
  }
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { Preview, PreviewRequest, TemplateKindList } from './template.dto.js';

@Injectable()
export class TemplatesService {
  list(): TemplateKindList {
    throw new Error('to do');
  }
  preview(_actor: Actor, _body: PreviewRequest): Promise<Preview> {
    throw new Error('to do');
  }
}

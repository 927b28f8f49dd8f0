import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/auth-guard/index.js';
import type { Page } from '../../platform/http/index.js';
import { toDo } from '../todo.js';
import type { CiImport, CiImportQuery, CiProvenanceQuery, CiProvenances } from './import.dto.js';

@Injectable()
export class ImportsService {
  list(_actor: Actor, _query: CiImportQuery): Promise<Page<CiImport>> {
    return toDo();
  }
  retry(_actor: Actor, _id: string): Promise<CiImport> {
    return toDo();
  }
  provenance(_actor: Actor, _query: CiProvenanceQuery): Promise<CiProvenances> {
    return toDo();
  }
}

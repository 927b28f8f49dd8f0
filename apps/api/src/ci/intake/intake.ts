import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { SourceKind } from '../ci-words.js';
import { toDo } from '../todo.js';

export interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

@Injectable()
export class Intake {
  take(_kind: SourceKind, _source: string, _call: Call): Promise<'accepted' | 'duplicate'> {
    return toDo();
  }
}

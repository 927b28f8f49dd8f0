import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth-guard/index.js';
import { DatabaseProbe } from '../database/index.js';
import { DomainError } from '../http/index.js';
import { VERSION } from '../version.js';

class Health {
  @ApiProperty({ enum: ['ok'], description: 'The process serves requests.' })
  status: 'ok';
  @ApiProperty({ enum: ['ok'], description: 'The database answered just now.' })
  database: 'ok';
  @ApiProperty({ description: 'Version of the console.' })
  version: string;
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly probe: DatabaseProbe) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Is this process fit to serve?',
    description: '503 while the database does not answer.',
  })
  @ApiOkResponse({ type: Health })
  async health(): Promise<Health> {
    if (!(await this.probe.answers())) {
      throw new DomainError('unavailable', 'DATABASE_UNAVAILABLE', {
        en: 'The database does not answer.',
        zh: '数据库没有响应。',
      });
    }
    return { status: 'ok', database: 'ok', version: VERSION };
  }
}

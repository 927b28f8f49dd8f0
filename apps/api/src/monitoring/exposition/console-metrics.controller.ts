import { Controller, Get, Header } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Access } from '../../platform/auth-guard/index.js';
import { ConsoleMetrics } from './console-metrics.js';

@ApiTags('monitoring')
@ApiBearerAuth()
@Controller('metrics')
export class ConsoleMetricsController {
  constructor(private readonly metrics: ConsoleMetrics) {}

  @Get()
  @Access('metrics.read', 'everywhere')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiProduces('text/plain')
  @ApiOperation({
    summary: 'How the console itself does, for Prometheus',
    description:
      'Requests, the process, nodes and releases in Prometheus’ text format 0.0.4. For admins: give Prometheus the API token of one, with the scope to read.',
  })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  text(): Promise<string> {
    return this.metrics.text();
  }
}

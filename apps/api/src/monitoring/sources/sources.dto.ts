import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

export class PrometheusSource {
  @ApiProperty({ description: 'Whether the console was started with PROMETHEUS_URL.' })
  isConfigured: boolean;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was asked last for what programs did; null: not yet.',
  })
  askedAt: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it gave nothing then; null when it answered.',
  })
  fault: string | null;
  @ApiProperty({ minimum: 0, description: 'Series that it gave.' })
  series: number;
  @ApiProperty({
    minimum: 0,
    description: 'Programs whose series belong to a bin and an environment of the console.',
  })
  joined: number;
  @ApiProperty({
    minimum: 0,
    description: 'Programs that their agents measure too; what Prometheus says of them is left out.',
  })
  measuredByAgents: number;
  @ApiProperty({
    type: [String],
    description:
      'For admins: some of those whose node the console does not know, as "bin on node"; empty for others.',
  })
  unknown: string[];
}

export class AlertmanagerSource {
  @ApiProperty({ description: 'Whether the console was started with ALERTMANAGER_URL.' })
  isConfigured: boolean;
}

export class MetricSources {
  @ApiProperty({ type: PrometheusSource })
  prometheus: PrometheusSource;
  @ApiProperty({ type: AlertmanagerSource })
  alertmanager: AlertmanagerSource;
}

export class PromqlTry {
  @ApiProperty({ description: 'As in a check of kind promql.', maxLength: 2_000 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  query: string;
  @ApiProperty({ format: 'uuid', description: 'All nodes of this environment stand for {{nodes}}.' })
  @IsUUID()
  environmentId: string;
  @ApiPropertyOptional({ description: 'What stands for {{bin}}.', maxLength: 100 })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  bin?: string;
}

export class PromqlAnswer {
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'What it comes to; null where it comes to no number.',
  })
  value: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it comes to no number.' })
  note: string | null;
  @ApiProperty({ description: 'As Prometheus was asked; cut after 2,000 characters.' })
  asked: string;
}

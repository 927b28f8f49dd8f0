import { ApiProperty } from '@nestjs/swagger';

export class AlertProject {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Code.' })
  code: string;
  @ApiProperty({ description: 'Name.' })
  name: string;
}

export class AlertEnvironment {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Code.' })
  code: string;
  @ApiProperty({ description: 'Name.' })
  name: string;
  @ApiProperty({ description: 'Whether it is one of production.' })
  isProduction: boolean;
}

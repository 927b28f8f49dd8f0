import { ApiProperty } from '@nestjs/swagger';

export class NotificationProject {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Code.' })
  code: string;
  @ApiProperty({ description: 'Name.' })
  name: string;
}

export class NotificationEnvironment {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Code.' })
  code: string;
  @ApiProperty({ description: 'Name.' })
  name: string;
}

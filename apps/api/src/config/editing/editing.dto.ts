import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsString, MaxLength } from 'class-validator';

export class EditingWord {
  @ApiProperty({ description: '`base`, or the code of an environment.', maxLength: 39 })
  @IsString()
  @MaxLength(39)
  layer: string;
  @ApiProperty({
    description: 'Whether the caller has it open in an editor now; said again every 10 s while it is so.',
  })
  @IsBoolean()
  isEditing: boolean;
}

export class ConfigEditor {
  @ApiProperty({ description: 'Name of the person.' })
  name: string;
  @ApiProperty({ description: 'Which layer: `base`, or the code of an environment.' })
  layer: string;
  @ApiProperty({ description: 'Whether it is the caller.' })
  isMe: boolean;
}

export class ConfigEditors {
  @ApiProperty({ type: [ConfigEditor], description: 'Who said so in the last 30 s, by name.' })
  items: readonly ConfigEditor[];
}

import { ApiProperty } from '@nestjs/swagger';
import { LocalizedText } from '../../platform/http/index.js';

const SINCE = 'in seconds since the deploy, as if it were deployed now';

export class ExpectedSecondsDto {
  @ApiProperty({ minimum: 0, description: `As on most days, ${SINCE}.` })
  likelySeconds: number;
  @ApiProperty({ minimum: 0, description: `As on a slow day, ${SINCE}; at least \`likelySeconds\`.` })
  slowSeconds: number;
}

export class ExpectedSpanDto {
  @ApiProperty({
    type: ExpectedSecondsDto,
    nullable: true,
    description: 'When it begins; null: freezes or hours keep it closed, and no end of that is in sight.',
  })
  begins: ExpectedSecondsDto | null;
  @ApiProperty({
    type: ExpectedSecondsDto,
    nullable: true,
    description:
      'When it ends; null: as for `begins`. A wait for a person ends in these figures when it begins, as nobody knows its length.',
  })
  ends: ExpectedSecondsDto | null;
  @ApiProperty({
    minimum: 0,
    description: 'Waits for a person that come before it. Their length is in no figure and comes on top.',
  })
  peopleBefore: number;
}

export class ExpectedTimesDto {
  @ApiProperty({
    enum: ['measured', 'assumed'],
    description:
      '`measured`: on nodes of the latest finished releases of the same bins in this environment. `assumed`: fewer than 3 such nodes are known, so defaults stand in; `text` names them.',
  })
  basis: 'measured' | 'assumed';
  @ApiProperty({
    minimum: 0,
    maximum: 1000,
    description: 'How many nodes it was measured on; 0 where it is assumed.',
  })
  measuredNodes: number;
  @ApiProperty({ type: LocalizedText, description: 'The same in one sentence.' })
  text: LocalizedText;
  @ApiProperty({
    type: ExpectedSecondsDto,
    nullable: true,
    description:
      'When all of it is done if nothing goes wrong; null: freezes or hours keep it closed, and no end of that is in sight.',
  })
  ends: ExpectedSecondsDto | null;
  @ApiProperty({
    minimum: 0,
    description:
      'Waits in it for a person, to promote or to switch. Their length is in no figure and comes on top.',
  })
  waitsForPeople: number;
  @ApiProperty({
    minimum: 0,
    description:
      'So many seconds of the likely time it waits until freezes and hours let the next wave begin.',
  })
  closedSeconds: number;
  @ApiProperty({
    description:
      'True: freezes or hours may keep it closed after a wait for a person as well. How long is not known, so that is in no figure.',
  })
  leavesOutClosed: boolean;
  @ApiProperty({ type: [ExpectedSpanDto], description: 'One for each of the steps, in their order.' })
  steps: ExpectedSpanDto[];
}

import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ROLES, type Role } from '../platform/auth-guard/index.js';
import { MEMBER_SOURCES, type MemberSource } from './project-member.entity.js';

export class SetMember {
  @ApiProperty({ enum: ROLES, enumName: 'Role', description: 'The one role of the person in this project.' })
  @IsIn(ROLES)
  role: Role;
}

export class MemberUser {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id: string;
  @ApiProperty({ description: 'Name.' })
  name: string;
  @ApiProperty({ description: 'E-mail address.' })
  email: string;
}

export class Member {
  @ApiProperty({ type: MemberUser, description: 'The person.' })
  user: MemberUser;
  @ApiProperty({ enum: ROLES, enumName: 'Role', description: 'Role in this project.' })
  role: Role;
  @ApiProperty({
    enum: MEMBER_SOURCES,
    description:
      'Who gave it: `manual` somebody here; `group` the OpenID Connect provider, which sets it anew at each sign-in of the person.',
  })
  source: MemberSource;
}

export class MemberPage {
  @ApiProperty({ type: [Member], description: 'By name; all of them.' })
  items: readonly Member[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: there is one page.' })
  nextCursor: string | null;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { withoutEmptyFields } from './left-out.js';

class Inner {
  @ApiPropertyOptional({ type: String })
  word?: string | null;
}

class Outer {
  @ApiPropertyOptional({ type: String })
  name?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true })
  note?: string | null;
  @ApiProperty({ type: String })
  code: string | null;
  @ApiPropertyOptional({ type: [Inner] })
  inner?: readonly Inner[];
}

it('takes null for left out only where null means nothing of its own', () => {
  const inner = Object.assign(new Inner(), { word: null });
  const outer = Object.assign(new Outer(), { name: null, note: null, code: null, inner: [inner] });
  expect({ ...withoutEmptyFields(outer), inner: { ...inner } }).toEqual({
    note: null,
    code: null,
    inner: {},
  });
  expect(withoutEmptyFields({ name: null })).toEqual({ name: null });
});

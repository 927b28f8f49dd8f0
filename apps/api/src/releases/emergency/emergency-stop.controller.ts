import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, SignedIn, type Actor } from '../../platform/auth-guard/index.js';
import { EmergencyStopsDto, LiftStopDto, StopEverythingDto } from './emergency-stop.dto.js';
import { EmergencyStopService } from './emergency-stop.service.js';

@ApiTags('releases')
@ApiBearerAuth()
@Controller('emergency-stop')
export class EmergencyStopController {
  constructor(private readonly stops: EmergencyStopService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'Emergency stops in force, with their proof',
    description:
      'Which releases stand still, how many nodes have confirmed, which have not, and until when they can.',
  })
  @ApiOkResponse({ type: EmergencyStopsDto })
  async list(@CurrentActor() actor: Actor): Promise<EmergencyStopsDto> {
    return { items: await this.stops.inForce(actor) };
  }

  @Post()
  @HttpCode(200)
  @Access('emergency.stop', 'everywhere')
  @ApiOperation({
    summary: 'Halt every release',
    description:
      'Nothing more is asked of any node, ways back included, and nothing starts or goes on until the stop is lifted. A second stop of the same scope is the same stop.',
  })
  @ApiOkResponse({ type: EmergencyStopsDto })
  async stop(@CurrentActor() actor: Actor, @Body() dto: StopEverythingDto): Promise<EmergencyStopsDto> {
    return { items: await this.stops.stop(actor, dto) };
  }

  @Delete(':id')
  @HttpCode(200)
  @Access('emergency.stop', 'everywhere')
  @ApiOperation({
    summary: 'Lift an emergency stop',
    description: 'Halted releases stay paused until somebody resumes them; ways back go on by themselves.',
  })
  @ApiOkResponse({ type: EmergencyStopsDto })
  async lift(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto?: LiftStopDto,
  ): Promise<EmergencyStopsDto> {
    return { items: await this.stops.lift(actor, id, dto?.reason ?? null) };
  }
}

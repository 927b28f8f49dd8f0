import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, type Actor, CurrentActor, SignedIn } from '../platform/auth-guard/index.js';
import { PageQuery, type Page } from '../platform/http/index.js';
import { Bin, BinPage, BinQuery, CreateBin } from './bin.dto.js';
import { BinsService } from './bins.service.js';
import { RestoreVersion, SetRollbackBarrier, Version, VersionPage, WithdrawVersion } from './version.dto.js';

const BIN = { kind: 'bin', param: 'name' };

@ApiTags('bins')
@ApiBearerAuth()
@Controller('bins')
export class BinsController {
  constructor(private readonly bins: BinsService) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'List bins', description: 'Of the projects that you belong to, newest first.' })
  @ApiOkResponse({ type: BinPage })
  list(@CurrentActor() actor: Actor, @Query() query: BinQuery): Promise<Page<Bin>> {
    return this.bins.list(actor, query);
  }

  @Post()
  @Access('artifact.upload', 'everywhere')
  @ApiOperation({
    summary: 'Create a bin',
    description: 'A named program of one project. 409 BIN_NAME_TAKEN.',
  })
  @ApiCreatedResponse({ type: Bin })
  create(@CurrentActor() actor: Actor, @Body() body: CreateBin): Promise<Bin> {
    return this.bins.create(actor, body);
  }

  @Get(':name')
  @Access('project.read', BIN)
  @ApiOperation({
    summary: 'One bin',
    description:
      'With its newest version and what nodes run of it. Nodes get another answer here: what they should run.',
  })
  @ApiOkResponse({ type: Bin })
  get(@Param('name') name: string): Promise<Bin> {
    return this.bins.get(name);
  }

  @Get(':name/versions')
  @Access('project.read', BIN)
  @ApiOperation({
    summary: 'Versions of a bin',
    description: 'Newest first, with their files and where they run.',
  })
  @ApiOkResponse({ type: VersionPage })
  listVersions(@Param('name') name: string, @Query() query: PageQuery): Promise<Page<Version>> {
    return this.bins.listVersions(name, query);
  }

  @Get(':name/versions/:version')
  @Access('project.read', BIN)
  @ApiOperation({ summary: 'One version', description: 'With its files and where it runs.' })
  @ApiOkResponse({ type: Version })
  getVersion(@Param('name') name: string, @Param('version') version: string): Promise<Version> {
    return this.bins.getVersion(name, version);
  }

  @Post(':name/versions/:version/withdraw')
  @Access('version.withdraw', BIN)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Withdraw a version',
    description: 'It is never deployed again and is no rollback target. Nodes that run it are left alone.',
  })
  @ApiOkResponse({ type: Version })
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Param('version') version: string,
    @Body() { reason }: WithdrawVersion,
  ): Promise<Version> {
    return this.bins.withdraw(actor, name, version, reason);
  }

  @Post(':name/versions/:version/restore')
  @Access('version.withdraw', BIN)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Restore a withdrawn version',
    description: 'One that is not withdrawn stays as it is.',
  })
  @ApiOkResponse({ type: Version })
  restore(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Param('version') version: string,
    @Body() body: RestoreVersion,
  ): Promise<Version> {
    return this.bins.restore(actor, name, version, body.reason);
  }

  @Put(':name/versions/:version/rollback-barrier')
  @Access('artifact.upload', BIN)
  @ApiOperation({
    summary: 'Declare that a version can not be rolled back below another',
    description:
      'For irreversible migrations: where it has run, automation pauses instead of going back below that version, and people are refused.',
  })
  @ApiOkResponse({ type: Version })
  setRollbackBarrier(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Param('version') version: string,
    @Body() { below }: SetRollbackBarrier,
  ): Promise<Version> {
    return this.bins.setRollbackBarrier(actor, name, version, below);
  }
}

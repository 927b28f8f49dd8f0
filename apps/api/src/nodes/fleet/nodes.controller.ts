import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Access, type Actor, CurrentActor } from '../../platform/auth-guard/index.js';
import { PageQuery } from '../../platform/http/index.js';
import { ExplainService } from './explain.service.js';
import { Node, NodeEventPage, NodeExplanation, NodePage, NodeSummary } from './node.dto.js';
import { NodeLifecycleService } from './node-lifecycle.service.js';
import {
  ChangeLifecycle,
  ChangeNode,
  ExplainQuery,
  NodeListQuery,
  NodeSummaryQuery,
  RegisterNode,
  SetMembership,
} from './node-request.dto.js';
import { NodesService } from './nodes.service.js';

const NODE = { kind: 'node', param: 'id' };

@ApiTags('nodes')
@ApiBearerAuth()
@Controller('nodes')
export class NodesController {
  constructor(
    private readonly nodes: NodesService,
    private readonly lifecycle: NodeLifecycleService,
    private readonly explanations: ExplainService,
  ) {}

  @Get()
  @Access('project.read', 'everywhere')
  @ApiOperation({
    summary: 'List nodes',
    description: 'Newest first; those of your projects and those of none yet.',
  })
  @ApiOkResponse({ type: NodePage })
  list(@CurrentActor() actor: Actor, @Query() query: NodeListQuery): Promise<NodePage> {
    return this.nodes.list(actor, query);
  }

  @Get('summary')
  @Access('project.read', 'everywhere')
  @ApiOperation({ summary: 'Count nodes by presence and lifecycle' })
  @ApiOkResponse({ type: NodeSummary })
  summary(@CurrentActor() actor: Actor, @Query() { projectId }: NodeSummaryQuery): Promise<NodeSummary> {
    return this.nodes.summary(actor, projectId);
  }

  @Post()
  @Access('node.operate', 'everywhere')
  @ApiOperation({
    summary: 'Register a node',
    description: '409 NODE_EXISTS when the id is taken. It needs a token before it can call.',
  })
  @ApiCreatedResponse({ type: Node })
  register(@CurrentActor() actor: Actor, @Body() body: RegisterNode): Promise<Node> {
    return this.nodes.register(actor, body);
  }

  @Get(':id')
  @Access('project.read', NODE)
  @ApiOperation({ summary: 'One node' })
  @ApiOkResponse({ type: Node })
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Node> {
    return this.nodes.get(actor, id);
  }

  @Patch(':id')
  @Access('node.operate', NODE)
  @ApiOperation({
    summary: 'Change name, labels or architecture',
    description: 'Fields left out stay as they are.',
  })
  @ApiOkResponse({ type: Node })
  change(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ChangeNode): Promise<Node> {
    return this.nodes.change(actor, id, body);
  }

  @Put(':id/memberships/:projectId')
  @Access('node.operate', NODE)
  @ApiOperation({
    summary: 'Let the node serve an environment',
    description: 'One per project: it changes over if it served another one.',
  })
  @ApiOkResponse({ type: Node })
  join(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('projectId', ParseUUIDPipe) projectId: string,
    @Body() { environmentId }: SetMembership,
  ): Promise<Node> {
    return this.nodes.join(actor, id, projectId, environmentId);
  }

  @Delete(':id/memberships/:projectId')
  @Access('node.operate', NODE)
  @HttpCode(204)
  @ApiOperation({ summary: 'Let the node leave a project', description: 'What runs on the host stays.' })
  @ApiNoContentResponse()
  leave(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('projectId', ParseUUIDPipe) projectId: string,
  ): Promise<void> {
    return this.nodes.leave(actor, id, projectId);
  }

  @Post(':id/lifecycle')
  @Access('node.operate', NODE)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Change the lifecycle',
    description: '409 ILLEGAL_TRANSITION names what is possible. observing to active adopts.',
  })
  @ApiOkResponse({ type: Node })
  async changeLifecycle(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { to, reason }: ChangeLifecycle,
  ): Promise<Node> {
    await this.lifecycle.change(actor, id, to, reason ?? null);
    return this.nodes.get(actor, id);
  }

  @Post(':id/adopt')
  @Access('node.operate', NODE)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Adopt an observing node',
    description: 'What it runs now becomes what it should run, where it is a known version.',
  })
  @ApiOkResponse({ type: Node })
  async adopt(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Node> {
    await this.lifecycle.adopt(actor, id);
    return this.nodes.get(actor, id);
  }

  @Get(':id/explain')
  @Access('project.read', NODE)
  @ApiOperation({ summary: 'Why does it run what it runs?' })
  @ApiOkResponse({ type: NodeExplanation })
  explain(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() { bin }: ExplainQuery,
  ): Promise<NodeExplanation> {
    return this.explanations.explain(actor, id, bin);
  }

  @Get(':id/events')
  @Access('project.read', NODE)
  @ApiOperation({ summary: 'History of a node', description: 'Newest first.' })
  @ApiOkResponse({ type: NodeEventPage })
  events(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() page: PageQuery,
  ): Promise<NodeEventPage> {
    return this.nodes.events(actor, id, page);
  }
}

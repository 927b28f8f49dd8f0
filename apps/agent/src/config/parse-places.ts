import type { BinConfig, SideBySideConfig, SlotConfig } from './agent-config.js';
import { Faults, isObject } from './fields.js';
import type { Fields } from './fields.js';
import { parsePlace } from './parse-bin.js';

const SLOT_NAME = /^[a-z0-9][a-z0-9-]{0,19}$/;
/** Where the places themselves are at fault, the other settings are still looked at. */
const ANY_SLOT: SlotConfig = { name: 'a', port: 1 };

/** One bin; with `sideBySide` its settings are read once for each place, with `{slot}` and `{port}` filled in. */
export function parseBin(name: string, fields: Fields): BinConfig {
  if (!fields.has('sideBySide')) {
    const bin = parsePlace(name, fields, null, []);
    if (bin.hooks.switch !== undefined)
      fields.faults.add(fields.pathOf('hooks.switch'), 'is only run with "sideBySide"');
    return bin;
  }
  const section = fields.section('sideBySide');
  const slots = section === null ? [] : parseSlots(section);
  const verifyHttp = section === null ? null : section.httpAddress('verifyHttp');
  section?.refuseUnknown();
  const [first, second] = slots;
  if (first === undefined || second === undefined)
    return parsePlace(name, withFilledIn(fields, ANY_SLOT), null, []);
  // Both places have the same settings, so the faults of one are the faults of both.
  const one = parsePlace(name, withFilledIn(fields, first), first, [second.name]);
  const two = parsePlace(name, withFilledIn(fields, second, new Faults()), second, [first.name]);
  refuseSharedPlace(one, two, fields);
  const sideBySide: SideBySideConfig = { places: [one, two], verifyHttp };
  return { ...one, sideBySide };
}

function withFilledIn(fields: Fields, slot: SlotConfig, faults = fields.faults): Fields {
  const filled = fields.filledIn({ slot: slot.name, port: String(slot.port) }, faults);
  filled.raw('sideBySide');
  return filled;
}

function parseSlots(section: Fields): readonly SlotConfig[] {
  const value = section.raw('slots');
  const slots = Array.isArray(value) ? value.flatMap(slotOf) : [];
  const [first, second] = slots;
  const isPair = Array.isArray(value) && value.length === 2 && first !== undefined && second !== undefined;
  if (isPair && first.name !== second.name && first.port !== second.port) return slots;
  const message = 'must be two places, each {"name", "port"}, with names and ports of their own';
  section.faults.add(section.pathOf('slots'), message);
  return [];
}

function slotOf(value: unknown): readonly SlotConfig[] {
  if (!isObject(value) || Object.keys(value).some((key) => key !== 'name' && key !== 'port')) return [];
  const { name, port } = value;
  const isPort = typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536;
  return typeof name === 'string' && SLOT_NAME.test(name) && isPort ? [{ name, port }] : [];
}

function refuseSharedPlace(one: BinConfig, two: BinConfig, fields: Fields): void {
  const refuse = (key: string, message: string): void => fields.faults.add(fields.pathOf(key), message);
  const differs = 'must differ between the two places: use {slot} or {port} in it';
  if (one.path === two.path) refuse('path', differs);
  if (one.service.kind === 'none')
    refuse('service', 'must be one that starts and stops each place on its own');
  else if (JSON.stringify(one.service) === JSON.stringify(two.service)) refuse('service', differs);
  if (one.health.http === null && one.hooks.health === undefined)
    refuse('health', 'must ask each place: "http" with {port}, or a health hook');
  if (one.health.http !== null && one.health.http === two.health.http) refuse('health.http', differs);
  if (one.metrics !== null && one.metrics.url === two.metrics?.url) refuse('metrics.url', differs);
  if (one.hooks.switch === undefined) refuse('hooks.switch', 'is missing: it moves the traffic to a place');
}

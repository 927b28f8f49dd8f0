import { archOfHeader, kindOfName } from './inspect-file';
import { isBinName, isVersionName } from './names';

function elf(machine: number, isLittleEndian = true): Uint8Array {
  const head = new Uint8Array(20);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, isLittleEndian ? 1 : 2]);
  head.set(isLittleEndian ? [machine & 0xff, machine >> 8] : [machine >> 8, machine & 0xff], 18);
  return head;
}

it.each([
  ['an x86-64 program', elf(0x3e), 'amd64'],
  ['an ARM program', elf(0xb7), 'arm64'],
  ['one of the other byte order', elf(0x3e, false), 'amd64'],
  ['an unknown processor', elf(0x1234), null],
  ['a script', new TextEncoder().encode('#!/bin/sh\necho hello\n'), null],
  ['an empty file', new Uint8Array(), null],
])('reads the processor of %s', (_, head, arch) => expect(archOfHeader(head)).toBe(arch));

it.each([
  ['pay-api', true],
  ['Pay', false],
  ['-x', false],
  ['a'.repeat(64), false],
])('judges the bin name %s', (name, isFine) => expect(isBinName(name)).toBe(isFine));

it.each([
  ['2026.11.23-1', true],
  ['v1+build', true],
  ['1 0', false],
  ['', false],
])('judges the version %s', (name, isFine) => expect(isVersionName(name)).toBe(isFine));

it.each([
  ['cart-1.2.tar.gz', 'archive'],
  ['cart.TGZ', 'archive'],
  ['cart.tar', 'archive'],
  ['cart.gz', 'file'],
  ['cart', 'file'],
])('suggests for %s the kind %s', (name, kind) => expect(kindOfName(name)).toBe(kind));

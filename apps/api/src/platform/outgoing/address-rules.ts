import { BlockList, isIP } from 'node:net';

/** Never the address of a service on the network, but of this machine, its neighbours, or nobody. */
const NEVER = ['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '224.0.0.0/4', '240.0.0.0/4'].concat([
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
]);
const PRIVATE = ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const PRIVATE_6 = ['::1/128', 'fc00::/7'];
/** What is handed out to networks; less what carries an IPv4 address or is for examples. */
const GLOBAL_6 = ['2000::/3'];
const NEVER_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** Which addresses the console may connect to. */
export class AddressRules {
  private readonly allowed: BlockList;
  private readonly reserved = listOf(NEVER);
  private readonly private = listOf([...PRIVATE, ...PRIVATE_6]);
  private readonly global6 = listOf(GLOBAL_6);
  private readonly reserved6 = listOf(NEVER_6);

  /** @param allow ranges that are permitted whatever they are, as `10.1.0.0/16` */
  constructor(allow: readonly string[]) {
    this.allowed = listOf(allow);
  }

  /** `isTrusted`: the operator named this very host in the settings, so that it may be in the own network. */
  permits(address: string, isTrusted: boolean): boolean {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
    if (mapped) return this.permits(mapped, isTrusted);
    const kind = isIP(address);
    if (kind === 0) return false;
    const family = kind === 4 ? 'ipv4' : 'ipv6';
    if (this.allowed.check(address, family)) return true;
    if (this.private.check(address, family)) return isTrusted;
    if (kind === 4) return !this.reserved.check(address, family);
    return this.global6.check(address, family) && !this.reserved6.check(address, family);
  }
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

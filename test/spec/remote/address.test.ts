import { expect, it } from 'vitest';
import { toReach } from '../../../spec/remote/address.ts';
import { fc } from '../../support/properties.ts';

it.each([
  ['public', ['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.0', '11.0.0.1', '192.169.0.1']],
  ['public', ['2606:4700::1111', '2a00:1450:4001::8a', '::ffff:8.8.8.8', '2002:808:808::1']],
  ['private', ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1']],
  ['private', ['100.64.0.1', '100.127.255.255', 'fc00::1', 'fdff::1', '::ffff:10.0.0.1']],
  ['private', ['::ffff:c0a8:101', '64:ff9b::a00:1', '2002:a00:1::', '::10.0.0.1']],
  ['loopback', ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1']],
  ['loopback', ['0:0:0:0:0:ffff:7f00:1', '64:ff9b::127.0.0.1', '::127.0.0.1']],
  ['never', ['169.254.169.254', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '0.0.0.0', '::']],
  ['never', ['fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '224.0.0.1', '255.255.255.255']],
  ['never', ['100.100.100.200', '168.63.129.16', 'fd00:ec2::254', '192.0.2.1', '2001:db8::1']],
  ['never', ['', 'localhost', '127.1', '2130706433', '0x7f000001', '1.2.3.4.5', '[::1]']],
] as const)('%s: %j', (reach, addresses) => {
  for (const address of addresses) expect(toReach(address), address).toBe(reach);
});

it('an IPv4 address reaches as far in every IPv6 form as it does by itself', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const groups = [(a << 8) | b, (c << 8) | d].map((group) => group.toString(16));
      const forms = [`::ffff:${address}`, `::ffff:${groups.join(':')}`, `64:ff9b::${address}`];
      for (const form of [...forms, `2002:${groups.join(':')}::1`]) {
        expect(toReach(form), form).toBe(toReach(address));
      }
    }),
  );
});

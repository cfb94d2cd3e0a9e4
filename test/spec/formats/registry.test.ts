import { describe, expect, it } from 'vitest';
import { findFormat } from '../../../spec/formats/registry.ts';

function isValid(name: string, value: string | number): boolean {
  const format = findFormat(name);
  if (!format) throw new Error(`${name} is unknown`);
  return typeof value === 'string'
    ? (format.text?.(value) ?? true)
    : (format.number?.(value) ?? true);
}

const label63 = 'a'.repeat(63);

describe('a format', () => {
  it.each<[name: string, valid: readonly string[], invalid: readonly string[]]>([
    [
      'time',
      ['10:00:00Z', '23:59:60Z', '08:30:06.28+14:00'],
      ['25:00:00Z', '10:00:00', '12:00:60Z'],
    ],
    ['date', ['2024-02-29', '0000-01-01'], ['2023-02-29', '2024-1-1', '2024-13-01', '2024-01-01T']],
    [
      'date-time-local',
      ['2024-02-29T10:00:00', '2024-01-01t00:00:00.5'],
      ['2024-02-30T10:00:00', '2024-01-01T00:00:00Z'],
    ],
    ['time-local', ['10:00:00', '10:00:00.5'], ['10:00', '10:00:00Z']],
    [
      'duration',
      ['P1D', 'PT36H', 'P2W', 'P1Y2M3DT4H5M6S', 'P1M2D'],
      ['P', 'PT', 'P1Y2D', 'PT1H2S', 'PT0.5S', '-P1D', 'P1W2D'],
    ],
    [
      'http-date',
      [
        'Sun, 06 Nov 1994 08:49:37 GMT',
        'Sunday, 06-Nov-94 08:49:37 GMT',
        'Sun Nov  6 08:49:37 1994',
      ],
      ['Sun, 6 Nov 1994 08:49:37 GMT', '1994-11-06'],
    ],
    [
      'email',
      ['a@b', '"a b"@example.com', 'a@[127.0.0.1]', 'a@[IPv6:::1]'],
      ['a', '.a@b.c', 'a..b@c.d', 'a@', 'a@-b.c', `${'a'.repeat(65)}@b.c`],
    ],
    ['idn-email', ['실례@실례.테스트', '"ü"@b'], ['2962', 'a b@c']],
    [
      'hostname',
      ['example.com', '1host', `${label63}.com`, 'xn--9n2bp8q.xn--9t4b11yi5a'],
      ['', 'a_b', '-a', 'a-', 'a..b', `${label63}a`, 'xn--X', 'ab--c', 'example.com\n', '실례'],
    ],
    [
      'idn-hostname',
      ['실례.테스트', 'l·l', 'α͵β', '・ぁ', 'بي‌بي', 'a。b', 'hostname'],
      ['〮실례', 'a·l', 'α͵', '・', '-a', 'a..b', 'ب٠۰', 'א0٠', 'aא', 'Ⅷ'],
    ],
    ['ipv4', ['192.0.2.1'], ['192.0.2.256', '192.0.02.1', '1.2.3']],
    [
      'ipv6',
      ['::', '::1', '2001:db8::1', '1:2:3:4:5:6:7:8', '::ffff:192.0.2.1', '1::'],
      [
        '1:2:3:4:5:6:7',
        '1::2::3',
        ':1',
        '1:2:3:4:5:6:7:8:9',
        '::ffff:192.0.2.01',
        '12345::',
        'fe80::1%eth0',
        '::1.2.3.4:',
      ],
    ],
    [
      'ipv4-cidr',
      ['10.0.0.0/8', '192.168.1.0/24', '0.0.0.0/0'],
      ['10.0.0.0', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/8/8'],
    ],
    ['ipv6-cidr', ['2001:db8::/32', '::/0'], ['::', '::/129', '10.0.0.0/8']],
    [
      'uri',
      [
        'https://example.com/a?b#c',
        'urn:a:b',
        'ldap://[2001:db8::7]/c=GB?one',
        "http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com",
        'http://[v1.fe]',
      ],
      [
        '/a',
        'http://a b',
        'http://a/%6G',
        'http://a:x/',
        '1http://a',
        'http://[::1',
        'http:/[::1]',
        'https://é',
        'a',
      ],
    ],
    [
      'uri-reference',
      ['/a', '', '?q', '#f', '//a', './a:b', 'http://a'],
      ['\\a', '1:b', '//a@b@c/', '/a"b', '//a:x'],
    ],
    ['iri', ['http://ƒøø.ßår/?∂éœ=πîx#πîüx', 'urn:a'], ['/ö', 'http://2001:db8::1', 'http://a/\n']],
    ['iri-reference', ['âππ', '/ö', '//ö'], ['#ƒräg\\mênt']],
    [
      'uri-template',
      ['/a/{b}', '{?a,b*}', '{v:1000}', '', 'a%41b', '{a.b}'],
      ['{', '{}', '{a,}', '{v:0}', 'a b', '{a..b}', '}'],
    ],
    ['json-pointer', ['', '/a~1b/0', '/'], ['a', '/~2', '/~']],
    ['relative-json-pointer', ['0', '1/a', '2#', '0+1/a'], ['/a', '01', '-1', '0##']],
    ['regex', ['^a$', '(?<n>a)\\k<n>', '[^]'], ['(', '\\a', '(?i)a', 'a'.repeat(10_001)]],
    [
      'uuid',
      ['00000000-0000-4000-8000-000000000000', 'ABCDEF00-0000-0000-0000-000000000000'],
      ['0', 'urn:uuid:00000000-0000-4000-8000-000000000000', '00000000000040008000000000000000'],
    ],
    ['byte', ['', 'YQ==', 'YWJj', 'YWI='], ['YQ', 'YQ=', 'Y Q=', '_w==']],
    ['base64url', ['', 'YQ', 'YQ==', '_w', 'YWJj'], ['+w', 'YQ=', 'YWJjY']],
    ['char', ['a', 'é', '👨‍👩‍👧'], ['', 'ab']],
    [
      'media-range',
      ['*/*', 'text/*', 'text/html;level=1', 'a/b ; q=0.5', 'a/b;x="y z"'],
      ['text', 'a/b;q=', 'a/b c'],
    ],
    [
      'language',
      ['en', 'de-CH-1996', 'zh-Hant-TW', 'x-own', 'i-klingon', 'en-a-bbb-x-c'],
      ['e', 'en_US', 'de-', 'abcdefghi'],
    ],
    ['sf-string', ['"a \\" b"', '""'], ['a', '"é"', '"a']],
    ['sf-token', ['*a/b:c', 'foo123'], ['1a', 'a b', '']],
    ['sf-binary', [':YQ==:', '::'], ['YQ==', ':a b:']],
    ['sf-boolean', ['?0', '?1'], ['?2', 'true']],
    [
      'int64',
      ['9223372036854775807', '-9223372036854775808', '0'],
      ['9223372036854775808', '1.0', '', 'a', '1'.repeat(40)],
    ],
    ['uint64', ['18446744073709551615'], ['18446744073709551616', '-1']],
    ['decimal', ['1', '-1.50', '.5', '1e3'], ['1,5', '', 'x']],
    [
      'decimal128',
      ['1.234567890123456789012345678901234', 'NaN', '-INF'],
      [`1.${'2'.repeat(34)}`, '+INF'],
    ],
    ['unixtime', ['0', '1700000000', '-1'], ['now', '2024-01-01']],
    ['password', ['', 'x'], []],
  ])('%s', (name, valid, invalid) => {
    expect(valid.filter((text) => !isValid(name, text))).toEqual([]);
    expect(invalid.filter((text) => isValid(name, text))).toEqual([]);
  });

  it.each<[name: string, valid: readonly number[], invalid: readonly number[]]>([
    ['int8', [-128, 127], [-129, 128, 0.5]],
    ['int16', [-32_768, 32_767], [32_768]],
    ['int32', [-2_147_483_648, 2_147_483_647], [2_147_483_648, 1.5]],
    ['int64', [2 ** 53, -(2 ** 63), 2 ** 63 - 1024, 2 ** 63], [2 ** 63 + 2048, 1e30, 0.1]],
    ['uint8', [0, 255], [-1, 256]],
    ['uint16', [0, 65_535], [-1, 65_536]],
    ['uint32', [0, 4_294_967_295], [-1, 2 ** 32]],
    ['uint64', [0, 2 ** 64], [-1, 2 ** 65]],
    ['double-int', [2 ** 53 - 1], [2 ** 53]],
    ['float', [3.4e38, -1.5], [3.5e38, -1e39]],
    ['double', [1e308], []],
    ['sf-integer', [999_999_999_999_999], [1e15, 0.5]],
    ['sf-decimal', [1.125, -999_999_999_999.5], [1.0625, 1e12]],
    ['decimal', [0.1], []],
  ])('%s of numbers', (name, valid, invalid) => {
    expect(valid.filter((number) => !isValid(name, number))).toEqual([]);
    expect(invalid.filter((number) => isValid(name, number))).toEqual([]);
  });

  it('judges values of its own types only', () => {
    expect(isValid('date', 1)).toBe(true);
    expect(isValid('int32', 'x')).toBe(true);
  });

  it('is unknown where no registry has it', () => {
    for (const name of ['url', 'datetime', 'phone', 'constructor', '']) {
      expect(findFormat(name)).toBeUndefined();
    }
  });

  it('is judged in no time, however long the text', () => {
    const long = 'a'.repeat(1_000_000);
    const begun = performance.now();
    for (const name of [
      'byte',
      'uri',
      'email',
      'hostname',
      'idn-hostname',
      'uri-template',
      'media-range',
      'language',
      'char',
      'ipv6',
      'json-pointer',
      'decimal',
      'sf-string',
    ]) {
      isValid(name, long);
      isValid(name, `${long}=`);
      isValid(name, `${'a.'.repeat(500_000)}!`);
    }
    expect(performance.now() - begun).toBeLessThan(6000);
  });
});

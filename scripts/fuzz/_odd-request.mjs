// @ts-check

/** @param {string} text one a line, the first and the last line empty */
function lines(text) {
  return text.split('\n').slice(1, -1);
}

/** @param {string} text */
function words(text) {
  return text.trim().split(/\s+/);
}

export const methods = [
  ...words(
    'GET HEAD POST PUT PATCH DELETE OPTIONS TRACE QUERY COPY PURGE PROPFIND get FOO CONNECT',
  ),
  ...['', 'G ET', 'M-SEARCH', 'a'.repeat(300)],
];

export const texts = [
  ...words('% %zz %00 %2F %252F %C3%28 %ED%A0%80 + \\ " < {} .. . -1 0 1e999 null true [] 💥 ﷐ é'),
  ...['', ' ', '%20', 'a'.repeat(9000), '\u00ff\u00fe'],
];

export const targets = [
  ...words('* / // /.. /../.. ? /? /# http://a.test/ http://[ a:80 /__proto__ /constructor'),
  ...words(
    '/__admin /__admin/ /__admin/state /__admin/requests?limit=x /__admin/openapi.json /__s/',
  ),
  ...words('/__s/a/ /__s//x /__s/a/__s/b/ /__s/a%2F/ /__oauth/token /_pact/provider-states'),
  ...['', `/${'a/'.repeat(2000)}`, `/${'%20'.repeat(2600)}`, `/?${'a&'.repeat(3000)}`],
];

export const queries = words('? & = ?= ?&& ?a ?a[b]=1 ?a[]=1&a[]=2 ?a[b][c][]=1 ?a=1;b=2 ?%5B%5D');
export const queryEnds = [
  ...['', '%', '[[[[', '?__code=200', '&__example=x', '&__delay=1', '&__code=x', '&__fault=empty'],
];

export const names = [
  ...words('Host Connection Expect Upgrade Origin Access-Control-Request-Method Via TE Trailer'),
  ...words('Content-Encoding Content-Language X-HTTP-Method-Override Forwarded X-Forwarded-For'),
  ...words('constructor __proto__ a:b a\u00e9 Prefer Accept-Encoding Accept-Charset Date Age'),
  ...['a b', '', 'X'.repeat(2000), '\u0000', ' a', 'a '],
];

export const values = [
  ...texts,
  ...words(
    'close keep-alive 100-continue websocket gzip https://evil.test null ( POST br,gzip;q=0',
  ),
  ...['a\tb', '\u0000', 'a\r\n b', '", "', 'keep-alive, close', '1'.repeat(20_000), 'a, b,, c'],
];

export const types = lines(`
application/json
application/json; charset=utf-16
application/json; charset="
text/plain
application/merge-patch+json
application/json-patch+json
application/xml
text/csv
*/*
multipart/form-data
multipart/form-data; boundary=
multipart/form-data; boundary=b
a/b
application/x-www-form-urlencoded
application/octet-stream
application/x-ndjson
/
a

application/json, text/plain
application/json;;;
__proto__/x
`).concat(`a/${'b'.repeat(5000)}`);

export const preferences = lines(`
code=404
code=500
code=999
code=
code=200, example=x
example=
delay=1
delay=-1
delay=1e9
return=minimal
return=representation
respond-async, wait=0
code="404"
=
fault=reset
fault=empty
fault=truncate
fault=garbage
fault=malformed
fault=break
fault=
code=204;example=a
,,,
dynamic=true
code=4XX
handling=strict
`).concat('a'.repeat(4000));

export const credentials = lines(`

Bearer
Bearer 
Bearer a.b.c
Bearer e30.e30.e30
Basic
Basic %
Basic YTpi
a b c
Digest a=b
Bearer \u00ff
bearer x, Basic YTpi
DPoP x
"
`).concat(`Bearer ${'a'.repeat(5000)}`);

export const cookies = words(
  'a=b = ; mock_session=x mock_session= %zz=1 " a="b \u00e9=1 a=b=c a=%00',
);
export const conditions = words(
  'If-Match If-None-Match If-Modified-Since Range Idempotency-Key If-Range',
);
export const tags = [
  '*',
  '"a"',
  'W/"a"',
  '"',
  'bytes=0-',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  '"a", "b"',
];
export const lengths = ['0', '-1', '1e3', '99999999999', '', '+1', '0x10', '00'];
export const codings = ['chunked', 'Chunked', 'gzip, chunked', 'identity', 'x', 'chunked, chunked'];
export const versions = [
  'HTTP/1.0',
  'HTTP/2.0',
  'HTTP/0.9',
  'HTTP/1.1 ',
  'http/1.1',
  '',
  'HTTP/1.11',
];

export const bodies = [
  ...lines(`

 
null
0
""
[]
{}
[[[[
{"a":
NaN
{'a':1}
{"a":1,}
\ufeff{}
{"__proto__":{"a":1}}
{"constructor":{"prototype":{"a":1}}}
{"a":1}{"a":1}
{"a":1e999}
a=b&c=d
a[b]=1&a[c]=2
%zz=1
--b--
[{"op":"add","path":"/__proto__/a","value":1}]
[{"op":"test"}]
[{"op":"move","from":"","path":"/a/b"}]
[{"op":"copy","from":"","path":"/a"},{"op":"copy","from":"","path":"/a"}]
<a/>
<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>
\u0000
{"a":"\\ud800"}
{"":0}
data: {"a":1}
`),
  ...[`${'['.repeat(70)}${']'.repeat(70)}`, '['.repeat(100_000), `"${'a'.repeat(60_000)}"`],
  ...[`[${'1,'.repeat(20_000)}1]`, '9'.repeat(400), '{"a":1}\n{"a":2}\n', '--b\r\n\r\n--b--'],
  '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n',
  `${'{"a":'.repeat(63)}1${'}'.repeat(63)}`,
];

import { createServer } from 'node:https';
import { expect, it } from 'vitest';
import { createRemoteReader, user } from '../../../spec/remote/reader.ts';
import { listen, serve } from './_server.ts';

// Made for this test and signed by itself: it is good for nothing, which is what it is for.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgF1NTzBqdBE7ZgzM7
sVxfyCYpeM6F0EG8Lm7qcH7qKOehRANCAATVT2bkraeGNA6kmxI/4u0+NeoIQ0Qh
P362wrwj0jHmEo4hpnJJlS6TiSiOMx7jPyIoGol0pIQ8MmqJC++0fuCP
-----END PRIVATE KEY-----
`;

const cert = `-----BEGIN CERTIFICATE-----
MIIBiTCCAS+gAwIBAgIUV0T3ulTrMlU1bYS5kXr14BloHaMwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOdW50cnVzdGVkLnRlc3QwIBcNMjYxMTIyMTAyODQ1WhgPMjEy
NjEwMjkxMDI4NDVaMBkxFzAVBgNVBAMMDnVudHJ1c3RlZC50ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAE1U9m5K2nhjQOpJsSP+LtPjXqCENEIT9+tsK8I9Ix
5hKOIaZySZUuk4kojjMe4z8iKBqJdKSEPDJqiQvvtH7gj6NTMFEwHQYDVR0OBBYE
FPmzsFPwhGU697yE184YEd465WPpMB8GA1UdIwQYMBaAFPmzsFPwhGU697yE184Y
Ed465WPpMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgJw86wBkH
s591ExYdkKgyu1GOzbl0/XtSOfkReoPJ2w8CIQDY+OLVu7oLu+YLyA62i9igl9/5
uXO3orpOquRGkaTG2g==
-----END CERTIFICATE-----
`;

it('a certificate that nobody signed is not trusted, and what to do is said', async () => {
  const server = createServer({ key, cert }, (_request, response) => void response.end('a: 1'));
  const { host } = await listen(server);
  const fault = await createRemoteReader()
    .read(`https://${host}/a`, user)
    .catch((error) => error);
  expect(fault).toMatchObject({
    message: `The certificate of ${host} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT).`,
    mend: expect.stringContaining('NODE_EXTRA_CA_CERTS=ca.pem'),
  });
});

it('a server that speaks no TLS is told to be such', async () => {
  const { host } = await serve({ '/a': 'a: 1' });
  const fault = await createRemoteReader()
    .read(`https://${host}/a`, user)
    .catch((error) => error);
  expect(fault).toMatchObject({
    message: expect.stringMatching(/does not speak TLS as it should \((EPROTO|ERR_SSL\w+)\)\.$/),
    mend: 'Is it http:// rather than https://?',
  });
});

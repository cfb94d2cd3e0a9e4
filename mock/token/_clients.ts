import type { Call } from '../exchange/model.ts';
import type { Form, Refusal } from './_form.ts';
import type { TokenIssuer } from './issuer.ts';

/** The name of the client: from HTTP Basic (RFC 6749 §2.3.1), its assertion or the form. */
export function readClient({ request }: Call, form: Form): string | undefined {
  const encoded = /^basic +(\S+)$/i.exec(request.fields.authorization ?? '')?.[1];
  if (encoded === undefined) return form('client_id');
  const [name = ''] = Buffer.from(encoded, 'base64').toString().split(':', 1);
  return decode(name) || form('client_id');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // Many clients do not encode what they should have.
    return text;
  }
}

/** Why no token can be issued here at all; undefined when some can. */
export function checkKey({ key }: TokenIssuer): Refusal | undefined {
  if (key()) return undefined;
  const description =
    'This server was started with --jwt-key, so tokens count only when signed with its private half, which is not here. Make one with: standin token --key <private key>.';
  return { error: 'unauthorized_client', description };
}

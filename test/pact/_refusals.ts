import { expect } from 'vitest';
import { ApiError, type ClientOptions } from './_client.ts';
import { documented, likeError, type Story, token } from './_consumer.ts';

/** A call of the client, as far as it matters for being refused. */
export interface Call {
  /** What is asked for, such as 'a contract'. */
  readonly what: string;
  readonly method: 'GET' | 'POST';
  /** The path for an owner of contracts or a contract of this id. */
  readonly path: (id: string) => string;
  readonly body?: Record<string, string>;
  readonly make: (options: ClientOptions, id: string) => Promise<unknown>;
  /** The code of a 404. */
  readonly missing: string;
  /** A token that is not accepted; absent: no token is what is not accepted. */
  readonly badToken?: string;
}

/** Every call may be refused in these ways, and the client tells its caller each time. */
export function refusalsOf(call: Call): Record<string, Story> {
  const { what, method, path, body, make, missing, badToken } = call;
  const { id, unknown } = documented;
  const known = { method, path: path(id), ...(body && { body }) };
  const bad = badToken === undefined ? {} : { token: badToken };
  return {
    [`${what} in another organization`]: {
      given: ['forbidden-org'],
      request: { ...known, token },
      ...refusal(403, 'FORBIDDEN_ORGANIZATION', (url) => make({ url, token }, id)),
    },
    [`${what} without a valid token`]: {
      given: ['default'],
      request: { ...known, ...bad },
      ...refusal(401, 'UNAUTHORIZED', (url) => make({ url, ...bad }, id)),
    },
    [`${what} where there is no such thing`]: {
      given: ['default'],
      request: { ...known, path: path(unknown), token },
      ...refusal(404, missing, (url) => make({ url, token }, unknown)),
    },
    [`${what} while the provider is down`]: {
      given: ['provider-down'],
      request: { ...known, token },
      ...refusal(500, 'INTERNAL_SERVER_ERROR', (url) => make({ url, token }, id)),
    },
  };
}

/** The reply of an error, and that the client tells its caller of it. */
export function refusal(
  status: number,
  code: string,
  make: (url: string) => Promise<unknown>,
): Pick<Story, 'reply' | 'run'> {
  return {
    reply: { status, body: likeError(code) },
    run: async (url) => {
      const error = await make(url).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toMatchObject({ status, code });
    },
  };
}

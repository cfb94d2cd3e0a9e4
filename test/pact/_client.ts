import { getOwn, isJsonArray, type Json, type JsonObject, toText } from '../../kernel/json.ts';

/** A contract as both APIs answer it. What is optional there may be missing here. */
export interface Contract {
  readonly id: string;
  readonly documentsContractId: string;
  readonly documentsOwnerId: string;
  readonly creationDate?: Date;
  readonly creationUser?: string;
}

/** What is sent to add one. */
export interface NewContract {
  readonly documentsContractId: string;
  readonly documentsOwnerId: string;
}

/** Which contracts of a list. */
export interface Page {
  readonly offset?: number;
  readonly limit?: number;
}

/** An error that the API told of. */
export class ApiError extends Error {
  readonly status: number;
  /** A code of the error catalogue; '' when the reply was no `ErrorResponse`. */
  readonly code: string;
  /** The page of the error catalogue. */
  readonly reference: string;

  constructor(status: number, body: Json) {
    const error = getOwn(body, 'error');
    super(toText(getOwn(error, 'message')) ?? `The API answered ${status}.`);
    this.name = 'ApiError';
    this.status = status;
    this.code = toText(getOwn(error, 'code')) ?? '';
    this.reference = toText(getOwn(error, 'reference')) ?? '';
  }
}

/** Where an API is, and who asks. */
export interface ClientOptions {
  readonly url: string;
  /** Left out: no token is sent. */
  readonly token?: string;
}

/** A client of Subscriptions v2. */
export function createSubscriptionsClient(options: ClientOptions) {
  const contracts = (org: string, subscription: string) =>
    `/v2/orgs/${encodeURIComponent(org)}/subscriptions/${encodeURIComponent(subscription)}/contracts`;
  return {
    get: async (org: string, subscription: string, id: string): Promise<Contract> =>
      toContract(await ask(options, `${contracts(org, subscription)}/${encodeURIComponent(id)}`)),
    list: async (org: string, subscription: string, page: Page = {}): Promise<Contract[]> =>
      toContracts(await ask(options, contracts(org, subscription) + toQuery({ ...page }))),
    add: async (org: string, subscription: string, contract: NewContract): Promise<Contract> =>
      toContract(await ask(options, contracts(org, subscription), fromNewContract(contract))),
  };
}

/** A client of Sales v3. */
export function createSalesClient(options: ClientOptions) {
  const contracts = (org: string, transaction: string) =>
    `/v3/orgs/${encodeURIComponent(org)}/sales/commercial_transactions/${encodeURIComponent(transaction)}/contracts`;
  return {
    list: async (
      org: string,
      transaction: string,
      { documentsContractId, ...page }: Page & { readonly documentsContractId?: string } = {},
    ): Promise<Contract[]> => {
      const query = toQuery({ ...page, documents_contract_id: documentsContractId });
      return toContracts(await ask(options, contracts(org, transaction) + query));
    },
    add: async (org: string, transaction: string, contract: NewContract): Promise<Contract> =>
      toContract(await ask(options, contracts(org, transaction), fromNewContract(contract))),
  };
}

async function ask(
  { url, token }: ClientOptions,
  target: string,
  body?: JsonObject,
): Promise<Json> {
  const response = await fetch(url + target, {
    method: body ? 'POST' : 'GET',
    headers: {
      Accept: 'application/json',
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body && { 'Content-Type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const value = toJson(await response.text());
  if (!response.ok) throw new ApiError(response.status, value);
  return value;
}

/** What is no JSON tells nothing: the status must do. */
function toJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toQuery(members: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.size > 0 ? `?${query}` : '';
}

function fromNewContract({ documentsContractId, documentsOwnerId }: NewContract): JsonObject {
  return { documents_contract_id: documentsContractId, documents_owner_id: documentsOwnerId };
}

function toContracts(value: Json): Contract[] {
  if (!isJsonArray(value)) throw new TypeError('The API answered no list of contracts.');
  return value.map(toContract);
}

function toContract(value: Json): Contract {
  const text = (name: string) => toText(getOwn(value, name));
  const [id, documentsContractId] = [text('id'), text('documents_contract_id')];
  const [documentsOwnerId, created] = [text('documents_owner_id'), text('creation_date')];
  const creationUser = text('creation_user');
  if (id === undefined || documentsContractId === undefined || documentsOwnerId === undefined) {
    throw new TypeError('The API answered something that is no contract.');
  }
  return {
    ...{ id, documentsContractId, documentsOwnerId },
    ...(created !== undefined && { creationDate: new Date(created) }),
    ...(creationUser !== undefined && { creationUser }),
  };
}

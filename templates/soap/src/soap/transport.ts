/** One request as it leaves the client. */
export interface TransportRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

export interface TransportResponse {
  readonly status: number;
  readonly contentType: string;
  /** For `Retry-After`. */
  readonly headers?: Headers;
  readonly body: Uint8Array;
}

/** Sends one POST request. Replace it to add proxies or certificates. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** Answers beyond this are given up before they fill the memory; the limits for XML are lower. */
const answerLimit = 64 * 1024 * 1024;

export const fetchTransport: Transport = async ({ url, headers, body, signal }) => {
  const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    headers: response.headers,
    body: await readBody(response),
  };
};

async function readBody(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  // The stream of fetch gives bytes.
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > answerLimit) throw new Error(`The answer is larger than ${answerLimit} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

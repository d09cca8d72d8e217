/** One request as it leaves the client. */
export interface TransportRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** Longer answers are refused: no more of them has to be read than shows that they are. */
  readonly maxBytes?: number;
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

export const fetchTransport: Transport = async ({ url, headers, body, signal, maxBytes = Infinity }) => {
  const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    headers: response.headers,
    body: await readBody(response, maxBytes),
  };
};

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  // The stream of fetch gives bytes.
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    length += piece.length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(pieces);
}

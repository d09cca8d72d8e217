import { restorePayload, storePayload, type Payload, type StoredPayload } from '../contract/payload.ts';
import type { Codecs } from '../contract/define-format.ts';
import type { SpillFile, SpillPort } from '../contract/spill.ts';

export interface WaitingRoomOptions {
  /** Bytes kept in memory before payloads go to a file. */
  readonly memoryBudget: number;
  /** Encode every payload on entry, because only its text is needed afterwards. */
  readonly encode: boolean;
  /** Write every payload to the file, so that a run can go on from here. */
  readonly keep: boolean;
  readonly spill: SpillPort;
  readonly codecs: Codecs;
  readonly name: string;
}

/** What is written or read at once. */
const blockBytes = 1024 * 1024;
/** What stays in memory of what is in the file anyway. */
const keptBudget = 1024 * 1024;
/** Lengths of the two parts of a payload, four bytes each. */
const lengthsBytes = 8;

/**
 * Holds the bucket in front of a step that may only start when its input is complete. What exceeds the memory budget
 * waits in a file and comes back in order. Errors: TerminalError `run/disk-full`, `run/spill-failed`.
 */
export class WaitingRoom {
  readonly #options: WaitingRoomOptions;
  readonly #kept: (Payload | undefined)[] = [];
  #size = 0;
  #bytes = 0;
  #averageBytes = 0;
  /** Where in the file the first payload begins that is not in memory. */
  #spilledFrom: number | undefined;
  #file: SpillFile | undefined;
  #block: Buffer | undefined;
  #blockSize = 0;

  constructor(options: WaitingRoomOptions) {
    this.#options = options;
  }

  add(payload: Payload): void {
    this.#size++;
    const { memoryBudget, encode, keep } = this.#options;
    const fits = this.#bytes < (keep ? Math.min(keptBudget, memoryBudget) : memoryBudget);
    if (!fits || keep) {
      const stored = storePayload(payload);
      if (!fits) this.#spilledFrom ??= this.#end;
      this.#write(stored);
      if (!fits) return;
      if (encode) {
        this.#keep(restorePayload(stored, this.#options.codecs), stored.bytes?.length ?? 0);
        return;
      }
    }
    if (encode) {
      const stored = storePayload(payload);
      this.#keep(
        payload.encoded === undefined ? restorePayload(stored, this.#options.codecs) : payload,
        stored.bytes?.length ?? 0,
      );
    } else {
      this.#keep(payload, this.#estimate(payload));
    }
  }

  /** Everything has arrived: what is kept is in the file. */
  complete(): void {
    this.#flush();
  }

  /** How many payloads have come in. */
  get size(): number {
    return this.#size;
  }

  /** All payloads, in order; `isLast` lets each of them go as soon as it has been used. */
  *read(isLast: boolean): Generator<Payload> {
    for (let index = 0; index < this.#kept.length; index++) {
      const payload = this.#kept[index];
      if (payload !== undefined) yield payload;
      if (isLast) this.#kept[index] = undefined;
    }
    if (this.#file !== undefined && this.#spilledFrom !== undefined)
      yield* readPayloads(this.#file, this.#options.codecs, this.#spilledFrom);
  }

  /** Takes the file away, unless a run may have to go on from it. */
  close(): void {
    if (this.#options.keep) this.#file?.close();
    else this.#file?.remove();
    this.#file = undefined;
  }

  #keep(payload: Payload, bytes: number): void {
    this.#kept.push(payload);
    this.#bytes += bytes;
  }

  /** Measures every 64th payload and takes the last figure for the others. */
  #estimate(payload: Payload): number {
    if (this.#kept.length % 64 === 0) this.#averageBytes = storePayload(payload).bytes?.length ?? 0;
    return this.#averageBytes;
  }

  get #end(): number {
    return (this.#file?.size ?? 0) + this.#blockSize;
  }

  #write(stored: StoredPayload): void {
    const { bytes, ...rest } = stored;
    const head = Buffer.from(JSON.stringify(rest));
    const lengths = Buffer.alloc(lengthsBytes);
    lengths.writeUInt32LE(head.length, 0);
    lengths.writeUInt32LE(bytes?.length ?? 0, 4);
    this.#append(lengths);
    this.#append(head);
    if (bytes !== undefined) this.#append(bytes);
  }

  /** One block is filled again and again: what is written is much, and nobody has to collect it. */
  #append(bytes: Uint8Array): void {
    this.#block ??= Buffer.allocUnsafeSlow(blockBytes);
    if (this.#blockSize + bytes.length > blockBytes) this.#flush();
    if (bytes.length > blockBytes) {
      this.#open().append(bytes);
      return;
    }
    this.#block.set(bytes, this.#blockSize);
    this.#blockSize += bytes.length;
  }

  #flush(): void {
    if (this.#blockSize > 0 && this.#block !== undefined) this.#open().append(this.#block.subarray(0, this.#blockSize));
    else if (this.#options.keep) this.#open();
    this.#blockSize = 0;
  }

  #open(): SpillFile {
    return (this.#file ??= this.#options.spill.create(this.#options.name));
  }
}

/** The payloads of a file that a waiting room has written, from this offset on. */
export function* readPayloads(file: SpillFile, codecs: Codecs, from = 0): Generator<Payload> {
  let block: Buffer = Buffer.alloc(0);
  let blockAt = from;
  /** The bytes from here on, as part of a block. */
  const read = (at: number, length: number): Buffer => {
    if (at + length > blockAt + block.length) {
      const bytes = file.read(at, Math.max(length, Math.min(blockBytes, file.size - at)));
      block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      blockAt = at;
    }
    return block.subarray(at - blockAt, at - blockAt + length);
  };
  for (let at = from; at < file.size;) {
    const lengths = read(at, lengthsBytes);
    const [headLength, length] = [lengths.readUInt32LE(0), lengths.readUInt32LE(4)];
    const head = JSON.parse(read(at + lengthsBytes, headLength).toString('utf8')) as StoredPayload; // written by #write
    const bytes = length === 0 ? {} : { bytes: read(at + lengthsBytes + headLength, length) };
    yield restorePayload({ ...head, ...bytes }, codecs);
    at += lengthsBytes + headLength + length;
  }
}

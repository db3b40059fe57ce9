// The outline of a sound: the loudest sample of each of `count` equal stretches, 0..1, read from a WAV
// file while it arrives, so that an hour of sound takes no more memory than a second of it.

interface Format {
  channels: number;
  bytes: number; // to a sample
  float: boolean;
  size: number; // bytes of sound
}

// The head of a RIFF or RF64 file, and where its sound begins; null: more bytes are needed.
export function readHead(bytes: Uint8Array): { format: Format; at: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12) return null;
  if (!/^(RIFF|RF64)$/.test(tag(0)) || tag(8) !== "WAVE") throw new Error("this is no WAV file");
  let format: Format | null = null;
  let large = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (tag(at) === "data") {
      if (!format) throw new Error("this WAV file has sound before its format");
      return { format: { ...format, size: size === 0xffffffff ? large : size }, at: body };
    }
    if (body + size > bytes.length) return null;
    if (tag(at) === "ds64") large = Number(view.getBigUint64(body + 8, true));
    if (tag(at) === "fmt ") {
      const kind = view.getUint16(body, true);
      const real = kind === 0xfffe ? view.getUint16(body + 24, true) : kind;
      format = { channels: view.getUint16(body + 2, true), bytes: view.getUint16(body + 14, true) / 8, float: real === 3, size: 0 };
    }
    at = body + size + (size % 2);
  }
  return null;
}

export async function peaksOf(stream: AsyncIterable<Uint8Array>, count: number): Promise<number[]> {
  const peaks = new Array<number>(count).fill(0);
  let head: ReturnType<typeof readHead> = null;
  let rest = new Uint8Array(0);
  let done = 0; // bytes of sound
  for await (const chunk of stream) {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    rest = bytes;
    if (!head) {
      head = readHead(rest);
      if (!head) continue;
      rest = rest.subarray(head.at);
    }
    const { format } = head;
    const whole = Math.min(rest.length - (rest.length % format.bytes), format.size - done);
    const view = new DataView(rest.buffer, rest.byteOffset, whole);
    // Every fourth sample: an outline a thousand points wide loses nothing by it.
    for (let at = 0; at + format.bytes <= whole; at += format.bytes * 4) {
      const value = Math.abs(format.float ? view.getFloat32(at, true) : view.getInt16(at, true) / 32768);
      const i = Math.min(count - 1, Math.floor(((done + at) / format.size) * count));
      if (value > (peaks[i] ?? 0)) peaks[i] = Math.min(1, value);
    }
    done += whole;
    rest = rest.slice(whole);
  }
  return peaks;
}

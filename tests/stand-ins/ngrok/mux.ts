import { Duplex } from 'node:stream'
import { encodeFrame, flag, frameReader, frameType, uint32 } from './frames.ts'
import type { Frame } from './frames.ts'

/** What a stream is for: its first four bytes. */
export const streamType = {
  auth: 0,
  bind: 1,
  unbind: 2,
  proxy: 3,
  restart: 4,
  stop: 5,
  update: 6,
  stopTunnel: 9,
  heartbeat: 0xffff_ffff,
} as const

/** Bytes that may be under way in one stream and direction; fixed on both sides. */
const windowSize = 0x40000
const cancelled = 6

/** One stream of a connection, as Node knows streams. */
export class MuxStream extends Duplex {
  #window = windowSize
  #waiting: (() => void) | null = null
  readonly #send: (type: number, flags: number, body: Uint8Array) => void

  constructor(send: (type: number, flags: number, body: Uint8Array) => void) {
    super()
    this.#send = send
    // A test that cuts connections has no use for the errors of those it cut.
    this.on('error', () => undefined)
  }

  /** The first frame says what the stream is for; those bytes count like any other. */
  open(type: number): void {
    this.#window -= 4
    this.#send(frameType.data, flag.start, uint32(type))
  }

  receive({ type, flags, body }: Frame): void {
    if (type === frameType.windowIncrement) {
      this.#window += body.readUInt32BE(0)
      const resume = this.#waiting
      this.#waiting = null
      resume?.()
      return
    }
    if (type === frameType.reset) {
      this.destroy(new Error(`The agent reset the stream (${body.readUInt32BE(0)})`))
      return
    }
    if (body.length > 0) {
      this.push(body)
      this.#send(frameType.windowIncrement, 0, uint32(body.length))
    }
    if (flags & flag.end) this.push(null)
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (chunk.length === 0) return done()
    if (this.#window === 0) {
      this.#waiting = () => this._write(chunk, _encoding, done)
      return
    }
    const part = chunk.subarray(0, this.#window)
    this.#window -= part.length
    this.#send(frameType.data, 0, part)
    this._write(chunk.subarray(part.length), _encoding, done)
  }

  override _final(done: () => void): void {
    this.#send(frameType.data, flag.end, Buffer.alloc(0))
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.writableFinished) this.#send(frameType.reset, 0, uint32(cancelled))
    done(error)
  }
}

export interface Mux {
  /** Opens a stream towards the agent. */
  open(type: number): MuxStream
  /** Asks the agent to go; it opens a new connection and leaves this one to us. */
  goAway(): void
  /** Takes in what comes and says nothing more, to nobody. */
  mute(): void
  destroy(): void
}

/** Many streams over one connection; `onStream` hears of those the agent opens, once their type is known. */
export function createMux(connection: Duplex, onStream: (type: number, stream: MuxStream) => void): Mux {
  const streams = new Map<number, MuxStream>()
  let nextId = 2
  let muted = false

  function sender(id: number) {
    return (type: number, flags: number, body: Uint8Array) => {
      if (!muted && connection.writable) connection.write(encodeFrame(type, flags, id, body))
    }
  }

  function add(id: number): MuxStream {
    const stream = new MuxStream(sender(id))
    streams.set(id, stream)
    stream.on('close', () => streams.delete(id))
    return stream
  }

  function awaitType(stream: MuxStream): void {
    const read = () => {
      const head: Buffer | null = stream.read(4)
      if (head === null) return
      stream.off('readable', read)
      onStream(head.readUInt32BE(0), stream)
    }
    stream.on('readable', read)
  }

  const read = frameReader((frame) => {
    if (muted) return
    if (frame.type === frameType.data && frame.flags & flag.start) awaitType(add(frame.stream))
    streams.get(frame.stream)?.receive(frame)
  })
  connection.on('data', read)

  return {
    open(type) {
      const id = nextId
      nextId += 2
      const stream = add(id)
      stream.open(type)
      return stream
    },
    goAway() {
      sender(0)(frameType.goAway, 0, Buffer.concat([uint32(0), uint32(0), Buffer.from('bye')]))
    },
    mute() {
      muted = true
    },
    destroy() {
      muted = true
      for (const stream of streams.values()) stream.destroy()
    },
  }
}

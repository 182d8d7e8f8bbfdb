import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Transform, pipeline } from 'node:stream'
import { TextDecoder } from 'node:util'
import { guessDelimiter } from './delimiter.ts'
import type { Delimiter } from './delimiter.ts'
import { detectEncoding } from './encoding.ts'
import type { RosterEncoding } from './encoding.ts'

/** How a roster file is written. */
export interface RosterFormat {
  readonly encoding: RosterEncoding
  readonly delimiter: Delimiter
  readonly bytes: number
}

export interface RosterRecord {
  /** Line of the file that the record ends on, from 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** Bytes of the file's text read until its end, for the progress. */
  readonly bytesRead: number
}

/** A record longer than this is a quote that was never closed, not a family. */
const longestRecord = 256 * 1024
const sampleBytes = 64 * 1024

/** Finds out how a roster is written. @throws what reading the file throws */
export async function detectFormat(file: string, signal: AbortSignal): Promise<RosterFormat> {
  const encoding = await detectEncoding(file, signal)
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0)
    const sample = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead), { stream: true })
    return { encoding, delimiter: guessDelimiter(sample), bytes: size }
  } finally {
    await handle.close()
  }
}

/**
 * Reads a roster's records one after the other, never the whole file at once. Empty lines are passed over; lines may have
 * fewer or more cells than the first.
 * @throws {CsvError} a quote that is never closed; what reading the file throws; `AbortError` once the signal fires
 */
export async function* readRoster(
  file: string,
  format: RosterFormat,
  signal: AbortSignal,
): AsyncGenerator<RosterRecord> {
  const { parse } = await import('csv-parse')
  const parser = parse({
    bom: true,
    delimiter: format.delimiter,
    relax_column_count: true,
    // `Ann "Annie" Lee` without quotes around it is a name, not a fault.
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: longestRecord,
    trim: true,
    info: true,
  })
  const source = createReadStream(file, { signal })
  pipeline(source, decoding(format.encoding), parser, () => {
    // Faults reach whoever reads the parser.
  })
  for await (const part of parser) {
    const { record, info } = part as { readonly record: readonly string[]; readonly info: { readonly lines: number } }
    yield { line: info.lines, cells: record, bytesRead: source.bytesRead }
  }
}

function decoding(encoding: RosterEncoding): Transform {
  const decoder = new TextDecoder(encoding)
  return new Transform({
    decodeStrings: false,
    encoding: 'utf8',
    transform(part: Buffer, _encoding, done) {
      done(null, decoder.decode(part, { stream: true }))
    },
    flush(done) {
      done(null, decoder.decode())
    },
  })
}

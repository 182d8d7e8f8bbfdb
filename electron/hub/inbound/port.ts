import type { Server } from 'node:http'

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : port)
    })
  })
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
}

/**
 * Listens on 127.0.0.1, on the wanted port or, where another program has it, on any free one: texts that can be sent
 * matter more than the port. Returns the port.
 */
export async function listenOn(server: Server, wanted: number): Promise<number> {
  try {
    return await listen(server, wanted)
  } catch (error) {
    if (wanted === 0 || !isTaken(error)) throw error
    return await listen(server, 0)
  }
}

import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { RosterDesk } from '../people/import/desk.ts'

type Names = Extract<keyof Handlers, `roster.${string}`>

export function rosterHandlers(desk: RosterDesk): Pick<Handlers, Names> {
  return {
    'roster.state': () => desk.state(),
    'roster.begin': ({ fileName, bytes }) => ({ uploadId: desk.begin(fileName, bytes) }),
    'roster.part': ({ uploadId, offset, data }) => desk.part(uploadId, offset, Buffer.from(data, 'base64')),
    'roster.preview': ({ uploadId, columns }) => desk.preview(uploadId, columns),
    'roster.import': ({ uploadId, columns }) => desk.import(uploadId, columns),
    'roster.cancel': () => desk.cancel(),
    'roster.undo': ({ importId }) => desk.undo(importId),
    'roster.saveRemarks': async () => ({ path: await desk.saveRemarks() }),
  }
}

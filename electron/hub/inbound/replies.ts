import type { ServerResponse } from 'node:http'

/** Why a request was turned away; `signature` alone hints at a wrong Auth Token or address, the others are strangers. */
export type Rejection = 'signature' | 'size' | 'type' | 'method' | 'path' | 'malformed'

const statusOf: Readonly<Record<Rejection, number>> = {
  signature: 403,
  size: 413,
  type: 415,
  method: 405,
  path: 404,
  malformed: 400,
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>'

/** Nothing to say back. */
export const emptyTwiml = `${declaration}<Response/>`

/** Headers as a flat list: the quickest way to write them. */
function xmlHeaders(body: string): string[] {
  return ['Content-Type', 'text/xml; charset=utf-8', 'Content-Length', String(Buffer.byteLength(body))]
}
const emptyTwimlHeaders = xmlHeaders(emptyTwiml)

export function replyEmptyTwiml(response: ServerResponse): void {
  response.writeHead(200, emptyTwimlHeaders).end(emptyTwiml)
}

export function replyTwiml(response: ServerResponse, document: string): void {
  response.writeHead(200, xmlHeaders(document)).end(document)
}

export function replyNoContent(response: ServerResponse): void {
  response.writeHead(204).end()
}

/** Ends the connection too: whatever else the stranger wants to send on it is not read. */
export function replyRejection(response: ServerResponse, rejection: Rejection, allow: string): void {
  const headers = ['Connection', 'close', 'Content-Length', '0']
  if (rejection === 'method') headers.push('Allow', allow)
  response.writeHead(statusOf[rejection], headers).end()
}

export function replyFailure(response: ServerResponse): void {
  response.writeHead(500, ['Content-Length', '0']).end()
}

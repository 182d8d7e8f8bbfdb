import { describe, expect, test } from 'vitest'

import { twimlReplies } from './twiml.ts'

describe('twimlReplies', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['an empty response sends nothing', 'text/xml', '<Response/>', []],
    ['a message', 'text/xml; charset=utf-8', '<Response><Message>On it</Message></Response>', ['On it']],
    ['several', 'application/xml', '<Response><Message>a</Message><Message to="+1">b</Message></Response>', ['a', 'b']],
    [
      'a body inside',
      'text/html',
      '<Response><Message><Body>x &lt; y</Body><Media>u</Media></Message></Response>',
      ['x < y'],
    ],
    ['plain text is the reply', 'text/plain', 'Thanks', ['Thanks']],
    ['an empty plain answer', 'text/plain', '', []],
    ['anything else', 'application/json', '<Response><Message>no</Message></Response>', []],
    ['no type at all', '', '<Response><Message>no</Message></Response>', []],
  ])('%s', (_what, type, body, replies) => {
    expect(twimlReplies(type, body)).toEqual(replies)
  })
})

import { describe, expect, test } from 'vitest'
import { parseTwiml, TwimlFault } from './twiml-document.ts'
import { readTwiml } from './twiml-rules.ts'

const response = (inner: string): string => `<?xml version="1.0" encoding="UTF-8"?><Response>${inner}</Response>`

function codeOf(document: string): number | null {
  try {
    readTwiml(document)
    return null
  } catch (error) {
    if (error instanceof TwimlFault) return error.code
    throw error
  }
}

describe('TwiML', () => {
  test('is read as XML: attributes, entities, comments, words with their spaces joined', () => {
    const root = parseTwiml(
      response(`<!-- hello --><Say voice="Polly.Joanna">Field&#160;2 &amp; 3,\n  at 9</Say><Hangup/>`),
    )
    expect(root.children.map(({ name }) => name)).toEqual(['Say', 'Hangup'])
    expect(root.children[0]).toMatchObject({ attributes: { voice: 'Polly.Joanna' }, text: 'Field 2 & 3, at 9' })
  })

  test.each([
    ['<Response><Say>hello</Response>'],
    ['<Response><Say>this & that</Say></Response>'],
    ['<Response><Say loop="1" loop="2">x</Say></Response>'],
    ['<Response/>and more'],
    ['hello'],
    [''],
  ])('%s is no XML (12100)', (document) => {
    expect(codeOf(document)).toBe(12_100)
  })

  test.each([
    [response('<Shout>hello</Shout>')],
    [response('<Say loud="yes">hello</Say>')],
    [response('<Gather><Record/></Gather>')],
    [response('<Gather numDigits="none"/>')],
    [response('<Record maxLength="100000"/>')],
    [response('words')],
    ['<Answer/>'],
  ])('%s is nothing that a call understands (12200)', (document) => {
    expect(codeOf(document)).toBe(12_200)
  })

  test('what Twilio takes is taken', () => {
    expect(
      codeOf(
        response(
          '<Gather numDigits="1" timeout="8" action="https://camp.example.com/twilio/voice/keys?m=1&amp;a=2"><Say>Press 1.</Say><Pause length="1"/></Gather><Record maxLength="120" playBeep="true" action="/twilio/voice/done"/><Hangup/>',
        ),
      ),
    ).toBeNull()
  })
})

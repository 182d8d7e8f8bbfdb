import { describe, expect, it } from 'vitest'
import { patience } from '../../../tests/support/patience.ts'
import { lintText } from './lint.ts'

const lint = (body: string) => lintText(`{{us}}: ${body}`, { campName: 'Riverside' }).map((finding) => finding.kind)

describe('what a text asks for', () => {
  it.each([
    ['Reply YES to confirm', 'YES', 'opts-in'],
    ['Text back "end" when you are there', 'end', 'opts-out'],
    ['Please answer with Cancel if you cannot come', 'Cancel', 'opts-out'],
    ['Responda YES o NO', 'YES', 'opts-in'],
    ['Reply QUIT', 'QUIT', 'opts-out'],
    ['Send us: START', 'START', 'opts-in'],
    ['Reply HELP for help', 'HELP', 'gets-help'],
    ['Reply no or CANCEL', 'CANCEL', 'opts-out'],
  ])('%s', (body, word, does) => {
    const [finding] = lintText(`Riverside: ${body}`, { campName: 'Riverside' })
    expect(finding).toMatchObject({ kind: 'keyword', word, does, length: word.length })
    const { at } = finding as { at: number }
    expect(`Riverside: ${body}`.slice(at, at + word.length)).toBe(word)
  })

  it.each([
    'Reply STOP to end texts.',
    'Responda STOP para no recibir textos.',
    'Reply OK or 1 to confirm',
    'The day ends at 3. Yes, really',
    'Camp is canceled. Reply with any question',
    'We start at 9',
  ])('leaves alone: %s', (body) => expect(lint(body)).toEqual([]))
})

describe('how a text reads', () => {
  it('warns of short links and of "click here"', () => {
    expect(lint('Map: https://bit.ly/3xYz, click here')).toEqual(['short-link', 'click-here'])
    expect(lint('Map: https://riverside.example/map')).toEqual([])
    expect(lint('Haga clic aquí')).toEqual(['click-here'])
  })

  it('warns of shouting, and lets a word or two pass', () => {
    expect(lint('COME AND GET YOUR KIDS NOW')).toEqual(['all-caps'])
    expect(lint('U10 GIRLS on Field 2')).toEqual([])
  })

  it('asks for a name where the text has none', () => {
    expect(lintText('Hello', { campName: 'Riverside' })).toEqual([{ kind: 'no-camp-name' }])
    expect(lintText('Hello from RIVERSIDE', { campName: 'Riverside' })).toEqual([])
    expect(lintText('Hello. {{us|The camp}}', { campName: '' })).toEqual([])
    expect(lintText('  ', { campName: 'Riverside' })).toEqual([])
  })

  it('is quick with whatever it is given', () => {
    for (const hard of ['reply '.repeat(270), 'A'.repeat(1_600), 'A '.repeat(800), 'bit.ly/'.repeat(220)]) {
      const start = performance.now()
      lintText(hard, { campName: 'Riverside' })
      expect(performance.now() - start).toBeLessThan(2_000 * patience)
    }
  })
})

import { calls } from '../../../electron/ipc/contract/calls.ts'
import { callNames } from '../../../electron/ipc/contract/names.ts'
import { between, pick } from '../../../electron/hub/random.ts'
import type { Random } from '../../../electron/hub/random.ts'

/** A call as a page that was taken over may make it. */
export interface HostileCall {
  readonly name: unknown
  readonly input: unknown
}

/** Names that no contract has, and that no object should be asked for. */
const strangeNames: readonly unknown[] = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'messages',
  'messages.send ',
  'MESSAGES.SEND',
  'x'.repeat(100_000),
  null,
  1,
  {},
  [],
  undefined,
  ['messages.send'],
]

/** What begins something that reaches out of the hub, or ends it: not for every turn. */
const slowCalls =
  /^(vault\.|webhooks\.|account\.|reach\.|diagnostics\.(run|fix)|backup\.|practice\.(start|end)|catchUp|link|start\.)/

const leaves: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => undefined,
  () => true,
  () => '',
  (random) => between(random, -5, 50),
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => 1e308,
  () => -0,
  () => 2 ** 53,
  (random) => 'x'.repeat(between(random, 1, 5_000)),
  () => '\u0000\uFFFF\uD800 \u202E',
  () => "'; DROP TABLE message; --",
  () => '"*" OR NEAR(',
  () => '../../../../etc/passwd',
  () => '<img src=x onerror=alert(1)>',
  () => '+13122000142',
  () => '0190b1c2-0000-7000-8000-000000000000',
  () => ({ toString: 'no function', __proto__: null }),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as unknown,
  () => Array.from({ length: 300 }, (_, index) => index),
  () => new Date(Number.NaN),
  () => new Map([['a', 1]]),
]

function value(random: Random, depth: number): unknown {
  if (depth > 0 && between(random, 0, 5) === 0) {
    return Object.fromEntries(
      Array.from({ length: between(random, 0, 4) }, () => [
        pick(random, ['id', 'a', 'where', 'requestId']),
        value(random, depth - 1),
      ]),
    )
  }
  return pick(random, leaves)(random)
}

/** The names that a call's input has, where it is an object with names. */
function namesOf(name: string): readonly string[] {
  const { input } = calls[name as keyof typeof calls]
  return 'shape' in input ? Object.keys(input.shape as object) : []
}

/** Ids that are right: behind the schema there is a handler, and it is to be met as well. */
function plausible(random: Random, name: string): unknown {
  if (/id$/i.test(name) && between(random, 0, 1) === 0) return between(random, 1, 40)
  if (/^(id|requestId|messageId)$/.test(name))
    return `0190b1c2-${between(random, 0, 65_535).toString(16).padStart(4, '0')}-7000-8000-${between(random, 0, 2 ** 31)
      .toString(16)
      .padStart(12, '0')}`
  if (name === 'limit') return between(random, 1, 200)
  if (/text|body|query/i.test(name))
    return pick(random, ['hello', '"*" OR NEAR(', "o'neill", '%_%', '🌞'.repeat(50), '(312) 200'])
  return value(random, 2)
}

/** One call, all of it by chance: half of them with the names that the contract asks for. */
export function hostileCall(random: Random): HostileCall {
  if (between(random, 0, 19) === 0)
    return { name: strangeNames[between(random, 0, strangeNames.length - 1)], input: value(random, 3) }
  let name: string = pick(random, callNames)
  if (slowCalls.test(name) && between(random, 0, 9) > 0)
    name = pick(random, ['messages.send', 'search.query', 'messages.page', 'people.list'])
  if (between(random, 0, 3) === 0) return { name, input: value(random, 3) }
  const input = Object.fromEntries(
    namesOf(name).map((key) => [key, between(random, 0, 2) === 0 ? value(random, 2) : plausible(random, key)]),
  )
  return { name, input: between(random, 0, 9) === 0 ? { ...input, unasked: true } : input }
}

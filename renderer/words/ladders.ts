import type { LadderAsks, LadderEnd, LadderKind, LadderWaits } from '../../electron/ipc/contract/ladder-views.ts'

const players = (count: number) => (count === 1 ? '1 player' : `${count.toLocaleString()} players`)
const families = (count: number) => (count === 1 ? '1 family' : `${count.toLocaleString()} families`)

const ends = {
  here: 'is here',
  late: 'is late, explained',
  absent: 'is absent, explained',
  'picked-up': 'was picked up',
  gone: 'is not expected any more',
  answered: 'a parent answered',
  handled: 'staff have it',
  over: 'the day is over',
  off: 'the ladder is off',
} as const satisfies Record<LadderEnd, string>

const waits = {
  'no-internet': 'waits for internet',
  'not-on-duty': 'waits: another laptop is on duty',
  'not-set-up': 'waits: no Twilio account yet',
} as const satisfies Record<LadderWaits, string>

const asks = {
  many: 'More than five families at once. Is the board up to date?',
  slept: 'Its time came while this laptop slept, was off or had no internet.',
  wrote: 'A parent wrote today and has no answer yet. Read it first.',
} as const satisfies Record<LadderAsks, string>

/** Words of the ladders: who is told of a player who did not arrive or was not picked up. */
export const ladderWords = {
  kinds: { 'not-arrived': 'Not arrived', 'not-picked-up': 'Not picked up' } as const satisfies Record<
    LadderKind,
    string
  >,
  banner: {
    director: (count: number) =>
      count === 1 ? '1 player needs the director now' : `${count.toLocaleString()} players need the director now`,
    call: (count: number) => `Call the parents of ${players(count)}`,
    look: (count: number) => `Text ${families(count)}? The ladder asks first`,
    show: 'Look',
    live: {
      director: (count: number) => `Live camp: ${players(count)} unaccounted for. Practice can wait`,
      call: (count: number) => `Live camp: call the parents of ${players(count)}`,
      look: (count: number) => `Live camp: a ladder asks about ${families(count)}`,
      toLive: 'End practice',
    },
  },
  dialog: {
    title: 'Who is looked for',
    none: {
      title: 'Nobody is looked for',
      body: 'No ladder waits for a look. Who is missing stands on Check-in; ladders are set in Settings, Camp.',
    },
    unreadable: { title: 'The ladders could not be read', meaning: 'They go on by themselves.' },
    close: 'Close',
    director: 'For the director',
    directorIntro: {
      'not-arrived': 'Did not arrive, and no parent has answered.',
      'not-picked-up': 'Still here, and no parent has answered.',
    } as const satisfies Record<LadderKind, string>,
    call: 'Call now',
    callIntro: 'Texts brought no answer. Tick each call once it is made.',
    called: 'Called',
    calledAbout: (name: string) => `Called about ${name}`,
    look: 'Text them?',
    asks,
    step: {
      'not-arrived': (guardian: number) => (guardian === 0 ? 'did not arrive' : 'did not arrive: second parent'),
      'not-picked-up': (guardian: number) =>
        guardian === 0 ? 'was not picked up' : 'was not picked up: second parent',
    },
    send: (count: number) => `Send to ${families(count)}`,
    notNow: 'Not now',
    here: 'Is here',
    isHere: (name: string) => `${name} is here: check in`,
    pickedUp: 'Picked up',
    wasPickedUp: (name: string) => `${name} was picked up`,
    haveIt: 'We have it',
    haveItAbout: (name: string) => `We have it: nothing more goes out about ${name} today`,
    since: (time: string) => `since ${time}`,
    read: 'Read',
    readOf: (name: string) => `Read what the parent of ${name} wrote`,
    failed: 'Not done:',
    sentTo: (who: string, time: string) => `Texted ${who} ${time}`,
    /** `why` is a sentence. */
    notAsked: (why: string) => `Parents not asked. ${why}`,
    nobody: 'Nobody may be called about this player by what is known. Ask the director.',
  },
  row: {
    texted: (time: string) => `Texted ${time}`,
    failed: (time: string) => `Text failed ${time}`,
    call: 'Call the parents',
    calledAt: (time: string) => `Called ${time}`,
    director: 'Director',
    asks: 'Asks first',
    next: {
      text: (time: string) => `text at ${time}`,
      call: (time: string) => `call at ${time}`,
      alarm: (time: string) => `director at ${time}`,
    },
    waits,
    ended: (end: LadderEnd) => `Ladder stopped: ${ends[end]}`,
    answered: 'Parent answered',
    about: (name: string) => `Ladder of ${name}`,
  },
  settings: {
    title: 'When somebody is missing',
    intro:
      'A ladder texts the parents of a player who did not arrive, or was not picked up, then has them called, then tells the director. It stops at check-in, at an answer, or once the player is late or absent. Off until you turn it on.',
    none: 'No camp is here yet.',
    unreadable: 'The ladders could not be read',
    kinds: {
      'not-arrived': 'Somebody did not arrive',
      'not-picked-up': 'Somebody was not picked up',
    } as const satisfies Record<LadderKind, string>,
    of: (kind: string, camp: string) => `${camp}: ${kind.toLowerCase()}`,
    after: {
      'not-arrived': 'min after the start',
      'not-picked-up': 'min after the end',
    } as const satisfies Record<LadderKind, string>,
    director: 'Turn the ladder on',
    turnOn: 'Turn on',
    leaveOff: 'Leave it off',
    steps: 'Steps',
    acts: {
      text: (guardian: number) => (guardian === 0 ? 'Text the first parent' : 'Text the second parent'),
      spoken: (guardian: number) => (guardian === 0 ? 'Ring the first parent' : 'Ring the second parent'),
      call: 'Have them called',
      alarm: 'Tell the director',
    },
    minutesFor: (act: string, camp: string) => `${act}, ${camp}: minutes`,
    inOrder: 'Each step comes later than the one before.',
    bounds: 'Write the minutes from 0 to 480.',
    asksFirst:
      'It asks first when more than five families would be texted at once, when a parent has written already, and after this laptop slept or was offline. Its texts are of use for 15 minutes.',
  },
} as const
